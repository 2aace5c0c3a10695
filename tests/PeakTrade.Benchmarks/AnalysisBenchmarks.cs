using BenchmarkDotNet.Attributes;
using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Benchmarks;

/// <summary>The figures of the risk report and of the transaction-cost report, without pages.</summary>
[WarmupCount(5), IterationCount(7)]
public class AnalysisBenchmarks
{
    private const int Fills = 10_000;
    private (BacktestResult Run, RiskMarket Market) _portfolio, _long;
    private (BacktestResult Run, TcaInputs Inputs) _trading;

    [GlobalSetup]
    public void Setup()
    {
        var universe = new SampleUniverse(50);
        _portfolio = (universe.Multifactor(), new RiskMarket(universe.Universe.Index));
        var million = Bars(1_000_000);
        _long = (Crossover(million, 20, 50), new RiskMarket(million, million));
        var busy = Bars(200_000);
        var trading = Crossover(busy, 5, 12);
        var filled = trading.GetOrders().Count(order => order.Status == OrderStatus.Filled);
        if (filled < Fills) throw new InvalidOperationException($"The run has {filled} fills, and {Fills} are to be measured.");
        _trading = (trading, new TcaInputs { Bars = [busy] });
    }

    [Benchmark(Baseline = true, Description = "risk figures, portfolio of 50 instruments, 2,520 rows")]
    public RiskReport Portfolio() => RiskAnalysis.Of(_portfolio.Run, _portfolio.Market);

    [Benchmark(Description = "risk figures, one instrument, 1,000,000 rows")]
    public RiskReport Million() => RiskAnalysis.Of(_long.Run, _long.Market);

    [Benchmark(Description = "cost figures of 10,000 fills and more")]
    public TcaReport Costs() => TcaAnalysis.Of(_trading.Run, _trading.Inputs);

    private static Bars Bars(int count) => SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "BTC/EUR", Interval = SampleInterval.OneMinute, Count = count, Seed = 42 });

    private static BacktestResult Crossover(Bars bars, int fast, int slow)
    {
        var strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
        return Backtester.Run(bars, strategy, strategy.Info.Bind([new("fast_window", fast), new("slow_window", slow)], true), new BacktestOptions());
    }
}
