namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>docs/fills.md, "Inside the bar": rules 6, 7 and 8.</summary>
public sealed class LevelTests : FillTest
{
    private const string Still = "O100 H100 L100 C100";

    [Fact]
    public void Rule_6_A_stop_gapped_through_at_the_open_fills_at_the_open() =>
        Tape(Still, "O100 H105 L99 C104", "O94 H96 L93 C95").States("L").Stop(0.03).Fills("buy 100 @1", "sell 94 @2 stop-loss gapped");

    [Fact]
    public void Rule_6_A_short_stop_gapped_through_at_the_open_fills_at_the_open() =>
        Tape(Still, "O100 H102 L99 C101", "O107 H108 L101 C102").States("S").Stop(0.03).Fills("sell 100 @1", "buy 107 @2 stop-loss gapped");

    [Fact]
    public void Rule_6_An_open_right_at_the_stop_counts_as_gapped() =>
        Tape(Still, Still, "O97 H99 L96 C98").States("L").Stop(0.03).Fills("buy 100 @1", "sell 97 @2 stop-loss gapped");

    [Fact]
    public void Rule_6_A_target_gapped_through_at_the_open_fills_at_the_open() =>
        Tape(Still, Still, "O112 H113 L90 C100").States("L").Target(0.1).Stop(0.05).Fills("buy 100 @1", "sell 112 @2 take-profit gapped").Ambiguous(0, 1012, 1012);

    [Fact]
    public void Rule_6_A_short_target_gapped_through_at_the_open_fills_at_the_open() =>
        Tape(Still, Still, "O88 H110 L87 C100").States("S").Target(0.1).Stop(0.05).Fills("sell 100 @1", "buy 88 @2 take-profit gapped").Ambiguous(0, 1012, 1012);

    // Bought at 100 x 1.05 = 105, the stop lies at 101.85, above the open that it filled at.
    [Fact]
    public void Rule_6_Slippage_wider_than_the_stop_is_stopped_at_the_same_open() =>
        Tape(Still, "O100 H104 L99 C103").States("L").Stop(0.03).With(o => o with { SlippageBps = 500 }).Fills("buy 105 @1", "sell 95 @1 stop-loss gapped");

    [Fact]
    public void A_stop_inside_the_bar_fills_at_its_level() => Tape(Still, Still, "O99 H101 L90 C98").States("L").Stop(0.05).Fills("buy 100 @1", "sell 95 @2 stop-loss");

    [Fact]
    public void A_short_stop_inside_the_bar_fills_at_its_level() => Tape(Still, Still, "O101 H110 L99 C98").States("S").Stop(0.05).Fills("sell 100 @1", "buy 105 @2 stop-loss");

    [Fact]
    public void A_target_inside_the_bar_fills_at_its_level() => Tape(Still, Still, "O101 H120 L99 C118").States("L").Target(0.1).Fills("buy 100 @1", "sell 110 @2 take-profit");

    [Fact]
    public void A_short_target_inside_the_bar_fills_at_its_level() => Tape(Still, Still, "O99 H101 L80 C82").States("S").Target(0.1).Fills("sell 100 @1", "buy 90 @2 take-profit");

    [Fact]
    public void A_low_that_touches_the_stop_reaches_it() => Tape(Still, Still, "O99 H101 L95 C98").States("L").Stop(0.05).Fills("buy 100 @1", "sell 95 @2 stop-loss");

    [Fact]
    public void A_high_that_touches_the_target_reaches_it() => Tape(Still, Still, "O99 H110 L98 C98").States("L").Target(0.1).Fills("buy 100 @1", "sell 110 @2 take-profit");

    [Fact]
    public void A_fill_at_a_level_slips_as_well() =>
        Tape(Still, Still, "O100 H101 L90 C98").States("L").Stop(0.05).With(o => o with { SlippageBps = 100 }).Fills("buy 101 @1", "sell 94.9905 @2 stop-loss");

    [Fact]
    public void An_entry_at_the_open_is_watched_in_its_own_bar() => Tape(Still, "O100 H101 L90 C98").States("L").Stop(0.05).Fills("buy 100 @1", "sell 95 @1 stop-loss");

    [Fact]
    public void A_short_entry_at_the_open_is_watched_in_its_own_bar() => Tape(Still, "O100 H101 L80 C98").States("S").Target(0.1).Fills("sell 100 @1", "buy 90 @1 take-profit");

    [Fact]
    public void An_entry_at_the_close_is_not_watched_before_the_next_bar() =>
        Tape("O100 H150 L50 C100", "O100 H101 L94 C98").States("L").Stop(0.05).AtClose().Fills("buy 100 @0", "sell 95 @1 stop-loss");

