using BenchmarkDotNet.Attributes;
using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Benchmarks;

/// <summary>One backtest over 1,000,000 bars, signals given, all figures and trades. Goal: 15 ms on one core.</summary>
public class BacktestBenchmarks
{
    private const int Bars = 1_000_000;
    private static readonly BacktestOptions Plain = new();
    private Bars _bars = null!;
    private sbyte[] _states = [];

    [GlobalSetup]
    public void Setup()
    {
        _bars = SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "BTC/EUR", Interval = SampleInterval.OneMinute, Count = Bars, Seed = 42 });
        var strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
        _states = new sbyte[Bars];
        StrategyRunner.Decide(strategy, _bars, strategy.Info.Bind([]), _states);
    }

    [Benchmark(Baseline = true, Description = "pipeline")]
    public double Pipeline() => Backtester.Run(_bars, _states, Plain).FinalEquity;

    [Benchmark(Description = "vectorized")]
    public double Vectorized() => Backtester.Run(_bars, _states, Plain with { Execution = ExecutionMode.Vectorized }).FinalEquity;

    [Benchmark(Description = "pipeline with stop, target and trail")]
    public double WithLevels() => Backtester.Run(_bars, _states, Plain with { StopLoss = Distance.OfPrice(0.02), TakeProfit = Distance.OfPrice(0.03), TrailingStop = Distance.OfPrice(0.025) }).FinalEquity;
}
