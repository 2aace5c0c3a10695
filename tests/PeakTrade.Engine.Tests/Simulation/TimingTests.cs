namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>docs/fills.md, "When": rules 1 to 4, 11, and how orders end.</summary>
public sealed class TimingTests : FillTest
{
    private static readonly string[] Rising = ["O100 H100 L100 C100", "O101 H103 L100 C102", "O103 H105 L102 C104", "O105 H107 L104 C106"];

    [Fact]
    public void Rule_1_A_change_fills_at_the_next_open() => Tape(Rising).States("L.").Fills("buy 101 @1", "sell 103 @2").Equity(1000, 1001, 1002, 1002);

    [Fact]
    public void Rule_1_A_short_change_fills_at_the_next_open() => Tape(Rising).States("S.").Fills("sell 101 @1", "buy 103 @2").Equity(1000, 999, 998, 998);

    [Fact]
    public void Rule_1_A_change_fills_at_its_own_close_where_so_asked() => Tape(Rising).States("L.").AtClose().Fills("buy 100 @0", "sell 102 @1").Equity(1000, 1002, 1002, 1002);

    [Fact]
    public void Rule_1_Before_bar_0_the_state_is_flat() => Tape(Rising).States("LLLL").AtClose().Fills("buy 100 @0").Holds(1, 1, 1, 1);

    [Fact]
    public void Rule_1_An_exit_at_the_open_comes_before_a_stop_in_that_bar() =>
        Tape("O100 H100 L100 C100", "O100 H100 L100 C100", "O90 H90 L50 C60").States("L.").Stop(0.2)
            .Journal("entry buy 1 filled @1", "stop-loss sell 1 cancelled @2 at 80", "exit sell 1 filled @2").Fills("buy 100 @1", "sell 90 @2");

    [Fact]
    public void Rule_1_A_stop_comes_before_an_exit_at_the_close_of_that_bar() =>
        Tape("O100 H100 L100 C100", "O99 H100 L70 C95").States("L.").AtClose().Stop(0.2)
            .Journal("entry buy 1 filled @0", "stop-loss sell 1 filled @1 at 80");

    [Fact]
    public void Rule_2_An_entry_signalled_at_the_last_bar_expires() =>
        Tape(Rising).States("...L").Journal("entry buy 0 expired @3").Reason(OrderStatus.Expired, "the data end before a bar at which it could fill");

    [Fact]
    public void Rule_2_A_reversal_signalled_at_the_last_bar_expires_as_both_its_orders() =>
        Tape(Rising).States("LLLS").Journal("entry buy 1 filled @1", "exit sell 1 expired @3", "entry sell 0 expired @3").Holds(0, 1, 1, 1);

    [Fact]
    public void Rule_2_A_change_at_the_last_bar_fills_at_its_close() => Tape(Rising).States("...S").AtClose().Fills("sell 106 @3").Holds(0, 0, 0, -1);

    [Fact]
    public void Rule_3_A_reversal_closes_and_then_opens_at_one_price() =>
        Tape(Rising).States("LS").Fills("buy 101 @1", "sell 103 @2", "sell 103 @2").Holds(0, 1, -1, -1);

    [Fact]
    public void Rule_3_A_reversal_from_short_closes_and_then_opens_at_one_price() =>
        Tape(Rising).States("SL").Fills("sell 101 @1", "buy 103 @2", "buy 103 @2").Holds(0, -1, 1, 1);

    // Bought 1000 / 100 = 10, sold at 80 leaves 800; 800 / 80 = 10 sold short; at 60 that is 800 + 10 x 20.
    [Fact]
    public void Rule_3_A_reversal_is_sized_on_what_the_close_left() =>
        Tape("O100 H100 L100 C100", "O100 H100 L100 C100", "O80 H80 L80 C80", "O60 H60 L60 C60").States("LS").Size(SizingKind.Fraction, 1)
            .Holds(0, 10, -10, -10).Equity(1000, 1000, 800, 1000);

