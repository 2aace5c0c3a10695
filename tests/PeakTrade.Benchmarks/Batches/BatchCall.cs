using System.Diagnostics;

namespace PeakTrade.Benchmarks;

/// <summary>One call of <c>peaktrade batch</c> as a process of its own, so that its time and memory are its own.</summary>
/// <param name="Seconds">From the start of the process to its end.</param>
/// <param name="PeakBytes">The most memory that it held at once.</param>
internal sealed record BatchCall(double Seconds, long PeakBytes)
{
    // The peak only grows, so asking now and then misses no more than what the last moments added.
    private const int AskEveryMilliseconds = 10;

    public static BatchCall Run(string cli, BatchWorkload work, string output, params string[] arguments)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [cli, "batch", work.Config, "--output-root", output, .. arguments])
        {
            WorkingDirectory = work.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(AskEveryMilliseconds)) peak = Math.Max(peak, PeakOf(process));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0 ? new BatchCall(seconds, peak) : throw new InvalidOperationException($"peaktrade ended with {process.ExitCode}: {complained.Result}{said.Result}");
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // It ended in between.
        }
    }
}
