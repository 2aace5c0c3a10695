using System.Globalization;
using BenchmarkDotNet.Environments;

namespace PeakTrade.Benchmarks;

/// <summary>500 runs over ten years of daily bars of 50 instruments, or as many runs as were asked for.</summary>
internal static class BatchSpeedRun
{
    private const int UsualRuns = 500;

    public static int Run(string[] arguments, bool write)
    {
        var runs = Array.IndexOf(arguments, "--runs") is var at and >= 0 ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : UsualRuns;
        using var work = new BatchWorkload(runs);
        var text = BenchmarkPage.Heading(HostEnvironmentInfo.GetCurrent()) + BatchSpeed.Measure(ProcessBenchmarks.Cli, work).Table();
        Console.Write(text);
        if (write) BenchmarkPage.Write(nameof(BatchSpeed), text);
        return 0;
    }
}
