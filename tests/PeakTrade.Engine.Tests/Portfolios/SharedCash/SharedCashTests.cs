using PeakTrade.Engine.Tests.Strategies;

namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

/// <summary>The law of docs/portfolios.md, "By states", one rule a test, worked out by hand.</summary>
public sealed class SharedCashTests
{
    [Fact]
    public void An_entry_is_sized_on_its_share_of_the_equity_and_cut_to_what_the_others_leave() =>
        // Row 1: 500 of cash and 5 x 200 are 1,500, half of which is 15 x 50; but 1,000 of the 1,500 are taken.
        SharedTape.Of(("AAA", "100 200 200", "LLL"), ("BBB", "50 50 60", ".LL"))
            .Fills("buy 5 AAA at 100 @0", "buy 10 BBB at 50 @1")
            .Reason("BBB", OrderStatus.Filled, "state changed at bar 1; cut from 15 units to what the gross exposure leaves")
            .Equity(1_000, 1_500, 1_600);

    [Fact]
    public void An_entry_is_rejected_where_the_others_leave_nothing() =>
        // Row 1: a short of 5 x 200 against an equity of 1,500 - 1,000.
        SharedTape.Of(("AAA", "100 200 200", "SSS"), ("BBB", "50 50 60", ".LL"))
            .Fills("sell 5 AAA at 100 @0")
            .Reason("BBB", OrderStatus.Rejected, "the gross exposure of the positions that are held leaves -500, less than one lot or the fee");

    [Fact]
    public void Max_gross_exposure_holds_beside_the_leverage() =>
        SharedTape.Of(("AAA", "100 100", "LL"), ("BBB", "50 50", "LL")).MaxGross(0.75)
            .Fills("buy 5 AAA at 100 @0", "buy 5 BBB at 50 @0");

    [Fact]
    public void Borrowed_cash_is_used_up_to_the_leverage() =>
        SharedTape.Of(("AAA", "100 100", "LL"), ("BBB", "50 40", "LL")).With(o => o with { MaxLeverage = 2, Sizing = new(SizingKind.Fraction, 2) })
            .Fills("buy 10 AAA at 100 @0", "buy 20 BBB at 50 @0")
            .Equity(1_000, 800);

    [Fact]
    public void No_more_positions_than_max_positions_are_held_and_each_has_its_share() =>
        SharedTape.Of(("AAA", "100 100", "LL"), ("BBB", "50 50", "LL"), ("CCC", "20 20", "LL")).MaxPositions(2)
            .Fills("buy 5 AAA at 100 @0", "buy 10 BBB at 50 @0")
            .Reason("CCC", OrderStatus.Rejected, "max_positions: 2 are held already");

    [Theory]
    [InlineData("L..")]
    [InlineData("LS.")]
    public void Exits_come_before_entries_and_so_do_the_closing_halves_of_reversals(string states)
    {
        // By name AAA is first, but it finds the place and the cash of BBB free; a reversed BBB does not find its own place again.
        var tape = SharedTape.Of(("AAA", "100 100 120", ".LL"), ("BBB", "50 60 60", states)).MaxPositions(1);
        tape.Fills("buy 20 BBB at 50 @0", "buy 12 AAA at 100 @1", "sell 20 BBB at 60 @1").Equity(1_000, 1_200, 1_440);
        if (states == "LS.") tape.Reason("BBB", OrderStatus.Rejected, "max_positions: 1 are held already");
    }

    [Fact]
    public void Entries_of_one_row_come_by_name_whatever_the_order_of_the_data() =>
        SharedTape.Of(("b", "10 10", "LL"), ("B", "10 10", "LL"), ("a", "10 10", "LL")).MaxPositions(1).Fills("buy 100 B at 10 @0");

    [Fact]
    public void A_delisted_instrument_is_sold_at_the_close_of_its_last_bar_and_its_cash_serves_entries_of_that_close()
    {
        var run = SharedTape.Of(("AAA", "100 110", "LL"), ("BBB", "50 50 55", ".LL")).MaxPositions(1)
            .Fills("buy 10 AAA at 100 @0", "sell 10 AAA at 110 @1 Delisting", "buy 22 BBB at 50 @1")
            .Equity(1_000, 1_100, 1_210).Run();
        Assert.Equal(["AAA"], run.Portfolio!.Delisted);
        Assert.Equal("the instrument's data end at this bar", run.GetOrders()[1].Reason);
    }

    [Theory]
    [InlineData(FillRule.Close)]
    [InlineData(FillRule.NextOpen)]
    public void A_signal_at_the_last_bar_of_a_delisted_instrument_finds_no_bar(FillRule fill) =>
        SharedTape.Of(("AAA", "100 110", ".L"), ("BBB", "50 50 55", "...")).With(o => o with { Fill = fill }).Fills()
            .Reason("AAA", OrderStatus.Expired, "the data end before a bar at which it could fill");

    [Fact]
    public void An_instrument_whose_data_end_with_the_run_is_not_delisted() =>
        Assert.True(SharedTape.Of(("AAA", "100 110", "LL"), ("BBB", "50 50", "..")).Fills("buy 5 AAA at 100 @0").Run().OpenAtEnd);

