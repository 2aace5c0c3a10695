using BenchmarkDotNet.Attributes;
using PeakTrade.Studies;

namespace PeakTrade.Benchmarks;

/// <summary>Studies of an objective that costs nothing, by the random sampler: what is left is the runner and the store.</summary>
[WarmupCount(8), IterationCount(7)]
public class StudyStorageBenchmarks
{
    private static readonly SearchSpace Space = new([Dimension.Real("x", -5, 10), Dimension.Real("y", 0, 15)]);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-studies-");
    private int _files;

    [GlobalCleanup]
    public void Cleanup() => _folder.Delete(recursive: true);

    [Benchmark(Baseline = true, Description = "1,000 trials in memory")]
    public int Memory() => Study("memory", 1_000);

    [Benchmark(Description = "1,000 trials in a new SQLite file")]
    public int Sqlite() => Study(NewFile(), 1_000);

    [Benchmark(Description = "10,000 trials in memory")]
    public int MemoryOfMany() => Study("memory", 10_000);

    [Benchmark(Description = "10,000 trials in a new SQLite file")]
    public int SqliteOfMany() => Study(NewFile(), 10_000);

    private string NewFile() => Path.Combine(_folder.FullName, $"{_files++}.db");

    private static int Study(string address, int trials)
    {
        using var storage = StudyStorage.Open(address);
        var definition = new StudyDefinition { Name = "free", Space = Space, Objectives = ["f"], Directions = [StudyDirection.Minimize], Sampler = "random", TrialCount = trials };
        using var log = storage.Create(definition)!;
        var sampler = SamplerCatalogue.Make("random", new SamplerSetup { Space = Space }).Sampler;
        new StudyRunner(log, sampler, null, new Free(), TimeProvider.System).Run(new StudyEffort { TrialCount = trials });
        return trials;
    }

    private sealed class Free : IObjective
    {
        public TrialResult Evaluate(TrialRun run, CancellationToken cancel) => new() { Values = [run.Point[0] * run.Point[0] + run.Point[1]] };
    }
}
