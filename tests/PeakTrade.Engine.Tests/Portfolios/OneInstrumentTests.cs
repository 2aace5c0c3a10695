using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>A universe of one is the single engine.</summary>
public sealed class OneInstrumentTests
{
    [Fact]
    public void Equal_weight_on_one_instrument_is_always_long_to_the_last_bit()
    {
        var (traded, rebalances) = (0, 0);
        Cases.Check(Cases.WithoutLevels, 2_000, 71, given =>
        {
            // Lots leave cash that would buy one more at a lower price: the single engine holds, and min_trade does so too.
            var options = Options(given);
            var portfolio = new PortfolioOptions { Rebalance = RebalanceFrequency.Daily, MinTrade = options.LotStep > 0 ? 0.99 : 0 };
            var single = Backtester.Run(given.Bars, AlwaysLong(given.Bars.Count, options.Fill), options);
            // A refused entry is tried again at the next rebalance, and not by the single engine.
            if (single.Trades == 0) return;
            var run = Weighted(given.Bars, portfolio, options);
            Same(single, run);
            traded++;
            rebalances += run.Portfolio!.Rebalances;
        });
        Assert.True(traded > 1_000 && rebalances > 10 * traded, $"{traded} runs traded, with {rebalances} rebalances");
    }

    [Fact]
    public void A_short_and_a_reversal_are_those_of_the_single_engine()
    {
        var reversed = 0;
        Cases.Check(Cases.WithoutLevels, 1_000, 72, given =>
        {
            // Two rebalances: the first, and at the first row of the month that comes. The single engine watches the margin inside the bar, so prices stay calm.
            var options = Options(given) with { LotStep = 0, MaintenanceMargin = 0, AllowShort = true, Fill = FillRule.NextOpen };
            var bars = Calm(given.Bars);
            var turn = Enumerable.Range(1, Math.Max(0, bars.Count - 1)).FirstOrDefault(t => bars.TimeAt(t).Month != bars.TimeAt(t - 1).Month) - 1;
            if (turn < 1) turn = bars.Count;
            var states = Enumerable.Range(0, bars.Count).Select(t => t < turn ? (sbyte)-1 : (sbyte)1).ToArray();
            if (turn == 0 || bars.Count - turn > 25) return;
            var single = Backtester.Run(bars, states, options);
            if (single.Trades == 0 || single.GetOrders().Any(o => o.Status == OrderStatus.Rejected || o.Kind == OrderKind.Liquidation)) return;
            var universe = Universe.Of("ONE", [bars]);
            Same(single, PortfolioBacktester.Run(universe, new States(states), new() { Rebalance = RebalanceFrequency.Monthly }, options, 0, universe.Rows));
            if (single.Trades == 2) reversed++;
        });
        Assert.True(reversed > 50, $"{reversed} reversals");
    }

    private static BacktestResult Weighted(Bars bars, PortfolioOptions portfolio, BacktestOptions options)
    {
        var universe = Universe.Of("ONE", [bars]);
        return PortfolioBacktester.RunEqualWeight(universe, portfolio, options, 0, universe.Rows);
    }

    // The portfolio decides from the row before: with fill = "close" that is one close later.
    private static sbyte[] AlwaysLong(int bars, FillRule fill) => [.. Enumerable.Range(0, bars).Select(t => fill == FillRule.Close && t == 0 ? (sbyte)0 : (sbyte)1)];

    private static BacktestOptions Options(Case given) => given.Options with { Sizing = Sizing.AllEquity, MaxLeverage = 1, Execution = ExecutionMode.Pipeline };

    private static void Same(BacktestResult single, BacktestResult run)
    {
        Assert.Equal(SameBits.Bits(single.GetEquity().Equity), SameBits.Bits(run.GetEquity().Equity));
        Assert.Equal(single.GetTrades(), run.GetTrades());
        Assert.Equal(
            single.GetOrders().Where(o => o.Status == OrderStatus.Filled).Select(o => (o.Symbol, o.Kind, o.Side, o.Units, o.SignalBar, o.EndBar, o.FillPrice, o.Fee, o.Slippage)),
            run.GetOrders().Where(o => o.Status == OrderStatus.Filled).Select(o => (o.Symbol, o.Kind, o.Side, o.Units, o.SignalBar - (single.GetOrders()[0].SignalBar - run.GetOrders()[0].SignalBar == 1 ? -1 : 0), o.EndBar, o.FillPrice, o.Fee, o.Slippage)));
        // The index grows by returns and not by prices, which rounds otherwise.
        Agreement.Figures(single, run, 1_000);
        Assert.Equal(single.OpenAtEnd, run.OpenAtEnd);
    }

    private static Bars Calm(Bars bars)
    {
        double[] Column(ReadOnlySpan<double> prices, double first) => [.. prices.ToArray().Select(p => 100 * Math.Pow(p / first, 0.05))];
        var first = bars.Open[0];
        return new(bars.Symbol, bars.UtcTicks.ToArray(), Column(bars.Open, first), Column(bars.High, first), Column(bars.Low, first), Column(bars.Close, first));
    }

    private sealed class States(sbyte[] states) : IWeightRule
    {
        public bool Decide(int signalRow, ReadOnlySpan<bool> mayTrade, Span<double> weights, Span<double> scores)
        {
            weights[0] = states[signalRow];
            return true;
        }
    }
}
