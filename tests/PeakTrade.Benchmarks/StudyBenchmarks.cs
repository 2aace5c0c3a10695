using BenchmarkDotNet.Attributes;
using PeakTrade.Studies;
using PeakTrade.Studies.Tests;

namespace PeakTrade.Benchmarks;

/// <summary>Whole studies of an objective that costs nothing: sampler, runner and storage. Goals: tpe over 20,000 trials/s in memory, ten times the trials in ten times the time, SQLite within three times memory.</summary>
[WarmupCount(8), IterationCount(9)]
public class StudyBenchmarks
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-studies-");
    private int _files;

    [GlobalCleanup]
    public void Cleanup() => _folder.Delete(recursive: true);

    [Benchmark(Baseline = true, Description = "tpe, 1,000 trials in memory")]
    public int Tpe() => Study("tpe", "memory", 1_000);

    [Benchmark(Description = "tpe, 1,000 trials in a new SQLite file")]
    public int TpeOnSqlite() => Study("tpe", NewFile(), 1_000);

    [Benchmark(Description = "tpe, 10,000 trials in memory")]
    public int LongTpe() => Study("tpe", "memory", 10_000);

    [Benchmark(Description = "tpe, 10,000 trials in a new SQLite file")]
    public int LongTpeOnSqlite() => Study("tpe", NewFile(), 10_000);

    [Benchmark(Description = "random, 1,000 trials in memory")]
    public int Random() => Study("random", "memory", 1_000);

    [Benchmark(Description = "random, 1,000 trials in a new SQLite file")]
    public int RandomOnSqlite() => Study("random", NewFile(), 1_000);

    [Benchmark(Description = "cmaes, 10,000 trials in memory")]
    public int LongCmaEs() => Study("cmaes", "memory", 10_000);

    [Benchmark(Description = "gp, 100 trials in memory")]
    public int Gp() => Study("gp", "memory", 100);

    private string NewFile() => Path.Combine(_folder.FullName, $"{_files++}.db");

    private static int Study(string sampler, string address, int trials)
    {
        using var storage = StudyStorage.Open(address);
        using var log = storage.Create(TestFunction.Branin.Definition(sampler, trials, lag: StudyRunner.DefaultLag))!;
        new StudyRunner(log, SamplerCatalogue.Make(log.Definition).Sampler, null, TestFunction.Branin, TimeProvider.System).Run(new StudyEffort { TrialCount = trials });
        return trials;
    }
}
