using BenchmarkDotNet.Attributes;
using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Studies;

namespace PeakTrade.Benchmarks;

/// <summary>200 trials of a moving-average crossover over 100,000 bars, in memory, on one worker and on two. Goal: 1.8 times as fast on two cores; the trials are the same bytes.</summary>
[WarmupCount(3), IterationCount(7)]
public class StudyWorkersBenchmarks
{
    private readonly IStrategy _strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
    private Bars _bars = null!;

    [GlobalSetup]
    public void Setup() => _bars = SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "BTC/EUR", Interval = SampleInterval.FifteenMinutes, Count = 100_000, Seed = 42 });

    [Benchmark(Baseline = true, Description = "200 trials, one worker")]
    public string One() => Study(1, "none");

    [Benchmark(Description = "200 trials, two workers")]
    public string Two() => Study(2, "none");

    [Benchmark(Description = "200 trials, one worker, median pruner, 8 segments")]
    public string Pruned() => Study(1, "median");

    [Benchmark(Description = "200 trials, two workers, median pruner, 8 segments")]
    public string PrunedOnTwo() => Study(2, "median");

    private string Study(int workers, string pruner)
    {
        var definition = new StudyDefinition
        {
            Name = "crossover", Objectives = ["sharpe"], Directions = [StudyDirection.Maximize], Sampler = "tpe", Pruner = pruner, Steps = pruner == "none" ? 1 : 8, Seed = 42, TrialCount = 200,
            Space = SpaceReader.Read(_strategy.Info, new Dictionary<string, object?>(), new Dictionary<string, object?>(), []),
        };
        using var storage = new MemoryStorage();
        using var log = storage.Create(definition)!;
        var stop = PrunerCatalogue.Make(definition);
        var objective = new BacktestObjective(new SegmentedBacktest(_bars, _strategy, new BacktestOptions(), definition.Steps), definition.Objectives, [], stop);
        var runner = new StudyRunner(log, SamplerCatalogue.Make(definition).Sampler, stop, objective, TimeProvider.System);
        runner.Run(new StudyEffort { TrialCount = 200, Workers = workers });
        return TrialText.Hash(runner.Trials, definition.Space);
    }
}
