using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Tca;

/// <summary>The costs of the run of docs/fills.md, "A worked example", worked out by hand: docs/tca-report.md shows the same sheet.</summary>
public sealed class WorkedSheetTests : FillTest
{
    private static readonly BacktestResult Run = Tape(
        "O100 H101 L99 C100", "O100 H103 L99 C102", "O102 H108 L101 C107", "O107 H109 L105 C106",
        "O100 H104 L98 C99", "O97 H98 L94 C95", "O96 H110 L95 C103", "O102 H105 L101 C104").States("LLLSSSLL").With(_ => new()
        {
            StartCapital = 10_000, Sizing = new(SizingKind.Fraction, 0.5), LotStep = 1, FeeBps = 10, FeeFixed = 1, FeeMinimum = 5.9, SlippageBps = 100,
            StopLoss = Distance.OfPrice(0.1), BorrowRate = 0.252, PeriodsPerYear = 252,
        }).Run();

    private static readonly TcaReport Report = TcaAnalysis.Of(Run, TcaInputs.None);

    [Theory]
    [InlineData(0, 100, 100, 101, 0, 49, 5.949, 0)] // decided at the close of bar 0, opened at the same price; 49 x 1
    [InlineData(1, 106, 100, 99, 294, 49, 5.9, 0)] // sold 6 lower than the close of bar 3: 49 x 6
    [InlineData(2, 106, 100, 99, 294, 49, 5.9, 9.506)] // the short, which pays borrow for bars 4 and 5
    [InlineData(3, 108.9, 108.9, 109.989, 0, 53.361, 6.389461, 0)] // the stop got its level; 49 x 1.089
    [InlineData(4, 103, 102, 103.02, -45, 45.9, 5.9, 0)] // bought 1 lower than the close of bar 6: a gain of 45
    public void Each_fill_costs_what_was_worked_out_by_hand(int index, double decision, double market, double filled, double delay, double slippage, double fee, double borrow)
    {
        var fill = Report.Fills[index];
        Assert.Equal(decision, fill.DecisionPrice, 1e-9);
        Assert.Equal(market, fill.MarketPrice, 1e-9);
        Assert.Equal(filled, fill.FillPrice, 1e-9);
        Assert.Equal(delay, fill.Costs.Delay, 1e-9);
        Assert.Equal(slippage, fill.Costs.Slippage, 1e-9);
        Assert.Equal(fee, fill.Costs.Fees, 1e-9);
        Assert.Equal(borrow, fill.Costs.Borrow, 1e-9);
    }

    [Fact]
    public void The_sum_is_the_one_worked_out_by_hand()
    {
        Assert.Equal(5, Report.Total.Fills);
        Assert.Equal(24_676.361, Report.Total.Notional, 1e-9); // 4949 + 4851 + 4851 + 5389.461 + 4635.9
        Assert.Equal(543, Report.Total.Delay, 1e-9);
        Assert.Equal(246.261, Report.Total.Slippage, 1e-9);
        Assert.Equal(30.038461, Report.Total.Fees, 1e-9);
        Assert.Equal(9.506, Report.Total.Borrow, 1e-9);
        Assert.Equal(828.805461, Report.Total.Shortfall, 1e-9);
        Assert.Equal(828.805461 / 24_676.361 * 10_000, Report.Total.ShortfallBps!.Value, 1e-9);
        Assert.Equal(-631.905461 + 246.261 + 30.038461 + 9.506, Report.GrossProfit, 1e-9);
        Assert.Equal(10_000, Report.StartCapital, 1e-9);
    }

