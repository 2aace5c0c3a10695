namespace PeakTrade.Engine.Tests.Risk;

public class RunCourseTests
{
    [Fact]
    public void Returns_are_counted_in_stretches_that_hold_gains_or_losses_only()
    {
        // Worked out by statistics of Python: the width is a ninth of the range, and 0 is the edge of a stretch.
        var histogram = ReturnHistogram.Of([-0.031, -0.012, 0, 0, 0.004, 0.011, 0.02, -0.004, 0.05])!;
        Assert.Equal(0.009, histogram.Width, 1e-12);
        Assert.Equal(-0.036, histogram.From, 1e-12);
        Assert.Equal([1, 0, 1, 1, 1, 1, 1, 0, 0, 1], histogram.Counts);
        Assert.Equal(2, histogram.Flat);
        Assert.Equal(0.005428571428571429, histogram.Mean, 1e-15);
        Assert.Equal(0.025663574334434548, histogram.Deviation, 1e-15);
    }

    [Fact]
    public void Few_wild_returns_do_not_press_all_others_into_one_stretch()
    {
        var returns = GivenRun.Returns(5_000, 3);
        returns[17] = 40;
        var histogram = ReturnHistogram.Of(returns)!;
        Assert.InRange(histogram.Counts.Count, 20, 70);
        Assert.InRange(histogram.Beyond, 1, 30);
        Assert.Equal(returns.Count(r => r != 0), histogram.Counts.Sum());
    }

    [Fact]
    public void An_account_that_never_moves_has_no_histogram_and_equal_returns_have_one()
    {
        Assert.Null(ReturnHistogram.Of([0, 0, 0]));
        Assert.Null(ReturnHistogram.Of([]));
        Assert.Equal(5, ReturnHistogram.Of([0.01, 0.01, 0.01, 0.01, 0.01])!.Counts.Sum());
        Assert.Equal(2, ReturnHistogram.Of([0.01, 0.01 + 1e-17])!.Counts.Sum());
    }

    [Fact]
    public void Correlation_is_that_of_returns_between_common_times()
    {
        double[] first = [100, 101, 99, 103, 104, 102, 107], second = [50, 50.2, 49.9, 51, 50.5, 50.7, 52];
        Assert.Equal(0.8003164162712655, ReturnCorrelation.Of(Curve(first, 1), Curve(second, 1))!.Value, 1e-12);
        Assert.Equal(0.5807859638288648, ReturnCorrelation.Of(Curve(first, 1), Curve([.. second.Where((_, i) => i % 2 == 0)], 2))!.Value, 1e-12);
        Assert.Null(ReturnCorrelation.Of(Curve(first, 1), Curve([1, 1, 1, 1, 1, 1, 1], 1)));
        Assert.Null(ReturnCorrelation.Of(Curve(first, 1), Curve([1, 2, 3], 100)));
    }

    [Theory]
    [InlineData(520, "1 year")]
    [InlineData(500, "3 months")]
    [InlineData(60, "1 month")]
    [InlineData(20, null)]
    public void The_rolling_window_is_the_longest_that_fits_twice(int bars, string? window) =>
        Assert.Equal(window, RunCourse.Of(new GivenRun { Equity = [.. GivenRun.Returns(bars, 5).Select((r, i) => 100 + i + r)] }.Result, new RiskMarket()).Rolling?.Window);

    private static EquityCurve Curve(double[] equity, int days) => new(equity.Select((_, i) => GivenRun.Monday.AddDays(i * days).Ticks).ToArray(), equity, new double[equity.Length]);
}
