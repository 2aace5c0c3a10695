namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>docs/fills.md, rules 9 and 10: what borrowing brings.</summary>
public sealed class LiquidationTests : FillTest
{
    private const string Still = "O100 H100 L100 C100";

    // 15 sold short at 100: cash 2,500; without a margin it is gone at 2500 / 15 = 166.666667.
    [Fact]
    public void Rule_9_A_short_is_liquidated_where_its_equity_is_gone() =>
        Tape(Still, Still, "O110 H180 L105 C120").States("S").Size(SizingKind.FixedUnits, 15).Fills("sell 100 @1", "buy 166.666667 @2 liquidation").Equity(1000, 1000, 0);

    // 2500 / (15 x 1.25) = 133.333333 leaves a quarter of 15 x 133.33.
    [Fact]
    public void Rule_9_A_short_is_liquidated_at_its_maintenance_margin() =>
        Tape(Still, Still, "O110 H180 L105 C120").States("S").Size(SizingKind.FixedUnits, 15).With(o => o with { MaintenanceMargin = 0.25, MaxLeverage = 3 })
            .Fills("sell 100 @1", "buy 133.333333 @2 liquidation").Equity(1000, 1000, 500);

    [Fact]
    public void Rule_9_A_gap_beyond_the_liquidation_fills_at_the_open_and_equity_ends_below_0() =>
        Tape(Still, Still, "O200 H210 L190 C195").States("S").Size(SizingKind.FixedUnits, 15).Fills("sell 100 @1", "buy 200 @2 liquidation gapped").Equity(1000, 1000, -500);

    // 20 bought at 100 on 1,000: 1,000 borrowed, gone at 1000 / 20 = 50.
    [Fact]
    public void Rule_9_A_long_on_borrowed_cash_is_liquidated_where_its_equity_is_gone() =>
        Tape(Still, Still, "O90 H95 L40 C60").States("L").Size(SizingKind.FixedUnits, 20).Fills("buy 100 @1", "sell 50 @2 liquidation").Equity(1000, 1000, 0);

    // 1000 / (20 x 0.8) = 62.5 leaves a fifth of 20 x 62.5.
    [Fact]
    public void Rule_9_A_long_is_liquidated_at_its_maintenance_margin() =>
        Tape(Still, Still, "O90 H95 L40 C60").States("L").Size(SizingKind.FixedUnits, 20).With(o => o with { MaintenanceMargin = 0.2, MaxLeverage = 4 })
            .Fills("buy 100 @1", "sell 62.5 @2 liquidation").Equity(1000, 1000, 250);

    [Fact]
    public void Rule_9_A_long_gapped_beyond_its_liquidation_ends_below_0() =>
        Tape(Still, Still, "O30 H35 L20 C25").States("L").Size(SizingKind.FixedUnits, 20).Fills("buy 100 @1", "sell 30 @2 liquidation gapped").Equity(1000, 1000, -400);

    [Fact]
    public void Rule_9_A_long_on_its_own_cash_is_never_liquidated() =>
        Tape(Still, Still, "O1 H1 L0.01 C1").States("L").Size(SizingKind.Fraction, 1).With(o => o with { MaintenanceMargin = 0.05 }).Fills("buy 100 @1").Equity(1000, 1000, 10);

    [Fact]
    public void Rule_9_An_entry_at_the_open_can_be_liquidated_in_its_own_bar() =>
        Tape(Still, "O100 H101 L40 C60").States("L").Size(SizingKind.FixedUnits, 20).Fills("buy 100 @1", "sell 50 @1 liquidation");

    [Fact]
    public void Rule_9_An_entry_at_the_close_is_not_liquidated_before_the_next_bar() =>
        Tape("O100 H100 L10 C100", "O100 H101 L40 C60").States("L").AtClose().Size(SizingKind.FixedUnits, 20).Fills("buy 100 @0", "sell 50 @1 liquidation");

    [Fact]
    public void Rule_9_A_liquidation_comes_before_the_exit_at_that_close() =>
        Tape(Still, "O100 H101 L40 C60", Still).States("L.").AtClose().Size(SizingKind.FixedUnits, 20).Fills("buy 100 @0", "sell 50 @1 liquidation");

