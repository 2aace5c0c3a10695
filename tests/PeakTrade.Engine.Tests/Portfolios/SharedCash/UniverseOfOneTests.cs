using PeakTrade.Engine.Tests.Simulation;
using PeakTrade.Engine.Tests.Strategies;

namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

/// <summary>A universe of one is the single engine, bit for bit.</summary>
public sealed class UniverseOfOneTests
{
    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public void Whatever_the_options_all_of_it_is_the_single_engines(ulong seed) => Cases.Check(Cases.Any, 1_500, seed, given =>
    {
        var strategy = Saying(given.States);
        Same(Backtester.Run(given.Bars, strategy, ParameterSet.Empty, given.Options), Run(given.Bars, strategy, given.Options, 0, given.Bars.Count));
    });

    [Fact]
    public void So_is_any_window_of_it() => Cases.Check(Cases.Any, 1_500, 43, given =>
    {
        var (from, to) = (given.Bars.Count / 4, given.Bars.Count - given.Bars.Count / 5);
        var strategy = Saying(given.States);
        Same(Backtester.RunWindow(given.Bars, strategy, ParameterSet.Empty, given.Options, from, to), Run(given.Bars, strategy, given.Options, from, to));
    });

    [Fact]
    public void A_strategy_and_its_parameters_are_named()
    {
        var (bars, strategy) = (Backtests.Momentum.Walk(300), new Backtests.Momentum());
        var run = SharedCashBacktester.Run(Universe.Of("all", [bars]), strategy, strategy.With(9), new(), new(), 50, 300);
        Assert.Equal(("WALK", "momentum", strategy.With(9), 250, bars.TimeAt(50), bars.TimeAt(299)), (run.Symbol, run.Strategy, run.Parameters, run.Bars, run.Start, run.End));
        Assert.Equal(["WALK"], run.Portfolio!.Symbols);
    }

    [Fact]
    public void Too_few_bars_are_the_same_fault()
    {
        var bars = Backtests.Momentum.Walk(30);
        var strategy = new Sample.Written("slow", (_, _, states) => states.Fill(1), warmUp: 20);
        var alone = Assert.Throws<PeakTradeException>(() => { Backtester.RunWindow(bars, strategy, ParameterSet.Empty, new(), 5, 15); });
        var together = Assert.Throws<PeakTradeException>(() => { Run(bars, strategy, new(), 5, 15); });
        Assert.Equal((alone.Kind, alone.Message), (together.Kind, together.Message));
    }

    internal static IStrategy Saying(sbyte[] states) => new Sample.Written("written", (bars, _, decided) => states.AsSpan(0, bars.Count).CopyTo(decided));

    private static BacktestResult Run(Bars bars, IStrategy strategy, BacktestOptions options, int from, int to) =>
        SharedCashBacktester.Run(Universe.Of("all", [bars]), strategy, ParameterSet.Empty, new(), options, from, to);

    private static void Same(BacktestResult alone, BacktestResult together)
    {
        Assert.Equal(SameBits.Bits(alone.GetEquity().Equity), SameBits.Bits(together.GetEquity().Equity));
        Assert.Equal(alone.GetTrades(), together.GetTrades());
        Assert.Equal(alone.GetOrders(), together.GetOrders());
        SameBits.Figures(alone, together);
        Assert.Equal(
            (alone.Symbol, alone.AmbiguousBars, alone.FinalEquityPessimistic, alone.FinalEquityOptimistic, alone.OpenAtEnd, alone.NoTradesReason, alone.Bars, alone.Start, alone.End),
            (together.Symbol, together.AmbiguousBars, together.FinalEquityPessimistic, together.FinalEquityOptimistic, together.OpenAtEnd, together.NoTradesReason, together.Bars, together.Start, together.End));
    }
}