    [Fact]
    public void A_long_stop_and_target_are_measured_from_the_filled_price() =>
        Tape(Still, Still).States("L").Stop(0.1).Target(0.1).With(o => o with { SlippageBps = 1_000 })
            .Journal("entry buy 1 filled @1", "stop-loss sell 1 expired @1 at 99", "take-profit sell 1 expired @1 at 121");

    // True ranges 4, 6: the average of two is 5, the distance 2 x 5.
    [Fact]
    public void An_average_true_range_distance_is_that_of_the_signal_bar() =>
        Tape("O100 H102 L98 C100", "O100 H103 L97 C100", "O100 H150 L95 C100").States(".L").With(o => o with { StopLoss = Distance.OfAtr(2, 2), TakeProfit = Distance.OfAtr(2, 20) })
            .Journal("entry buy 1 filled @2", "stop-loss sell 1 expired @2 at 90", "take-profit sell 1 expired @2 at 200");

    [Theory]
    [InlineData(IntrabarRule.Pessimistic, "sell 95 @2 stop-loss ambiguous")]
    [InlineData(IntrabarRule.Optimistic, "sell 110 @2 take-profit ambiguous")]
    public void Rule_7_A_bar_that_holds_both_levels_is_ambiguous(IntrabarRule rule, string fill) =>
        Tape(Still, Still, "O100 H115 L90 C100").States("L").Stop(0.05).Target(0.1).Intrabar(rule).Fills("buy 100 @1", fill).Ambiguous(1, 995, 1010);

    [Theory]
    [InlineData(IntrabarRule.Pessimistic, "buy 105 @2 stop-loss ambiguous")]
    [InlineData(IntrabarRule.Optimistic, "buy 90 @2 take-profit ambiguous")]
    public void Rule_7_A_bar_that_holds_both_levels_of_a_short_is_ambiguous(IntrabarRule rule, string fill) =>
        Tape(Still, Still, "O100 H110 L85 C100").States("S").Stop(0.05).Target(0.1).Intrabar(rule).Fills("sell 100 @1", fill).Ambiguous(1, 995, 1010);

    [Theory]
    [InlineData("O100 H112 L80 C100", "sell 110 @2 take-profit ambiguous")] // the high is nearer the open
    [InlineData("O100 H120 L94 C100", "sell 95 @2 stop-loss ambiguous")] // the low is nearer the open
    [InlineData("O100 H112 L88 C100", "sell 95 @2 stop-loss ambiguous")] // both are as near, and the protection comes first
    public void Rule_7_The_path_of_a_long(string bar, string fill) =>
        Tape(Still, Still, bar).States("L").Stop(0.05).Target(0.1).Intrabar(IntrabarRule.Path).Fills("buy 100 @1", fill).Ambiguous(1, 995, 1010);

    [Theory]
    [InlineData("O100 H106 L80 C100", "buy 105 @2 stop-loss ambiguous")] // the high is nearer the open
    [InlineData("O100 H120 L89 C100", "buy 90 @2 take-profit ambiguous")] // the low is nearer the open
    [InlineData("O100 H112 L88 C100", "buy 105 @2 stop-loss ambiguous")] // both are as near, and the protection comes first
    public void Rule_7_The_path_of_a_short(string bar, string fill) =>
        Tape(Still, Still, bar).States("S").Stop(0.05).Target(0.1).Intrabar(IntrabarRule.Path).Fills("sell 100 @1", fill).Ambiguous(1, 995, 1010);

    [Fact]
    public void Rule_7_The_entry_bar_can_be_ambiguous() =>
        Tape(Still, "O100 H115 L90 C100").States("L").Stop(0.05).Target(0.1).Fills("buy 100 @1", "sell 95 @1 stop-loss ambiguous").Ambiguous(1, 995, 1010);

    [Fact]
    public void Rule_7_Without_an_ambiguous_bar_both_readings_are_the_run_itself() =>
        Tape(Still, Still, "O100 H104 L90 C100").States("L").Stop(0.05).Target(0.1).Ambiguous(0, 995, 995);

    [Fact]
    public void Rule_7_A_trailing_stop_and_a_target_are_ambiguous_as_well() =>
        Tape(Still, Still, "O100 H115 L90 C100").States("L").Trail(0.05).Target(0.1).Fills("buy 100 @1", "sell 95 @2 trailing-stop ambiguous").Ambiguous(1, 995, 1010);

