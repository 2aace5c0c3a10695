namespace PeakTrade.Engine.Tests.Portfolios;

public sealed class PortfolioOptionsTests
{
    private static readonly Universe One = Universe.Of("ONE", [new Bars("A", [0, TimeSpan.TicksPerDay], [1, 1], [1, 1], [1, 1], [1, 1])]);

    [Fact]
    public void What_weights_cannot_mean_is_refused_all_at_once_each_at_its_key()
    {
        var options = new BacktestOptions
        {
            StopLoss = Distance.OfPrice(0.1), TakeProfit = Distance.OfPrice(0.1), TrailingStop = Distance.OfPrice(0.1), Sizing = new(SizingKind.FixedCash, 100), MaxLeverage = 2,
        };
        string[] keys = ["backtest.stop_loss", "backtest.take_profit", "backtest.trailing_stop", "backtest.sizing", "backtest.max_leverage", "portfolio.max_positions"];
        Assert.Equal(keys, PortfolioBacktester.Validate(new() { MaxPositions = 3 }, options).Select(f => f.Place.Key));
        var fault = Assert.Throws<PeakTradeException>(() => PortfolioBacktester.RunEqualWeight(One, new() { MaxPositions = 3 }, options, 0, 2));
        Assert.Equal(("Config.Invalid", 6), (fault.Kind.Id, fault.Faults.Count));
        Assert.Equal("A portfolio by weights knows no stop_loss.", fault.Faults[0].Message);
    }

    [Fact]
    public void The_vectorized_execution_is_refused() =>
        Assert.Equal("backtest.execution", Assert.Single(PortfolioBacktester.Validate(new(), new() { Execution = ExecutionMode.Vectorized })).Place.Key);

    [Fact]
    public void A_gross_that_the_margin_would_liquidate_is_refused() =>
        Assert.Equal("backtest.maintenance_margin", Assert.Single(PortfolioBacktester.Validate(new() { MaxGrossExposure = 4 }, new() { MaintenanceMargin = 0.25 })).Place.Key);

    [Fact]
    public void Faults_of_either_table_are_told_as_well() =>
        Assert.Equal(["portfolio.max_weight", "backtest.fee_bps"], PortfolioBacktester.Validate(new() { MaxWeight = 0 }, new() { FeeBps = -1 }).Select(f => f.Place.Key));

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(1, 1)]
    [InlineData(0, 3)]
    public void Rows_that_are_not_there_are_refused(int from, int to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PortfolioBacktester.RunEqualWeight(One, new(), new(), from, to));

    [Theory]
    [InlineData(null, null, 1.0, 0.25)]
    [InlineData(2.0, null, 1.0, 0.5)]
    [InlineData(2.0, null, 0.3, 0.3)]
    [InlineData(2.0, 1.0, 1.0, 0.25)]
    [InlineData(1.0, -0.5, 0.1, -0.1)]
    public void Equal_weights_share_the_exposure_among_those_that_may_trade(double? gross, double? net, double cap, double expected)
    {
        var weights = new double[5];
        Assert.True(new EqualWeightRule(new() { MaxGrossExposure = gross, NetExposure = net, MaxWeight = cap }).Decide(0, [true, true, false, true, true], weights, new double[5]));
        Assert.Equal([expected, expected, 0, expected, expected], weights);
    }

    [Fact]
    public void Where_nothing_may_trade_nothing_can_be_said() => Assert.False(new EqualWeightRule(new()).Decide(0, [false, false], new double[2], new double[2]));
}
