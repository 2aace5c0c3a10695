namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>A run without trades says why.</summary>
public sealed class NoTradesTests : FillTest
{
    private static readonly string[] Still = [.. Enumerable.Repeat("O100 H100 L100 C100", 6)];

    [Fact]
    public void A_flat_strategy() => Tape(Still).NoTrades("the strategy stayed flat on all 6 bars");

    [Fact]
    public void Shorts_that_are_not_allowed() =>
        Tape(Still).States("S.S.").With(o => o with { AllowShort = false }).NoTrades("2 of 2 entries were refused: it only wanted shorts, and allow_short is false");

    [Fact]
    public void A_signal_at_the_last_bar() =>
        Tape(Still).States(".....L").NoTrades("1 of 1 entries were refused: the only signal came at the last bar, with no bar after it to fill at");

    [Fact]
    public void A_size_of_nothing() => Tape(Still).States("L.L.").With(o => o with { LotStep = 10 }).NoTrades("2 of 2 entries were refused: the size came to less than one lot or than the fee");

    [Fact]
    public void An_average_true_range_that_is_not_known() =>
        Tape(Still).States("L").With(o => o with { StopLoss = Distance.OfAtr(9, 1) }).NoTrades("1 of 1 entries were refused: the average true range was not known yet at the signals");

    [Fact]
    public void A_volatility_of_zero() =>
        Tape(Still).States("...L").Size(SizingKind.VolatilityTarget, 0.1, 2).NoTrades("1 of 1 entries were refused: the volatility was zero or not known yet at the signals");

    [Fact]
    public void A_stop_without_a_distance() =>
        Tape(Still).States("...L").Size(SizingKind.RiskPerTrade, 0.1).With(o => o with { StopLoss = Distance.OfAtr(2, 1) }).NoTrades("1 of 1 entries were refused: the distance to the stop loss was 0");

    [Fact]
    public void Several_reasons_are_told_apart() =>
        Tape(Still).States("S.S.L.").With(o => o with { AllowShort = false, LotStep = 10 })
            .NoTrades("3 of 3 entries were refused: 2 because allow_short is false, 1 because the size came to less than one lot or than the fee");

    [Fact]
    public void A_run_with_a_trade_gives_no_reason() => Assert.Null(Tape(Still).States("L").Run().NoTradesReason);
}
