using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Backtests;

public sealed class ParameterSweepTests
{
    private static readonly Momentum Strategy = new();

    public static TheoryData<BacktestOptions> Choices =>
    [
        new BacktestOptions(),
        new BacktestOptions { Execution = ExecutionMode.Vectorized, MaxLeverage = 3, Sizing = new(SizingKind.Fraction, 3), BorrowRate = 0.1 },
        new BacktestOptions { StopLoss = Distance.OfAtr(14, 2), TakeProfit = Distance.OfPrice(0.02), TrailingStop = Distance.OfPrice(0.03), Intrabar = IntrabarRule.Path, Fill = FillRule.Close },
    ];

    [Theory]
    [MemberData(nameof(Choices))]
    public void One_worker_four_workers_and_single_runs_give_the_same_figures(BacktestOptions options)
    {
        var bars = Momentum.Walk(3_000);
        var sets = Enumerable.Range(1, 60).Select(Strategy.With).ToList();
        var one = ParameterSweep.Run(bars, Strategy, sets, options, workers: 1);
        var four = ParameterSweep.Run(bars, Strategy, sets, options, workers: 4);
        Assert.Equal(sets.Count, one.Length);
        for (var i = 0; i < sets.Count; i++)
        {
            SameBits.Figures(one[i], four[i]);
            SameBits.Figures(one[i], Backtester.Run(bars, Strategy, sets[i], options));
        }

        Assert.True(one.Select(m => m.FinalEquity).Distinct().Count() > 50);
    }

    [Fact]
    public void A_cancelled_sweep_ends()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ParameterSweep.Run(Momentum.Walk(100), Strategy, [Strategy.With(5)], new(), 2, cancel.Token));
    }

    [Fact]
    public void Options_that_cannot_be_used_are_refused() =>
        Assert.Same(FaultCatalogue.ConfigInvalid, Assert.Throws<PeakTradeException>(() =>
            ParameterSweep.Run(Momentum.Walk(100), Strategy, [Strategy.With(5)], new() { StartCapital = 0 }, 1)).Kind);
}
