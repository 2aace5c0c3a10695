using System.Globalization;
using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Benchmarks;

/// <summary>Ten years of daily bars of many stocks, and the panels of three factors over them.</summary>
internal sealed class SampleUniverse
{
    private static readonly string[] Names = ["momentum_12_1", "volatility_60d", "reversal_5d"];

    public SampleUniverse(int symbols)
    {
        Universe = Universe.Of("sample", Enumerable.Range(0, symbols).Select(symbol => SampleDataGenerator.Generate(new SampleDataOptions
        {
            Symbol = string.Create(CultureInfo.InvariantCulture, $"SYM{symbol:000}"), Kind = SampleKind.Stock, Interval = SampleInterval.Daily, Count = 2520,
        })));
        Panels = [.. Names.Select(name => Panel(BuiltInFactors.Get(name)))];
    }

    public Universe Universe { get; }

    public IReadOnlyList<FactorPanel> Panels { get; }

    public FactorBundle Bundle { get; } = new() { Name = "sample", Factors = [.. Names.Select(name => new BundleFactor(name, 1))] };

    public BacktestResult Multifactor(RebalanceFrequency rebalance = RebalanceFrequency.Monthly) =>
        FactorPortfolio.Run(Universe, Bundle, Panels, null, new PortfolioOptions { Rebalance = rebalance }, new BacktestOptions(), 0, Universe.Rows);

    public BacktestResult EqualWeight(RebalanceFrequency rebalance) =>
        PortfolioBacktester.RunEqualWeight(Universe, new PortfolioOptions { Rebalance = rebalance }, new BacktestOptions(), 0, Universe.Rows);

    public BacktestResult Crossover()
    {
        var strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
        return SharedCashBacktester.Run(Universe, strategy, strategy.Info.Bind([]), new PortfolioOptions(), new BacktestOptions(), 0, Universe.Rows);
    }

    private FactorPanel Panel(IFactor factor)
    {
        var builder = new PanelBuilder(factor);
        foreach (var bars in Universe.Instruments) builder.Add(bars, null);
        return builder.Build("");
    }
}
