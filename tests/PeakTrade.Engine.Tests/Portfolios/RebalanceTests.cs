namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>What is traded at a rebalance; every number worked out by hand from docs/portfolios.md.</summary>
public sealed class RebalanceTests
{
    private static PortfolioTape Tape(params string[] instruments) => PortfolioTape.Tape(instruments);

    [Fact]
    public void Weights_of_a_row_fill_at_the_opens_of_the_next() =>
        Tape("A 100 101/102 110", "B 50 49/48 47").Wants(0, "A 0.5 B 0.4").Fills("buy 4.950495 A at 101 @1", "buy 8.163265 B at 49 @1")
            // 500 / 101 and 400 / 49; 1000 + 500 x 1 / 101 - 400 / 49; ...
            .Equity(1_000, 1_000 + 500 / 101.0 - 400 / 49.0, 1_000 + 500 * 9 / 101.0 - 400 * 2 / 49.0);

    [Fact]
    public void With_fill_close_they_fill_at_its_closes() => Tape("A 100 101/125 130").Wants(0, "A 0.5").AtClose().Fills("buy 4 A at 125 @1").Equity(1_000, 1_000, 1_020);

    [Fact]
    public void What_weighs_too_much_is_sold_before_anything_is_bought() =>
        // Row 2: 5 x 140 + 5 x 100 = 1200; 600 / 140 of A stay, 100 / 140 go and pay for one of B.
        Tape("A 100 100 140", "B 100 100 100").Wants(0, "A 0.5 B 0.5").Wants(1, "A 0.5 B 0.5")
            .Fills("buy 5 A at 100 @1", "buy 5 B at 100 @1", "sell 0.714286 A at 140 @2", "buy 1 B at 100 @2");

    [Fact]
    public void A_reversal_closes_first_and_is_sized_on_what_is_left() =>
        // 1000 / 100 = 10; sold at 99: cash 990; 990 / 99 = 10 short.
        Tape("A 100 100 100").With(o => o with { SlippageBps = 100 }).Wants(0, "A 1.01").Wants(1, "A -1").Portfolio(p => p with { MaxWeight = 2, MaxGrossExposure = 1.01 })
            .Fills("buy 10 A at 101 @1", "sell 10 A at 99 @2", "sell 9.89899 A at 99 @2") // cash 1000 - 1010 + 990 = 980; 980 / 99
            .Trades("long 10 A 101 to 99 @1-2: -20", "short 9.89899 A 99 to 100 @2-open: -9.89899");

    [Fact]
    public void A_short_brings_cash_and_pays_borrow_at_each_close_of_its_own_bars() =>
        Tape("A 100 100 100 - 100", "B 1 1 1 1 1").With(o => o with { BorrowRate = 2.52 }).Wants(0, "A -0.5")
            // 5 x 100 x 0.01 = 5 at the closes of rows 1, 2 and 4.
            .Fills("sell 5 A at 100 @1").Equity(1_000, 995, 990, 990, 985).Trades("short 5 A 100 to 100 @1-open: -15");

    [Fact]
    public void A_short_opened_at_a_close_pays_from_the_next_bar_on() =>
        Tape("A 100 100 100").With(o => o with { BorrowRate = 2.52 }).AtClose().Wants(0, "A -0.5").Equity(1_000, 1_000, 995);

    [Fact]
    public void Increases_share_the_room_within_the_gross_exposure() =>
        // 0.9 and 0.6 are wanted, 1 there is: 2/3 of each.
        Tape("A 100 100", "B 100 100").Wants(0, "A 0.9 B -0.6").Fills("buy 6 A at 100 @1", "sell 4 B at 100 @1")
            .Reasons("rebalance from weight 0 to 0.9; cut to 0.666667 of it within max_gross_exposure 1", "rebalance from weight 0 to -0.6; cut to 0.666667 of it within max_gross_exposure 1");

    [Fact]
    public void A_suspended_position_takes_room_and_is_marked_at_its_last_close() =>
        Tape("A 100 100/120 - 130", "B 100 100 100 100").Wants(0, "A 0.5").Wants(1, "A 0 B 0.9")
            // Row 2: 5 x 120 of 1100 are kept; 1100 - 600 = 500 of the 990 wanted are had.
            .Fills("buy 5 A at 100 @1", "buy 5 B at 100 @2").Refused("exit A expired @2: no bar at 2024-01-03 00:00, from weight 0.545455 to 0").Equity(1_000, 1_100, 1_100, 1_150);

    [Fact]
    public void What_has_no_bar_at_the_signal_row_has_no_weight_and_is_left_alone() =>
        Tape("A 100 100 - 100 100", "B 100 100 100 100 100").Wants(0, "A 0.5").Wants(2, "A 0 B 0.5").Fills("buy 5 A at 100 @1", "buy 5 B at 100 @3");