    [Theory]
    [InlineData(0, Side.Long, -109.849, 403.849, 294)] // on paper 49 x (106 - 100)
    [InlineData(1, Side.Short, -560.256461, 418.156461, -142.1)] // 49 x (106 - 108.9)
    [InlineData(2, Side.Long, 38.2, 6.8, 45)] // 45 x (104 - 103)
    public void Each_trade_is_what_it_made_on_paper_less_its_costs(int index, Side side, double profit, double shortfall, double paper)
    {
        var trade = Report.Trades[index];
        Assert.Equal(side, trade.Side);
        Assert.Equal(profit, trade.Profit, 1e-9);
        Assert.Equal(shortfall, trade.Costs.Shortfall, 1e-9);
        Assert.Equal(paper, trade.PaperProfit, 1e-9);
        Assert.Equal(index < 2, trade.ExitTime is not null);
    }

    [Fact]
    public void A_stop_that_is_gapped_through_pays_the_gap_as_delay()
    {
        var tape = Tape("O100 H101 L99 C100", "O100 H101 L99 C100", "O90 H91 L89 C90").States("L").Stop(0.05).With(o => o with { SlippageBps = 100 });
        var fill = TcaAnalysis.Of(tape.Run(), TcaInputs.None).Fills[1];
        Assert.Equal(OrderKind.StopLoss, fill.Kind);
        Assert.Equal(95.95, fill.DecisionPrice, 1e-9); // 101 x 0.95
        Assert.Equal(90, fill.MarketPrice, 1e-9);
        Assert.Equal(5.95, fill.Costs.Delay, 1e-9);
        Assert.Equal(0.9, fill.Costs.Slippage, 1e-9);
    }

    [Fact]
    public void A_target_that_is_gapped_through_is_a_gain()
    {
        var tape = Tape("O100 H101 L99 C100", "O100 H101 L99 C100", "O120 H121 L119 C120").States("L").Target(0.1);
        var fill = TcaAnalysis.Of(tape.Run(), TcaInputs.None).Fills[1];
        Assert.Equal(-10, fill.Costs.Shortfall, 1e-9); // 110 was wanted, 120 came
    }

    [Fact]
    public void A_fill_at_the_close_that_decided_it_has_no_delay() =>
        Assert.Equal(0, TcaAnalysis.Of(Tape("O100 H101 L99 C100", "O90 H91 L89 C90", "O80 H81 L79 C80").States("L.L").AtClose().With(o => o with { SlippageBps = 50 }).Run(), TcaInputs.None).Total.Delay);

    [Fact]
    public void Fills_are_grouped_by_what_they_have_in_common()
    {
        // Sides, kinds, weekdays from Monday on, and quarters of 4635.9, 4851, 4851, 4949, 5389.461: quantiles 4851, 4851, 4949.
        Assert.Equal(["TAPE 5"], Names(TcaGrouping.Symbol));
        Assert.Equal(["buy 3", "sell 2"], Names(TcaGrouping.Side));
        Assert.Equal(["entry 3", "exit 1", "stop_loss 1"], Names(TcaGrouping.Kind));
        Assert.Equal(["00:00 5"], Names(TcaGrouping.Hour));
        Assert.Equal(["Monday 1", "Tuesday 1", "Friday 2", "Sunday 1"], Names(TcaGrouping.Weekday));
        Assert.Equal(["2024-01 5"], Names(TcaGrouping.Month));
        Assert.Equal(["1 smallest 3", "3 1", "4 largest 1"], Names(TcaGrouping.Size));
        Assert.Equal(294 + 294, Report.Groups.Single(g => g is { By: TcaGrouping.Side, Name: "sell" }).Costs.Delay, 1e-9);

        IEnumerable<string> Names(TcaGrouping by) => Report.Groups.Where(g => g.By == by).Select(g => $"{g.Name} {g.Costs.Fills}");
    }

    [Fact]
    public void Orders_that_did_not_fill_are_counted_by_how_and_why() => Assert.Equal(
        [
            new TcaUnfilled(OrderStatus.Expired, OrderKind.StopLoss, "the data end with the position open", 1),
            new TcaUnfilled(OrderStatus.Cancelled, OrderKind.StopLoss, "the position was closed at bar # by another order", 1),
        ], Report.Unfilled);
}
