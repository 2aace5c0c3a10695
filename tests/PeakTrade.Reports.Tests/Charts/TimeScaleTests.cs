namespace PeakTrade.Reports.Tests;

public class TimeScaleTests
{
    [Theory]
    [InlineData("2015-01-01", "2024-12-31", 10, "2015 2016 2017 2018 2019 2020 2021 2022 2023 2024")]
    [InlineData("2020-02-15", "2020-12-20", 6, "2020-03 2020-05 2020-07 2020-09 2020-11")]
    [InlineData("2020-02-15", "2020-02-19", 5, "2020-02-15 2020-02-16 2020-02-17 2020-02-18 2020-02-19")]
    [InlineData("2020-02-15", "2020-02-16", 4, "2020-02-15 06:00 12:00 18:00 2020-02-16")]
    public void An_axis_of_time_has_round_dates(string from, string to, int atMost, string labels)
    {
        var scale = new TimeScale(Day(from), Day(to));
        Assert.Equal(labels, string.Join(' ', scale.Ticks(atMost).Select(t => t.Label)));
        Assert.All(scale.Ticks(atMost), t => Assert.InRange(scale.Place(t.Value), 0, 1));
    }

    [Fact]
    public void Neither_a_moment_nor_the_whole_of_time_breaks_it()
    {
        Assert.NotEmpty(new TimeScale(Day("2020-01-01"), Day("2020-01-01")).Ticks(5));
        Assert.InRange(new TimeScale(Day("0001-01-01"), Day("9999-12-31")).Ticks(5).Count, 1, 12);
    }

    private static double Day(string day) => TimeScale.Of(DateTime.Parse(day));
}