    // With a fee of 10 a fill: (1000 - 10) / 100 = 9.9 bought; 9.9 x 80 - 10 = 782 left; (782 - 10) / 80 = 9.65 sold short.
    [Fact]
    public void Rule_3_The_closing_fee_is_paid_before_the_reversal_is_sized() =>
        Tape("O100 H100 L100 C100", "O100 H100 L100 C100", "O80 H80 L80 C80").States("LS").Size(SizingKind.Fraction, 1).With(o => o with { FeeFixed = 10 })
            .Holds(0, 9.9, -9.65).Equity(1000, 990, 772);

    [Fact]
    public void Rule_4_A_position_is_not_rebalanced_while_the_state_stays() => Tape(Rising).States("LLLL").Size(SizingKind.Fraction, 0.5).Fills("buy 101 @1");

    [Fact]
    public void Rule_4_After_a_stop_nothing_is_entered_while_the_state_stays() =>
        Tape("O100 H100 L100 C100", "O100 H100 L80 C100", "O100 H100 L100 C100", "O100 H100 L100 C100").States("LLLL").Stop(0.1).Fills("buy 100 @1", "sell 90 @1 stop-loss");

    [Fact]
    public void Rule_4_After_a_stop_the_next_change_enters_again() =>
        Tape("O100 H100 L100 C100", "O100 H100 L80 C100", "O100 H100 L100 C100", "O100 H100 L100 C100", "O101 H101 L101 C101").States("LL.L").Stop(0.1)
            .Fills("buy 100 @1", "sell 90 @1 stop-loss", "buy 101 @4");

    [Fact]
    public void Rule_4_After_a_stop_a_reversal_only_opens() =>
        Tape("O100 H100 L100 C100", "O100 H100 L80 C100", "O100 H100 L100 C100").States("LS").Stop(0.1).Fills("buy 100 @1", "sell 90 @1 stop-loss", "sell 100 @2");

    [Fact]
    public void Rule_4_A_refused_entry_is_not_tried_again_while_the_state_stays() =>
        Tape(Rising).States("SSSS").With(o => o with { AllowShort = false }).Journal("entry sell 0 rejected @1");

    [Fact]
    public void Rule_4_A_refused_reversal_still_closes() =>
        Tape(Rising).States("LS").With(o => o with { AllowShort = false }).Journal("entry buy 1 filled @1", "exit sell 1 filled @2", "entry sell 0 rejected @2");

    [Fact]
    public void Rule_11_A_position_open_at_the_end_is_marked_counted_and_said_to_be_open()
    {
        var run = Tape(Rising).States("L").Run();
        var trade = Assert.Single(run.GetTrades());
        Assert.True(run.OpenAtEnd && trade.IsOpen);
        Assert.Equal((1, 3, 106.0, 5.0), (run.Trades, trade.ExitBar, trade.ExitPrice, trade.Profit));
        Assert.Null(run.WinRate);
    }

    [Fact]
    public void Rule_11_The_levels_around_an_open_position_expire() =>
        Tape(Rising).States("L").Stop(0.5).Target(0.9).Trail(0.4)
            .Journal("entry buy 1 filled @1", "stop-loss sell 1 expired @3 at 50.5", "take-profit sell 1 expired @3 at 191.9", "trailing-stop sell 1 expired @3 at 64.2");

    [Fact]
    public void The_levels_around_a_position_that_another_level_closed_are_cancelled() =>
        Tape("O100 H100 L100 C100", "O100 H112 L100 C110").States("L").Stop(0.5).Target(0.1).Trail(0.4)
            .Journal("entry buy 1 filled @1", "stop-loss sell 1 cancelled @1 at 50", "take-profit sell 1 filled @1 at 110", "trailing-stop sell 1 cancelled @1 at 60");

    [Fact]
    public void The_levels_around_a_position_that_a_change_closed_are_cancelled() =>
        Tape(Rising).States("S.").Stop(0.5).Target(0.5).Journal("entry sell 1 filled @1", "stop-loss buy 1 cancelled @2 at 151.5", "take-profit buy 1 cancelled @2 at 50.5", "exit buy 1 filled @2");

    [Fact]
    public void A_single_bar_can_only_expire_a_next_open() => Tape("O100 H100 L100 C100").States("L").Journal("entry buy 0 expired @0").Equity(1000);
}
