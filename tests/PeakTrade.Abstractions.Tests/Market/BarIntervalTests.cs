namespace PeakTrade.Abstractions.Tests.Market;

public class BarIntervalTests
{
    [Theory]
    [InlineData("1m", 1, "1m")]
    [InlineData("15m", 15, "15m")]
    [InlineData("60m", 60, "1h")]
    [InlineData("90m", 90, "90m")]
    [InlineData("4h", 240, "4h")]
    [InlineData("24h", 1440, "1d")]
    [InlineData("1d", 1440, "1d")]
    [InlineData("7d", 10080, "1w")]
    [InlineData("1w", 10080, "1w")]
    public void An_interval_is_written_in_the_largest_unit_that_it_fills(string text, int minutes, string written)
    {
        var interval = BarInterval.Parse(text)!;
        Assert.Equal((minutes, written), (interval.Minutes, interval.ToString()));
        Assert.Equal(interval, BarInterval.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("0m")]
    [InlineData("7m")]
    [InlineData("5h")]
    [InlineData("2d")]
    [InlineData("2w")]
    [InlineData("1.5h")]
    [InlineData("+1h")]
    [InlineData("1H")]
    [InlineData("15")]
    public void What_does_not_divide_a_day_is_no_interval(string text) => Assert.Null(BarInterval.Parse(text));

    [Fact]
    public void Every_allowed_interval_is_one() => Assert.Equal(BarInterval.Allowed, BarInterval.Allowed.Select(text => $"{BarInterval.Parse(text)}"));
}
