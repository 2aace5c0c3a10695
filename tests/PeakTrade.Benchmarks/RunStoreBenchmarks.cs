using BenchmarkDotNet.Attributes;
using PeakTrade.Data;
using PeakTrade.Operations;

namespace PeakTrade.Benchmarks;

/// <summary>Finding runs in a store of 10,000. Goal: the first object of the newest 20 within 0.3 s.</summary>
public class RunStoreBenchmarks
{
    private const int Runs = 10_000;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"peaktrade-{Guid.NewGuid():N}");

    private string Root => Path.Combine(_folder, "results");

    [GlobalSetup]
    public void Setup()
    {
        Directory.CreateDirectory(_folder);
        var data = Path.Combine(_folder, "bars.csv");
        using (var file = File.Create(data)) CsvBarWriter.Write(file, SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "BTC/EUR", Count = 60, Seed = 42 }));
        var backtest = new Workbench().Backtest;
        var request = new BacktestRequest { BaseFolder = _folder, DataPath = data, Strategy = "ma_crossover" };
        for (var i = 0; i < Runs; i++) _ = backtest.Execute(request, SilentListener.Instance, CancellationToken.None).Single();
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true, Description = "the first of the newest 20")]
    public Outcome<BacktestResult> First() => FindRuns.Execute(Root, new RunQuery { Latest = 20 }, CancellationToken.None).First();

    [Benchmark(Description = "the newest 20")]
    public int Newest() => FindRuns.Execute(Root, new RunQuery { Latest = 20 }, CancellationToken.None).Count();

    [Benchmark(Description = "all 10,000")]
    public int All() => FindRuns.Execute(Root, new RunQuery(), CancellationToken.None).Count();
}
