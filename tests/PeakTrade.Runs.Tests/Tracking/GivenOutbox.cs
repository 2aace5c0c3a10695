namespace PeakTrade.Runs.Tests;

/// <summary>An outbox in a folder of its own that goes when the test ends, and a destination.</summary>
internal sealed class GivenOutbox : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-outbox-");

    public string Outside => _folder.FullName;

    public string Folder => Path.Combine(_folder.FullName, ".outbox");

    public MemoryDestination There { get; init; } = new();

    public List<string> Warnings { get; } = [];

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public OutboxTracker Open(ITrackingDestination? to = null, string experiment = "peak_trade", bool strict = false) =>
        new(Folder, new(to ?? There, experiment, new Dictionary<string, string> { ["project"] = "Peak_Trade" }), new(Warn, strict), Clock);

    /// <summary>The runs that wait.</summary>
    public string[] Waiting() => [.. OutboxFolder.RunsIn(Folder)];

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Warn(string sentence)
    {
        lock (Warnings) Warnings.Add(sentence);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A run of everything.</summary>
    public static string Tell(ITracker tracker, string name, string? parent = null, int number = 1, TrackedRunStatus? end = TrackedRunStatus.Finished)
    {
        using var run = tracker.StartRun(new(name) { ParentRunId = parent, Tags = new Dictionary<string, string> { ["kind"] = "backtest" } });
        run.LogParams(new Dictionary<string, object?> { ["fast_window"] = number, ["sizing"] = new Dictionary<string, object?> { ["kind"] = "fraction", ["value"] = 1.5 } });
        run.LogMetrics(new Dictionary<string, double> { ["sharpe"] = number / 2.0, ["sortino"] = double.NaN });
        run.LogMetric("equity", [new(1, 100), new(2, 101.5), new(3, double.PositiveInfinity)]);
        run.SetTags(new Dictionary<string, string> { ["symbol"] = "BTC/EUR" });
        run.LogText("notes/why.txt", $"because {number}");
        run.LogJson("trades.json", new Dictionary<string, object?> { ["count"] = number });
        run.LogFigure("plots/equity.svg", new byte[] { 1, 2, (byte)number });
        if (end is { } status) run.End(status);
        return run.RunId;
    }

    /// <summary>Waits for something that another thread brings about.</summary>
    public static void Until(Func<bool> condition)
    {
        for (var tries = 0; tries < 1000 && !condition(); tries++) Thread.Sleep(5);
        Assert.True(condition());
    }
}
