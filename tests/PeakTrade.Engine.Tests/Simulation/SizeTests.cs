namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>docs/fills.md, "Prices, costs and sizes", and the entries that are refused.</summary>
public sealed class SizeTests : FillTest
{
    private const string Still = "O100 H100 L100 C100";

    [Fact]
    public void A_buy_fills_above_the_price_and_a_sell_below_it() =>
        Tape(Still, Still, Still).States("L.").With(o => o with { SlippageBps = 100 }).Fills("buy 101 @1", "sell 99 @2").Equity(1000, 999, 998);

    [Fact]
    public void A_short_sells_below_the_price_and_buys_back_above_it() =>
        Tape(Still, Still, Still).States("S.").With(o => o with { SlippageBps = 100 }).Fills("sell 99 @1", "buy 101 @2").Equity(1000, 999, 998);

    // 100 x 50 bps = 0.5, and 0.25 fixed on top.
    [Fact]
    public void A_fee_is_a_fraction_of_the_notional_and_a_fixed_part() =>
        Tape(Still, Still, Still).States("L.").With(o => o with { FeeBps = 50, FeeFixed = 0.25 }).Equity(1000, 999.25, 998.5);

    [Fact]
    public void A_fee_below_the_minimum_is_the_minimum() =>
        Tape(Still, Still, Still).States("L.").With(o => o with { FeeBps = 50, FeeFixed = 0.25, FeeMinimum = 3 }).Equity(1000, 997, 994);

    [Fact]
    public void A_fraction_of_the_equity_without_costs_is_equity_over_price() => Tape(Still, Still).States("L").Size(SizingKind.Fraction, 0.5).Holds(0, 5);

    // 1000 / (101 x 1.01) = 9.802960
    [Theory]
    [InlineData("L", 1000 / (101 * 1.01))]
    [InlineData("S", -1000 / (99 * 1.01))]
    public void A_fraction_holds_its_own_fee_for_longs_and_shorts_alike(string states, double units) =>
        Tape(Still, Still).States(states).Size(SizingKind.Fraction, 1).With(o => o with { FeeBps = 100, SlippageBps = 100, MaxLeverage = 1 }).Holds(0, units);

    [Fact]
    public void A_long_of_all_equity_leaves_no_cash() =>
        Tape(Still, "O100 H100 L100 C101").States("L").Size(SizingKind.Fraction, 1).With(o => o with { FeeBps = 100, SlippageBps = 100 }).Equity(1000, 1000 / 1.01);

    // (1000 - 20) / 100 beats neither rate nor minimum: the minimum of 50 binds, (1000 - 50) / 100.
    [Theory]
    [InlineData(20, 0, 9.8)]
    [InlineData(20, 50, 9.5)]
    public void Fixed_and_minimum_fees_come_out_of_the_budget(double fixedFee, double minimum, double units) =>
        Tape(Still, Still).States("L").Size(SizingKind.Fraction, 1).With(o => o with { FeeFixed = fixedFee, FeeMinimum = minimum }).Holds(0, units);

    [Fact]
    public void Fixed_cash_buys_what_it_pays_for() => Tape(Still, Still).States("L").Size(SizingKind.FixedCash, 303).With(o => o with { FeeBps = 100 }).Holds(0, 3);

    [Fact]
    public void Fixed_units_are_units() => Tape(Still, Still).States("S").Size(SizingKind.FixedUnits, 2.5).Holds(0, -2.5);

    // Returns +10 %, -10 %: deviation 0.1 x sqrt(2), a year (2 periods) 0.2; 0.1 / 0.2 of 1,000 at 99.
    [Fact]
    public void A_volatility_target_divides_by_the_volatility_up_to_the_signal_bar() =>
        Tape(Still, "O100 H110 L100 C110", "O110 H110 L99 C99", "O99 H200 L99 C200").States("..L").Size(SizingKind.VolatilityTarget, 0.1, 2).With(o => o with { PeriodsPerYear = 2 })
            .Holds(0, 0, 0, 500 / 99.0);

    [Fact]
    public void Risk_per_trade_loses_its_fraction_at_the_stop() =>
        Tape(Still, Still, "O100 H100 L90 C95").States("L").Size(SizingKind.RiskPerTrade, 0.02).Stop(0.04).Fills("buy 100 @1", "sell 96 @2 stop-loss").Holds(0, 5, 0).Equity(1000, 1000, 980);

