namespace PeakTrade.Engine.Tests.Backtests;

public sealed class BacktesterTests
{
    [Fact]
    public void A_result_says_what_was_run()
    {
        var bars = Momentum.Walk(500);
        var strategy = new Momentum();
        var run = Backtester.Run(bars, strategy, strategy.With(9), new() { Execution = ExecutionMode.Vectorized });
        Assert.Equal(("WALK", "momentum", 500, ExecutionMode.Vectorized), (run.Symbol, run.Strategy, run.Bars, run.Execution));
        Assert.Equal((bars.TimeAt(0), bars.TimeAt(499), 9), (run.Start, run.End, run.Parameters.Integer("window")));
        Assert.Equal((8_760.0, "bars of 1 h, weekends traded, 365 days"), (run.PeriodsPerYear, run.PeriodsPerYearSource));
        Assert.Equal(run.FinalEquity, run.GetEquity().Last().Equity);
    }

    [Fact]
    public void No_bars_are_refused() => Refused(FaultCatalogue.DataEmpty, () => Backtester.Run(Momentum.Walk(0), [], new()));

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    public void Too_few_or_too_many_states_are_refused(int states) => Refused(FaultCatalogue.StrategyBadStates, () => Backtester.Run(Momentum.Walk(10), new sbyte[states], new()));

    [Theory]
    [InlineData(7)]
    [InlineData(-2)]
    public void A_state_that_is_none_is_refused_and_named(sbyte state)
    {
        var fault = Refused(FaultCatalogue.StrategyBadStates, () => Backtester.Run(Momentum.Walk(4), [0, 1, state, 0], new()));
        Assert.Equal($"The state at bar 2 is {state}; it must be -1, 0 or 1.", fault.Message);
    }

    [Fact]
    public void Vectorized_with_a_stop_is_refused() =>
        Refused(FaultCatalogue.ConfigInvalid, () => Backtester.Run(Momentum.Walk(4), new sbyte[4], new() { Execution = ExecutionMode.Vectorized, StopLoss = Distance.OfPrice(0.1) }));

    [Fact]
    public void A_cancelled_run_ends()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => Backtester.Run(Momentum.Walk(4), new sbyte[4], new(), cancel.Token));
    }

    private static PeakTradeException Refused(FaultKind kind, Action run)
    {
        var fault = Assert.Throws<PeakTradeException>(run);
        Assert.Same(kind, fault.Kind);
        return fault;
    }
}