    [Fact]
    public void Rule_7_An_ambiguous_fill_says_so() =>
        Tape(Still, Still, "O100 H115 L90 C100").States("L").Target(0.1).Stop(0.05)
            .Reason(OrderStatus.Cancelled, "the position was closed at bar 2 by another order").Fills("buy 100 @1", "sell 95 @2 stop-loss ambiguous");

    [Fact]
    public void Rule_8_The_trail_starts_its_distance_from_the_filled_price() =>
        Tape(Still, "O100 H109 L90 C108").States("L").Trail(0.1).Fills("buy 100 @1", "sell 90 @1 trailing-stop");

    // Bar 1 makes 120 the best price only when it is over: its own low of 95 is above 90, bar 2's low of 107 is below 108.
    [Fact]
    public void Rule_8_The_trail_moves_with_finished_bars_only() =>
        Tape(Still, "O100 H120 L95 C118", "O115 H116 L107 C110").States("L").Trail(0.1).Fills("buy 100 @1", "sell 108 @2 trailing-stop");

    [Fact]
    public void Rule_8_A_short_trail_moves_with_finished_bars_only() =>
        Tape(Still, "O100 H105 L80 C82", "O85 H89 L84 C86").States("S").Trail(0.1).Fills("sell 100 @1", "buy 88 @2 trailing-stop");

    [Theory]
    [InlineData(IntrabarRule.Optimistic)]
    [InlineData(IntrabarRule.Path)]
    public void Rule_8_The_trail_stands_still_inside_a_bar_under_every_reading(IntrabarRule rule) =>
        Tape(Still, "O100 H120 L95 C118", "O115 H130 L109 C110", "O118 H118 L116 C117").States("L").Trail(0.1).Intrabar(rule).Fills("buy 100 @1", "sell 117 @3 trailing-stop");

    [Fact]
    public void Rule_8_The_trail_never_moves_back() =>
        Tape(Still, "O100 H120 L95 C118", "O115 H116 L109 C110", "O110 H111 L107 C108").States("L").Trail(0.1).Fills("buy 100 @1", "sell 108 @3 trailing-stop");

    [Fact]
    public void Rule_8_A_trail_gapped_through_fills_at_the_open() =>
        Tape(Still, "O100 H120 L95 C118", "O101 H116 L100 C110").States("L").Trail(0.1).Fills("buy 100 @1", "sell 101 @2 trailing-stop gapped");

    [Fact]
    public void Rule_8_The_bar_of_an_entry_at_the_close_does_not_move_the_trail() =>
        Tape("O100 H150 L90 C100", "O100 H101 L91 C95", "O95 H95 L89 C90").States("L").AtClose().Trail(0.1).Fills("buy 100 @0", "sell 90.9 @2 trailing-stop");

    // The average true range at the signal is 4, however wide the bars become.
    [Fact]
    public void Rule_8_An_average_true_range_trail_keeps_the_distance_of_the_signal() =>
        Tape("O100 H102 L98 C100", "O100 H130 L99 C128", "O129 H131 L126.5 C127", "O128 H129 L126 C127").States("L").With(o => o with { TrailingStop = Distance.OfAtr(1, 1) })
            .Fills("buy 100 @1", "sell 127 @3 trailing-stop").Equity(1000, 1028, 1027, 1027);

    [Fact]
    public void Rule_8_A_trail_without_any_distance_follows_all_the_same() =>
        Tape(Still, "O110 H112 L110 C111", "O113 H115 L113 C114", "O116 H116 L115 C115").States("L").AtClose().With(o => o with { TrailingStop = Distance.OfAtr(1, 1) })
            .Fills("buy 100 @0", "sell 115 @3 trailing-stop");

    [Fact]
    public void Of_two_protections_the_nearer_one_counts() =>
        Tape(Still, Still, "O99 H99 L80 C85").States("L").Stop(0.1).Trail(0.05).Fills("buy 100 @1", "sell 95 @2 trailing-stop");

    [Fact]
    public void Of_equal_protections_the_stop_loss_counts_before_the_trailing_stop() =>
        Tape(Still, Still, "O99 H99 L80 C85").States("L").Stop(0.05).Trail(0.05).Fills("buy 100 @1", "sell 95 @2 stop-loss");

    // Two units on 1,000 at 1,000 borrow 1,000; without a margin that is liquidated at 500, where the trail stands as well.
    [Fact]
    public void Of_equal_protections_the_trailing_stop_counts_before_the_liquidation() =>
        Tape("O1000 H1000 L1000 C1000", "O1000 H1000 L1000 C1000", "O900 H900 L400 C450").States("L").Size(SizingKind.FixedUnits, 2).Trail(0.5)
            .Fills("buy 1000 @1", "sell 500 @2 trailing-stop");
}