    [Fact]
    public void A_suspended_instrument_keeps_its_last_mark_and_fills_at_its_own_next_bar() =>
        // The exit signal of row 1 waits over two rows without a bar.
        SharedTape.Of(("AAA", "100 100 - - 90/95/85/95 95", "L....."), ("BBB", "10 10 10 10 10 10", "......")).AtNextOpen()
            .Fills("buy 5 AAA at 100 @1", "sell 5 AAA at 90 @4")
            .Equity(1_000, 1_000, 1_000, 1_000, 950, 950);

    [Fact]
    public void A_suspended_position_counts_at_its_last_close_where_others_are_sized() =>
        SharedTape.Of(("AAA", "100 140 - 150", "LLLL"), ("BBB", "10 10 10 10", "..LL")).Fills("buy 5 AAA at 100 @0", "buy 50 BBB at 10 @2");

    [Fact]
    public void A_late_listed_instrument_is_traded_from_its_first_bar_on() =>
        SharedTape.Of(("AAA", "100 100 100 100", "...."), ("BBB", "- - 20 25", "..LL")).AtNextOpen().Fills("buy 20 BBB at 25 @3");

    [Fact]
    public void A_position_is_liquidated_where_the_whole_account_falls_to_the_margin() =>
        // 1,000 of own cash carry 2,000: -1,000 + 1,000 + 10 p = 0.1 (1,000 + 10 p) at p = 100 / 9.
        Levered("100 100/100/11/20", "100 100").Fills("buy 10 AAA at 100 @0", "buy 10 BBB at 100 @0", "sell 10 AAA at 11.1111 @1 Liquidation");

    [Fact]
    public void The_others_count_at_this_rows_open() =>
        // BBB opens at 20: -1,000 + 200 + 10 p = 0.1 (200 + 10 p) at p = 820 / 9. What is left then carries BBB: -88.89 + 10 p = p.
        Levered("100 100/100/90/95", "100 20/20/15/15").Fills("buy 10 AAA at 100 @0", "buy 10 BBB at 100 @0", "sell 10 AAA at 91.1111 @1 Liquidation");

    [Fact]
    public void A_window_is_flat_before_its_first_row_and_takes_the_state_as_a_signal_there() =>
        SharedTape.Of(("AAA", "100 110 120 130", "LLLL"), ("BBB", "50 50 - -", "LLLL"), ("CCC", "10 10 10 20", "....")).From(2)
            .Fills("buy 2.7778 AAA at 120 @0").Equity(1_000, 1_027.777778);

    [Fact]
    public void The_strategy_stays_out_of_an_instrument_that_has_too_few_bars_yet()
    {
        var (old, young) = (Sample.Closes(10, 11, 12, 13, 14), Late("YOUNG", 20, 21));
        var strategy = new Sample.Written("warm", (_, _, states) => states[2..].Fill(1), warmUp: 2);
        var run = SharedCashBacktester.Run(Universe.Of("both", [old, young]), strategy, ParameterSet.Empty, new(), new(), 0, 5);
        Assert.Equal(["TEST"], run.GetTrades().Select(t => t.Symbol));
        var fault = Assert.Throws<PeakTradeException>(() => { SharedCashBacktester.Run(Universe.Of("both", [old, young]), strategy, ParameterSet.Empty, new(), new(), 0, 2); });
        Assert.Equal((FaultCatalogue.StrategyTooFewBars, "warm needs at least 3 bars; TEST holds 2."), (fault.Kind, fault.Message));
    }

    [Fact]
    public void A_run_without_trades_says_why()
    {
        Assert.Equal("the strategy stayed flat on all 2 bars of 2 instruments", SharedTape.Of(("AAA", "1 1", ".."), ("BBB", "1 1", "..")).Run().NoTradesReason);
        Assert.Equal("2 of 2 entries were refused: no bar followed to fill at", SharedTape.Of(("AAA", "1 1", ".L"), ("BBB", "1 1", ".S")).AtNextOpen().Run().NoTradesReason);
    }

    [Fact]
    public void Vectorized_execution_is_refused_before_any_data_are_read_beside_all_other_faults()
    {
        var faults = SharedCashBacktester.Validate(new() { MaxPositions = 0 }, new() { Execution = ExecutionMode.Vectorized });
        Assert.Equal(["portfolio.max_positions", "backtest.execution"], faults.Select(f => f.Place.Key));
    }

    [Fact]
    public void A_cancelled_run_ends()
    {
        var tape = Universe.Of("one", [Sample.Closes(1, 2, 3)]);
        var strategy = new Sample.Written("flat", (_, _, _) => { });
        Assert.Throws<OperationCanceledException>(() => { SharedCashBacktester.Run(tape, strategy, ParameterSet.Empty, new(), new(), 0, 3, new CancellationToken(canceled: true)); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { SharedCashBacktester.Run(tape, strategy, ParameterSet.Empty, new(), new(), 0, 4); });
    }

    private static SharedTape Levered(string first, string second) =>
        SharedTape.Of(("AAA", first, "LL"), ("BBB", second, "LL")).With(o => o with { MaxLeverage = 2, Sizing = new(SizingKind.Fraction, 2), MaintenanceMargin = 0.1 });

    private static Bars Late(string symbol, params double[] close) => new(symbol, [.. close.Select((_, i) => Sample.Start.AddDays(3 + i).Ticks)], close, close, close, close);
}