    [Fact]
    public void No_room_is_said_so() =>
        Tape("A 100 100 - 100", "B 100 100 100 100").Wants(0, "A 1").Wants(1, "A 0 B 0.5")
            .Refused("exit A expired @2: no bar at 2024-01-03 00:00, from weight 1 to 0", "entry B rejected @2: what is kept leaves no room within max_gross_exposure 1 for weight 0.5");

    [Fact]
    public void A_short_that_is_not_allowed_counts_as_nothing_and_closes_the_long() =>
        Tape("A 100 100 100").With(o => o with { AllowShort = false }).Wants(0, "A 0.5").Wants(1, "A -0.5").Fills("buy 5 A at 100 @1", "sell 5 A at 100 @2")
            .Refused("entry A rejected @2: allow_short is false, and the weight wanted is -0.5");

    [Fact]
    public void Dust_is_left_alone_but_nothing_closes_everything() =>
        // Row 3: 600 + 2 x 50 + 200 of cash are 900. B weighs 0.111, which is less than min_trade; of A 360 / 100 are kept.
        Tape("A 100 100 100 100", "B 100 100 100 50").Portfolio(p => p with { MinTrade = 0.15 }).Wants(0, "A 0.6 B 0.2").Wants(1, "A 0.5 B 0.3").Wants(2, "A 0.4 B 0")
            .Fills("buy 6 A at 100 @1", "buy 2 B at 100 @1", "sell 2.4 A at 100 @3", "sell 2 B at 50 @3");

    [Fact]
    public void A_turnover_cap_lets_all_changes_go_the_same_part_of_their_way() =>
        // Row 1 builds up from cash, without a limit. Row 2: from 0.6 / 0.2 to 0.2 / 0.6 are 0.8 in all, 0.4 allowed: half the way.
        Tape("A 100 100 100", "B 100 100 100").Portfolio(p => p with { MaxTurnover = 0.4 }).Wants(0, "A 0.6 B 0.2").Wants(1, "A 0.2 B 0.6")
            .Fills("buy 6 A at 100 @1", "buy 2 B at 100 @1", "sell 2 A at 100 @2", "buy 2 B at 100 @2")
            .Reasons("rebalance from weight 0 to 0.6", "rebalance from weight 0 to 0.2",
                "rebalance from weight 0.6 to 0.4 of the 0.2 wanted, within max_turnover 0.4", "rebalance from weight 0.2 to 0.4 of the 0.6 wanted, within max_turnover 0.4");

    [Fact]
    public void Lots_round_down_what_is_bought_and_what_is_kept() =>
        // 550 / 100 = 5.5; 460 / 100 = 4.6 are kept.
        Tape("A 100 100 100").With(o => o with { LotStep = 1 }).Wants(0, "A 0.55").Wants(1, "A 0.46").Fills("buy 5 A at 100 @1", "sell 1 A at 100 @2");

    [Fact]
    public void A_size_below_a_lot_is_rejected_with_its_number() =>
        Tape("A 100 100").With(o => o with { LotStep = 1 }).Wants(0, "A 0.05").Fills()
            .Refused("entry A rejected @1: the size comes to less than one lot or the fee: 0.5 units, from weight 0 to 0.05")
            .NoTrades("1 of 1 orders were refused: the size came to less than one lot or than the fee");

    [Fact]
    public void A_position_and_its_fee_cost_no_more_than_the_weight() =>
        // 500 = units x 101 x 1.01 + 2: 498 / 102.01
        Tape("A 100 100").With(o => o with { SlippageBps = 100, FeeBps = 100, FeeFixed = 2 }).Wants(0, "A 0.5").Fills("buy 4.881874 A at 101 @1").Equity(1_000, 500 + 498 / 102.01 * 100);

    [Fact]
    public void A_trade_is_an_episode_and_its_prices_are_means_over_its_units() =>
        // 4 at 100; at 125 the equity is 1100, 0.5 of it 550: 0.4 more; at 150: 1210, 0.1 of it 121: 121 / 150 are kept.
        Tape("A 100 100 125 150 150").Wants(0, "A 0.4").Wants(1, "A 0.5").Wants(2, "A 0.1").Wants(3, "A 0")
            .Fills("buy 4 A at 100 @1", "buy 0.4 A at 125 @2", "sell 3.593333 A at 150 @3", "sell 0.806667 A at 150 @4")
            .Trades("long 4.4 A 102.272727 to 150 @1-4: 210"); // 4 x 50 + 0.4 x 25

    [Fact]
    public void Weights_beyond_the_cap_are_the_fault_of_the_rule() =>
        Assert.Contains("gave a weight of 0.6 beyond max_weight 0.5", Assert.Throws<InvalidOperationException>(() => Tape("A 100 100").Portfolio(p => p with { MaxWeight = 0.5 }).Wants(0, "A 0.6").Run()).Message);
}