    [Fact]
    public void Rule_9_A_stop_that_is_nearer_comes_first() =>
        Tape(Still, Still, "O90 H95 L40 C60").States("L").Size(SizingKind.FixedUnits, 20).Stop(0.2).Fills("buy 100 @1", "sell 80 @2 stop-loss");

    [Fact]
    public void Rule_9_A_stop_beyond_the_liquidation_is_never_reached_and_is_cancelled() =>
        Tape(Still, Still, "O90 H95 L10 C60").States("L").Size(SizingKind.FixedUnits, 20).Stop(0.7)
            .Journal("entry buy 20 filled @1", "stop-loss sell 20 cancelled @2 at 30", "liquidation sell 20 filled @2 at 50");

    [Fact]
    public void Rule_9_A_liquidation_and_a_target_in_one_bar_are_ambiguous() =>
        Tape(Still, Still, "O100 H120 L40 C60").States("L").Size(SizingKind.FixedUnits, 20).Target(0.1).Fills("buy 100 @1", "sell 50 @2 liquidation ambiguous").Ambiguous(1, 0, 1200);

    [Fact]
    public void Rule_9_An_account_without_equity_opens_nothing_more() =>
        Tape(Still, Still, "O200 H210 L190 C195", "O195 H195 L195 C195").States("SSL").Size(SizingKind.FixedUnits, 15)
            .Fills("sell 100 @1", "buy 200 @2 liquidation gapped").Rejected("no equity to size on: -500");

    // 0.1 + 0.2 has a last digit too many, and so has the cash after some of these shorts are liquidated: that is no equity either.
    [Fact]
    public void Rule_9_The_rounding_that_a_liquidation_leaves_is_no_equity()
    {
        var tape = Tape("O33.3 H33.3 L33.3 C33.3", "O33.3 H33.3 L33.3 C33.3", "O33.3 H99 L33.3 C40", "O40 H40 L40 C40", "O40 H40 L40 C40").States("SSSL").Size(SizingKind.Fraction, 1);
        Assert.All(Enumerable.Range(0, 200), i => Assert.Single(tape.With(o => o with { StartCapital = 70 + 0.1 * i }).Run().GetTrades()));
    }

    // 10 x 100 x 0.252 / 252 = 1 for the bar of the entry, 10 x 110 x 0.001 = 1.1 for the next; bar 3 is closed at its open.
    [Fact]
    public void Rule_10_A_short_pays_borrow_for_each_bar_that_it_is_held_at_the_close_of() =>
        Tape(Still, Still, "O100 H110 L100 C110", Still).States("SS.").Size(SizingKind.FixedUnits, 10).With(Borrowing).Equity(1000, 999, 897.9, 997.9);

    [Fact]
    public void Rule_10_A_short_opened_at_a_close_pays_from_the_next_bar_on_and_before_it_is_closed_at_one() =>
        Tape(Still, Still, Still).States("S.").AtClose().Size(SizingKind.FixedUnits, 10).With(Borrowing).Equity(1000, 999, 999);

    [Fact]
    public void Rule_10_A_short_that_is_stopped_inside_a_bar_pays_nothing_for_it() =>
        Tape(Still, "O100 H120 L100 C100").States("S").Size(SizingKind.FixedUnits, 10).Stop(0.1).With(Borrowing).Equity(1000, 900);

    [Fact]
    public void Rule_10_A_long_pays_no_borrow() => Tape(Still, Still).States("L").Size(SizingKind.FixedUnits, 10).With(Borrowing).Equity(1000, 1000);

    // 1995 / 10 after the first bar's borrow of 5 is 199.5, and 200 is beyond it.
    [Fact]
    public void Rule_10_Borrow_that_is_paid_brings_the_liquidation_nearer() =>
        Tape(Still, Still, "O100 H199.6 L100 C100").States("S").Size(SizingKind.FixedUnits, 10).With(o => o with { BorrowRate = 1.26, PeriodsPerYear = 252 })
            .Fills("sell 100 @1", "buy 199.5 @2 liquidation");

    private static BacktestOptions Borrowing(BacktestOptions options) => options with { BorrowRate = 0.252, PeriodsPerYear = 252 };
}
