using System.Collections.Concurrent;

namespace PeakTrade.Operations.Tests;

/// <summary>An empty folder with the operations over it, and what they said.</summary>
public sealed class Desktop : IListener, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-operations-");

    public Desktop() => Request = new() { BaseFolder = Folder, DataPath = PathTo("data/btc_eur_1d.csv"), Strategy = "ma_crossover" };

    public Workbench Workbench { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = [];

    public string Folder => _folder.FullName;

    /// <summary>The moving-average crossover on the sample, all defaults.</summary>
    public BacktestRequest Request { get; }

    public IReadOnlyList<string> Runs => Directory.Exists(PathTo("results")) ? Directory.GetFileSystemEntries(PathTo("results")) : [];

    public string PathTo(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(name))!);
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }

    public Desktop WithSample(int count = 400)
    {
        _ = MakeSampleData.Execute(new() { Folder = PathTo("data"), Interval = SampleInterval.Daily, Count = count }, default).Single();
        return this;
    }

    /// <summary>The run of data that hold one instrument; throws what there is instead of it.</summary>
    public BacktestResult Run(BacktestRequest request, CancellationToken cancel = default)
    {
        var outcome = Workbench.Backtest.Execute(request, this, cancel).Single();
        return outcome.Result ?? throw outcome.Error!;
    }

    public void Say(string message)
    {
    }

    public void Warn(string message) => Warnings.Enqueue(message);

    public void Progress(string activity, double? fraction)
    {
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
