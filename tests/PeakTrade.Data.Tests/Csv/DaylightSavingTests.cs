namespace PeakTrade.Data.Tests.Csv;

public sealed class DaylightSavingTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2021-03-28T02:00:00")]
    [InlineData("Europe/Berlin", "2021-03-28T02:59:59")]
    [InlineData("America/New_York", "2021-03-14T02:30:00")]
    public void A_time_that_the_clocks_skipped_is_a_bad_row(string zone, string time)
    {
        var refusal = Assert.Throws<PeakTradeException>(() => Sheet.AtTimes(zone, time));
        Assert.Equal($"btc.csv, row 2: time \"{time}\" does not exist in {zone}: the clocks went forward over it.", refusal.Message);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2021-03-28T01:00:00 2021-03-28T03:00:00 2021-03-28T04:00:00", "00 01 02")]
    [InlineData("America/New_York", "2021-03-14T01:00:00 2021-03-14T03:00:00 2021-03-14T04:00:00", "06 07 08")]
    [InlineData("Europe/Berlin", "2021-10-31T01:00:00 2021-10-31T02:00:00 2021-10-31T02:00:00 2021-10-31T03:00:00", "23 00 01 02")]
    [InlineData("America/New_York", "2021-11-07T00:00:00 2021-11-07T01:00:00 2021-11-07T01:00:00 2021-11-07T02:00:00", "04 05 06 07")]
    [InlineData("Europe/Berlin", "2021-10-31T02:00 2021-10-31T02:30 2021-10-31T02:00 2021-10-31T02:30", "00:00 00:30 01:00 01:30")]
    public void A_local_series_runs_on_over_both_changes(string zone, string local, string utc)
    {
        var hours = Sheet.AtTimes(zone, local.Split(' ')).Times().Select(time => time.Substring(11, utc.Split(' ')[0].Length));
        Assert.Equal(utc, string.Join(' ', hours));
    }

    [Fact]
    public void A_time_that_came_twice_is_the_first_one_where_nothing_says_otherwise() =>
        Assert.Equal("2021-10-31T00:30:00Z", Sheet.AtTimes("Europe/Berlin", "2021-10-31T02:30:00").Times()[0]);

    [Fact]
    public void A_time_that_stands_there_three_times_is_a_duplicate() =>
        Assert.Contains("row 4: time 2021-10-31T01:00Z is the same", Assert.Throws<PeakTradeException>(() =>
            Sheet.AtTimes("Europe/Berlin", "2021-10-31T02:00:00", "2021-10-31T02:00:00", "2021-10-31T02:00:00")).Message);

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Australia/Lord_Howe")] // moves by half an hour
    [InlineData("Africa/Casablanca")] // moves for Ramadan too
    [InlineData("Pacific/Apia")] // left out a whole day in 2011
    public void Every_quarter_of_an_hour_of_years_comes_back(string zone)
    {
        // The platform's own conversion from UTC is the oracle for the way back.
        var oracle = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var start = new DateTime(2010, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        var utc = Enumerable.Range(0, 3 * 366 * 96).Select(quarter => start.AddMinutes(15 * quarter)).ToArray();
        var local = Array.ConvertAll(utc, time => TimeZoneInfo.ConvertTimeFromUtc(time, oracle).ToString("yyyy-MM-ddTHH:mm:ss"));
        Assert.Equal(Array.ConvertAll(utc, time => time.Ticks), Sheet.AtTimes(zone, local).Bars.UtcTicks.ToArray());
    }
}