    [Fact]
    public void Risk_per_trade_is_measured_from_the_filled_price() =>
        Tape(Still, "O100 H101 L100 C100").States("L").Size(SizingKind.RiskPerTrade, 0.02).Stop(0.04).With(o => o with { SlippageBps = 100 }).Holds(0, 20 / 4.04);

    [Fact]
    public void A_size_beyond_the_leverage_cap_is_cut_and_the_journal_says_so() =>
        Tape(Still, Still).States("L").Size(SizingKind.FixedUnits, 50).With(o => o with { MaxLeverage = 2 })
            .Holds(0, 20).Reason(OrderStatus.Filled, "state changed at bar 0; cut from 50 units to the leverage cap");

    [Fact]
    public void The_leverage_cap_holds_for_fixed_cash_as_well() => Tape(Still, Still).States("L").Size(SizingKind.FixedCash, 5_000).With(o => o with { MaxLeverage = 1 }).Holds(0, 10);

    [Fact]
    public void A_size_right_at_the_leverage_cap_is_not_said_to_be_cut() =>
        Tape("O91 H91 L91 C91", "O91 H91 L91 C91").States("S").Size(SizingKind.RiskPerTrade, 0.01).Stop(0.01).With(o => o with { StartCapital = 10_000, MaxLeverage = 1 })
            .Journal("entry sell 109.89011 filled @1", "stop-loss buy 109.89011 expired @1 at 91.91").Reason(OrderStatus.Filled, "state changed at bar 0");

    [Theory]
    [InlineData(0.3, 0.1, 0.30000000000000004)] // 0.3 / 0.1 is 2.9999999999999996, and three lots are meant
    [InlineData(0.39, 0.1, 0.30000000000000004)]
    [InlineData(7.9, 1, 7)]
    [InlineData(25, 10, 20)]
    [InlineData(0.7, 0, 0.7)]
    public void Units_are_rounded_down_to_lots(double wanted, double lot, double units) =>
        Tape(Still, Still).States("L").Size(SizingKind.FixedUnits, wanted).With(o => o with { LotStep = lot }).Holds(0, units);

    [Fact]
    public void Lots_are_rounded_after_the_leverage_cap() =>
        Tape(Still, Still).States("L").Size(SizingKind.FixedUnits, 50).With(o => o with { LotStep = 4, MaxLeverage = 1 }).Holds(0, 8);

    [Fact]
    public void A_short_that_is_not_allowed_is_rejected() => Tape(Still, Still).States("S").With(o => o with { AllowShort = false }).Rejected("allow_short is false");

    [Fact]
    public void A_size_below_one_lot_is_rejected() =>
        Tape(Still, Still).States("L").With(o => o with { LotStep = 5 }).Rejected("the size comes to less than one lot or the fee: 1 units");

    [Fact]
    public void A_budget_below_the_fee_is_rejected() =>
        Tape(Still, Still).States("L").Size(SizingKind.FixedCash, 10).With(o => o with { FeeFixed = 20 }).Rejected("the size comes to less than one lot or the fee: -0.1 units");

    [Theory]
    [InlineData(3)]
    [InlineData(14)]
    public void An_average_true_range_that_is_not_known_yet_rejects_the_entry(int window) =>
        Tape(Still, Still, Still).States(".L").With(o => o with { TrailingStop = Distance.OfAtr(window, 2) }).Rejected("the average true range is not known yet at bar 1");

    [Fact]
    public void A_volatility_that_is_not_known_yet_rejects_the_entry() =>
        Tape(Still, Still, Still).States(".L").Size(SizingKind.VolatilityTarget, 0.1, 2).Rejected("the volatility is zero or not known yet at bar 1");

    [Fact]
    public void A_volatility_of_zero_rejects_the_entry() =>
        Tape(Still, Still, Still, Still).States("..L").Size(SizingKind.VolatilityTarget, 0.1, 2).Rejected("the volatility is zero or not known yet at bar 2");

    [Fact]
    public void A_risk_without_a_distance_rejects_the_entry() =>
        Tape(Still, Still).States("L").Size(SizingKind.RiskPerTrade, 0.1).With(o => o with { StopLoss = Distance.OfAtr(1, 1) })
            .Rejected("the distance to the stop loss is 0 at bar 0, so no size bears the risk");
}
