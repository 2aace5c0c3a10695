using System.Diagnostics;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Environments;
using PeakTrade.Operations;

namespace PeakTrade.Benchmarks;

/// <summary>
/// What tracking costs 100 backtests: without a tracker, with the one that does nothing, with MLflow's file store. The three take turns in every round, so that what the machine
/// does meanwhile is on each of them; a cost is the median of the rounds' ratios. Goals: under 1 % and under 5 %.
/// </summary>
internal static class TrackingSpeed
{
    private const int Runs = 100, Rounds = 9;

    private static readonly (string Name, KeyValuePair<string, object?>[] Settings)[] Kinds =
    [
        ("no tracker", []),
        ("noop", [new("tracking.enabled", true), new("tracking.backend", "noop")]),
        ("MLflow file store", [.. TrackingSettings.Of("file:./mlruns", null)]),
    ];

    public static int Run(bool write)
    {
        var sections = new StringBuilder(BenchmarkPage.Heading(HostEnvironmentInfo.GetCurrent()));
        sections.Append("| 100 backtests | bars each | median | of no tracker |\n|---|---:|---:|---:|\n");
        var folder = Directory.CreateTempSubdirectory("peaktrade-tracking-");
        try
        {
            foreach (var bars in new[] { 35_040, 100_000 }) Measure(folder.CreateSubdirectory($"{bars}").FullName, bars, sections);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Console.Write(sections);
        if (write) BenchmarkPage.Write(nameof(TrackingSpeed), sections.ToString());
        return 0;
    }

    private static void Measure(string folder, int bars, StringBuilder table)
    {
        var data = MakeSampleData.Execute(new() { Folder = folder, Interval = SampleInterval.FifteenMinutes, Count = bars }, default).Single().Path;
        var seconds = Kinds.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var turn = 0; turn < Kinds.Length; turn++)
            {
                var kind = (turn + round + 1) % Kinds.Length;
                var took = Hundred(Directory.CreateDirectory(Path.Combine(folder, $"{round} {kind}")).FullName, data, Kinds[kind].Settings);
                if (round >= 0) seconds[kind].Add(took); // The round before the first warms up.
            }
        }

        for (var kind = 0; kind < Kinds.Length; kind++)
            table.Append(CultureInfo.InvariantCulture, $"| {Kinds[kind].Name} | {bars:#,0} | {Median(seconds[kind]):0.00} s | {Median([.. seconds[kind].Zip(seconds[0], (one, none) => one / none)]):0.000} |\n");
    }

    // As one command does it: each read, run, stored and told, and at the end the wait for the tracker.
    private static double Hundred(string folder, string data, KeyValuePair<string, object?>[] settings)
    {
        var workbench = new Workbench();
        var began = Stopwatch.GetTimestamp();
        using var tracking = workbench.Track();
        var request = new BacktestRequest { BaseFolder = folder, DataPath = data, Strategy = "ma_crossover", Settings = settings, Tracking = tracking };
        var done = Enumerable.Range(0, Runs).Sum(_ => workbench.Backtest.Execute(request, SilentListener.Instance, default).Count(outcome => outcome.Result is not null));
        tracking.Complete(SilentListener.Instance);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (done != Runs) throw new InvalidOperationException($"{done} of {Runs} backtests have a result.");
        Empty(folder);
        return took;
    }

    // Emptied, and removed at the very end: for a minute or more after a file was removed, ext4 takes no new one in its place and looks past it for each that is made, which
    // slowed the turn after a removal of thousands down, and most the kind that makes most files.
    private static void Empty(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write);
            if (RandomAccess.GetLength(handle) > 0) RandomAccess.SetLength(handle, 0);
        }
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
