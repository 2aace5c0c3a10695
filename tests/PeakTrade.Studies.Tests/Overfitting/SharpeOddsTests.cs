namespace PeakTrade.Studies.Tests;

public class SharpeOddsTests
{
    // Bailey and López de Prado 2012: 24 monthly returns with a Sharpe ratio of 0.458 a month; 0.982 were they normal, 0.913 as they are.
    [Theory]
    [InlineData(0, 3, 0.9816749190910771)]
    [InlineData(-2.448, 10.164, 0.913361083860933)]
    public void Fat_tails_to_the_left_make_a_Sharpe_ratio_less_sure(double skew, double kurtosis, double expected) =>
        Assert.Equal(expected, SharpeOdds.Above(0, 0.458, skew, kurtosis - 3, returns: 24)!.Value, 1e-12);

    // Bailey and López de Prado 2014, the worked example: 2.5 a year over 1,250 days, the trials' variance 1/2 a year; further decimals by scipy.
    [Theory]
    [InlineData(100, -3, 10, 0.11317200186513214, 0.9003968344493903)]
    [InlineData(46, -3, 10, 0.10036237061765357, 0.9505017068755787)]
    [InlineData(88, 0, 3, 0.11114576178358426, 0.9504908166760139)]
    public void The_published_strategy_is_deflated_as_published(int trials, double skew, double kurtosis, double luck, double expected)
    {
        var hurdle = Math.Sqrt(0.5 / 250) * SharpeOdds.ExpectedBest(trials);
        Assert.Equal(luck, hurdle, 1e-9);
        Assert.Equal(expected, SharpeOdds.Above(hurdle, 2.5 / Math.Sqrt(250), skew, kurtosis - 3, 1_250)!.Value, 1e-9);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.5197553442805939)]
    [InlineData(10, 1.57459830134575)]
    [InlineData(100_000, 4.390828742376489)]
    public void The_best_of_many_draws_lies_as_high_as_scipy_says(int draws, double expected) => Assert.Equal(expected, SharpeOdds.ExpectedBest(draws), 1e-8);

    [Theory]
    [InlineData(45, 1, 5)]
    [InlineData(7, 1, 1.92)]
    [InlineData(45, 2, 1.25)]
    public void Five_years_bear_45_trials_before_luck_gives_a_ratio_of_1(int trials, double sharpe, double years) => Assert.Equal(years, SharpeOdds.MinimumYears(trials, sharpe)!.Value, 0.01);

    [Fact]
    public void A_ratio_that_is_not_above_0_has_no_minimum_length() => Assert.Null(SharpeOdds.MinimumYears(10, -0.1));
}
