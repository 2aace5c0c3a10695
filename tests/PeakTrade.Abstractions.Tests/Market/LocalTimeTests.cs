using System.Globalization;

namespace PeakTrade.Abstractions.Tests.Market;

public class LocalTimeTests
{
    [Theory]
    [InlineData("UTC", "2021-03-28T02:30", "2021-03-28T02:30")]
    [InlineData("Europe/Berlin", "2021-01-01T00:00", "2020-12-31T23:00")]
    [InlineData("Europe/Berlin", "2021-07-01T00:00", "2021-06-30T22:00")]
    [InlineData("Europe/Berlin", "2021-03-28T01:59", "2021-03-28T00:59")]
    [InlineData("Europe/Berlin", "2021-03-28T02:00", "2021-03-28T01:00")]
    [InlineData("Europe/Berlin", "2021-03-28T02:30", "2021-03-28T01:30")]
    [InlineData("Europe/Berlin", "2021-03-28T03:00", "2021-03-28T01:00")]
    [InlineData("Europe/Berlin", "2021-10-31T02:30", "2021-10-31T00:30")]
    [InlineData("Europe/Berlin", "2021-10-31T03:00", "2021-10-31T02:00")]
    [InlineData("America/New_York", "2021-03-14T02:00", "2021-03-14T07:00")]
    [InlineData("America/New_York", "2021-11-07T01:30", "2021-11-07T05:30")]
    [InlineData("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00")]
    [InlineData("Australia/Lord_Howe", "2021-04-04T01:45", "2021-04-03T14:45")]
    public void A_local_time_is_its_first_moment_or_where_it_would_have_been(string zone, string local, string utc) =>
        Assert.Equal(utc, new DateTime(LocalTime.ToUtc(DateTime.Parse(local, CultureInfo.InvariantCulture).Ticks, TimeZoneInfo.FindSystemTimeZoneById(zone))).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
}
