namespace PeakTrade.Abstractions.Tests.Backtests;

public class BacktestOptionsTests
{
    private static readonly BacktestOptions Defaults = new();

    [Fact]
    public void The_defaults_are_good() => Assert.Empty(Defaults.Validate());

    [Fact]
    public void All_faults_are_listed_at_once_each_at_its_key()
    {
        var wrong = Defaults with
        {
            StartCapital = 0, FeeBps = -1, FeeFixed = double.NaN, FeeMinimum = -1, SlippageBps = 10_000, BorrowRate = -0.1, LotStep = double.PositiveInfinity,
            MaxLeverage = 0, MaintenanceMargin = 1, PeriodsPerYear = 0, StopLoss = Distance.OfPrice(1), TakeProfit = Distance.OfPrice(0), TrailingStop = Distance.OfAtr(14, 0),
            Sizing = new(SizingKind.FixedCash, 0),
        };
        Assert.Equal(
            new[] { "start_capital", "fee_bps", "fee_fixed", "fee_minimum", "slippage_bps", "borrow_rate", "lot_step", "max_leverage", "maintenance_margin", "sizing.value", "periods_per_year", "stop_loss", "take_profit", "trailing_stop.multiple" }.Select(k => $"backtest.{k}"),
            wrong.Validate().Select(f => f.Place.Key!));
        Assert.Contains("backtest.start_capital: start_capital must be above 0, and is 0.", wrong.Validate().Select(f => f.ToString()));
    }

    [Theory]
    [InlineData(SizingKind.Fraction, 1.5, "above max_leverage")]
    [InlineData(SizingKind.RiskPerTrade, 0.01, "needs a stop_loss")]
    public void A_size_that_cannot_be_found_or_afforded_is_refused(SizingKind kind, double value, string message) =>
        Assert.Contains(message, Assert.Single((Defaults with { Sizing = new(kind, value) }).Validate()).Message);

    [Fact]
    public void What_belongs_together_is_good_together()
    {
        Assert.Empty((Defaults with { Sizing = new(SizingKind.Fraction, 1.5), MaxLeverage = 2 }).Validate());
        Assert.Empty((Defaults with { Sizing = new(SizingKind.RiskPerTrade, 0.01), StopLoss = Distance.OfAtr(14, 2) }).Validate());
        Assert.Empty((Defaults with { Execution = ExecutionMode.Vectorized }).Validate());
    }

    [Fact]
    public void A_volatility_needs_two_bars() =>
        Assert.Equal("backtest.sizing.window", Assert.Single((Defaults with { Sizing = new(SizingKind.VolatilityTarget, 0.2, WindowBars: 1) }).Validate()).Place.Key);

    [Fact]
    public void A_vectorized_run_takes_no_orders_inside_a_bar()
    {
        var fault = Assert.Single((Defaults with { Execution = ExecutionMode.Vectorized, TakeProfit = Distance.OfPrice(0.1) }).Validate());
        Assert.Equal("backtest.execution", fault.Place.Key);
    }

    [Fact]
    public void A_distance_is_shown_as_it_is_written()
    {
        Assert.Equal("0.05", Distance.OfPrice(0.05).ToString());
        Assert.Equal("2 x ATR(14)", Distance.OfAtr(14, 2).ToString());
    }
}
