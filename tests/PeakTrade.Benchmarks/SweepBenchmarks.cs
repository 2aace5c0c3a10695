using BenchmarkDotNet.Attributes;
using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Benchmarks;

/// <summary>1,000 pairs of moving averages and 200 RSI windows over 100,000 bars, all figures of each. Goals: 0.5 s and 0.15 s on two cores.</summary>
public class SweepBenchmarks
{
    private static readonly BacktestOptions Options = new() { Execution = ExecutionMode.Vectorized };
    private static readonly BacktestOptions InPipeline = new();
    private readonly IStrategy _crossover = new StrategyRegistry().Get("ma_crossover").Strategy;
    private readonly IStrategy _reversion = new StrategyRegistry().Get("rsi_reversion").Strategy;
    private Bars _bars = null!;
    private ParameterSet[] _pairs = [], _windows = [];

    [GlobalSetup]
    public void Setup()
    {
        _bars = SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "BTC/EUR", Interval = SampleInterval.FifteenMinutes, Count = 100_000, Seed = 42 });
        _pairs = [.. from fast in Enumerable.Range(5, 25) from slow in Enumerable.Range(40, 40) select Bind(_crossover, ("fast_window", fast), ("slow_window", slow))];
        _windows = [.. Enumerable.Range(2, 199).Append(14).Select(window => Bind(_reversion, ("window", window)))];
    }

    [Benchmark(Baseline = true, Description = "1,000 moving-average pairs, two workers")]
    public int CrossoverOnTwo() => ParameterSweep.Run(_bars, _crossover, _pairs, Options, workers: 2).Length;

    [Benchmark(Description = "1,000 moving-average pairs, one worker")]
    public int CrossoverOnOne() => ParameterSweep.Run(_bars, _crossover, _pairs, Options, workers: 1).Length;

    [Benchmark(Description = "1,000 moving-average pairs, two workers, pipeline")]
    public int CrossoverInPipeline() => ParameterSweep.Run(_bars, _crossover, _pairs, InPipeline, workers: 2).Length;

    [Benchmark(Description = "200 RSI windows, two workers")]
    public int ReversionOnTwo() => ParameterSweep.Run(_bars, _reversion, _windows, Options, workers: 2).Length;

    private static ParameterSet Bind(IStrategy strategy, params (string Name, int Value)[] values) =>
        strategy.Info.Bind(values.Select(v => KeyValuePair.Create(v.Name, (object?)v.Value)));
}
