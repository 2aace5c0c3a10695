namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>When rebalances come, how instruments end, and how an account does.</summary>
public sealed class RowTests
{
    private static PortfolioTape Tape(params string[] instruments) => PortfolioTape.Tape(instruments);

    [Fact]
    public void What_cannot_be_decided_is_asked_again_at_the_next_row() =>
        Tape("A 100 100 100 100 100").Portfolio(p => p with { Rebalance = RebalanceFrequency.Quarterly }).Wants(2, "A 0.5").Wants(3, "A 1").Fills("buy 5 A at 100 @3");

    [Fact]
    public void A_week_begins_on_Monday() =>
        // Rows 0 to 8, from a Monday on: the first rebalance at row 1, the next at row 7.
        Enumerable.Range(0, 8).Aggregate(Tape("A 100 100 100 100 100 100 100 100 100").Portfolio(p => p with { Rebalance = RebalanceFrequency.Weekly }), (tape, row) => tape.Wants(row, $"A 0.{row + 1}"))
            .Fills("buy 1 A at 100 @1", "buy 6 A at 100 @7");

    [Theory]
    [InlineData(RebalanceFrequency.Daily, 365)]
    [InlineData(RebalanceFrequency.Weekly, 53)] // the rest of the week that row 0 is in, and 52 Mondays
    [InlineData(RebalanceFrequency.Monthly, 12)]
    [InlineData(RebalanceFrequency.Quarterly, 4)]
    public void A_year_of_days_has_so_many_rebalances(RebalanceFrequency frequency, int rebalances)
    {
        // 2024-01-01 is a Monday, row 0; the last row is 2024-12-31.
        var ticks = Enumerable.Range(0, 366).Select(d => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(d).Ticks).ToArray();
        var prices = Enumerable.Repeat(100.0, 366).ToArray();
        var universe = Universe.Of("YEAR", [new Bars("A", ticks, prices, prices, prices, prices)]);
        var run = PortfolioBacktester.RunEqualWeight(universe, new() { Rebalance = frequency }, new(), 0, 366);
        Assert.Equal(rebalances, run.Portfolio!.Rebalances);
    }

    [Fact]
    public void Rows_before_the_first_are_known_but_not_traded() =>
        Tape("A 100 101 102 103 104").Rows(2, 4).Wants(0, "A 1").Wants(1, "A 0.51").Fills("buy 5 A at 102 @0").Equity(1_000, 1_005);

    [Fact]
    public void The_signal_of_the_first_row_lies_before_bar_0()
    {
        var order = Assert.Single(Tape("A 100 101 102 103").Rows(2, 4).Wants(1, "A 0.5").Run().GetOrders());
        Assert.Equal((-1, 0, 101.0), (order.SignalBar, order.EndBar, order.DecisionPrice));
    }

    [Fact]
    public void An_instrument_that_is_listed_late_is_bought_when_it_may_trade() =>
        Tape("A 100 100 100 100", "B - - 50 50").Wants(0, "A 0.5 B 0.5").Wants(1, "A 0.5 B 0.5").Wants(2, "A 0.5 B 0.5").Fills("buy 5 A at 100 @1", "buy 10 B at 50 @3");

    [Fact]
    public void One_whose_data_end_is_sold_at_the_close_of_its_last_bar()
    {
        var tape = Tape("A 100 100 100 100 100", "B 50 50 60/40").Wants(0, "B 0.5").Wants(1, "A 0.5 B 0.6").Fills("buy 10 B at 50 @1", "buy 5 A at 100 @2", "sell 10 B at 40 @2 delisting")
            .Refused("entry B expired @2: bar 2 is the last of B: what is held is sold at its close") // 0.6 x 1100 wanted, 600 / 1100 held: that is more
            .Equity(1_000, 1_000, 900, 900, 900);
        Assert.Equal(["B"], tape.Run().Portfolio!.Delisted);
    }

    [Fact]
    public void One_whose_signal_row_is_its_last_may_not_trade_anymore() =>
        Tape("A 100 100 100", "B 50 50").Wants(1, "A 0.5 B 0.5").Fills("buy 5 A at 100 @2").Refused();

    [Fact]
    public void One_that_ends_with_the_run_stays_open() => Tape("A 100 100 110").Wants(0, "A 1").Fills("buy 10 A at 100 @1").Trades("long 10 A 100 to 110 @1-open: 100");

    [Fact]
    public void A_short_that_ends_is_bought_back() => Tape("A 1 1 1 1", "B 50 50 45").Wants(0, "B -0.5").Fills("sell 10 B at 50 @1", "buy 10 B at 45 @2 delisting");

    [Fact]
    public void At_the_maintenance_margin_everything_goes_at_the_next_open_of_each() =>
        // Row 1: 15 of A and 5 of B for 2000 on 1000. Row 2 closes at 1000 - 15 x 40 = 400, with a gross of 15 x 60 + 5 x 100 = 1400: 0.3 of it is 420.
        Tape("A 100 100 60 55 55 55", "B 100 100 100 - 90 90").Portfolio(p => p with { MaxGrossExposure = 2, MaxWeight = 2 }).With(o => o with { MaintenanceMargin = 0.3 })
            .Wants(0, "A 1.5 B 0.5").Wants(3, "A 1").Wants(4, "A 1").Fills("buy 15 A at 100 @1", "buy 5 B at 100 @1", "sell 15 A at 55 @3 liquidation", "sell 5 B at 90 @4 liquidation", "buy 5 A at 55 @5")
            .Equity(1_000, 1_000, 400, 325, 275, 275);

    [Fact]
    public void A_liquidation_that_no_open_follows_expires() =>
        Tape("A 100 100 10").Portfolio(p => p with { MaxGrossExposure = 2, MaxWeight = 2 }).Wants(0, "A 1.2")
            .Refused("liquidation A expired @2: the data end with the position open").Equity(1_000, 1_000, -80);

    [Fact]
    public void An_account_without_equity_trades_no_more() =>
        Tape("A 100 100 10 10 10 10").Portfolio(p => p with { MaxGrossExposure = 2, MaxWeight = 2 }).Wants(0, "A 2").Wants(3, "A 1").Wants(4, "A 1")
            .Fills("buy 20 A at 100 @1", "sell 20 A at 10 @3 liquidation").Refused().Equity(1_000, 1_000, -800, -800, -800, -800);

    [Fact]
    public void A_rebalance_that_finds_no_equity_closes_what_there_is_and_opens_nothing() =>
        Tape("A 100 100 40/100", "B 100 100 100").Portfolio(p => p with { MaxGrossExposure = 2, MaxWeight = 2 }).Wants(0, "A 2").Wants(1, "A 1 B 0.5")
            .Fills("buy 20 A at 100 @1", "sell 20 A at 40 @2")
            .Refused("entry A rejected @2: no equity to hold a position on: -200", "entry B rejected @2: no equity to hold a position on: -200");

    [Fact]
    public void No_trades_are_explained()
    {
        Tape("A 100 100 100").NoTrades("no weights could be decided on any of the 3 bars");
        Tape("A 100 100 100").Wants(0, "A 0").Wants(1, "A 0").NoTrades("no instrument was wanted at any of the 2 rebalances");
        Tape("A 100 100", "B 100 100").Wants(0, "A -1 B 0.001").With(o => o with { AllowShort = false, LotStep = 1 })
            .NoTrades("2 of 2 orders were refused: 1 because allow_short is false, 1 because the size came to less than one lot or than the fee");
    }
}
