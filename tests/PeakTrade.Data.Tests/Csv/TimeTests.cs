namespace PeakTrade.Data.Tests.Csv;

public sealed class TimeTests
{
    [Theory]
    [InlineData("2021-03-09", "2021-03-09T00:00:00Z")]
    [InlineData("2021-03-09T14:15", "2021-03-09T14:15:00Z")]
    [InlineData("2021-03-09 14:15:16", "2021-03-09T14:15:16Z")]
    [InlineData("2021-03-09T14:15:16Z", "2021-03-09T14:15:16Z")]
    [InlineData("2021-03-09t14:15:16z", "2021-03-09T14:15:16Z")]
    [InlineData("2021-03-09T14:15Z", "2021-03-09T14:15:00Z")]
    [InlineData("2021-03-09T14:15:16.5Z", "2021-03-09T14:15:16.5Z")]
    [InlineData("2021-03-09 14:15:16.123456789", "2021-03-09T14:15:16.1234567Z")]
    [InlineData("2021-03-09T14:15:16+01:00", "2021-03-09T13:15:16Z")]
    [InlineData("2021-03-09T14:15:16-0530", "2021-03-09T19:45:16Z")]
    [InlineData("2021-03-09 14:15:16.250 +02", "2021-03-09T12:15:16.25Z")]
    [InlineData("2021-03-09T00:15:16+01:00", "2021-03-08T23:15:16Z")]
    [InlineData("1615299316", "2021-03-09T14:15:16Z")]
    [InlineData("1615299316.25", "2021-03-09T14:15:16.25Z")]
    [InlineData("1615299316.0", "2021-03-09T14:15:16Z")]
    [InlineData("1615299316250", "2021-03-09T14:15:16.25Z")]
    [InlineData("1615299316250000", "2021-03-09T14:15:16.25Z")]
    [InlineData("1615299316250000099", "2021-03-09T14:15:16.25Z")]
    [InlineData("-86400", "1969-12-31T00:00:00Z")]
    [InlineData("20210309", "2021-03-09T00:00:00Z")]
    [InlineData("2020-02-29", "2020-02-29T00:00:00Z")]
    public void Times_are_read_in_every_form(string text, string utc) => Assert.Equal(utc, Sheet.AtTimes("UTC", text).Times()[0]);

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2021-02-29")]
    [InlineData("2021-13-01")]
    [InlineData("2021-00-01")]
    [InlineData("0000-01-01")]
    [InlineData("2021-03-09T24:00:00Z")]
    [InlineData("2021-03-09T23:60:00Z")]
    [InlineData("2021-03-09T23:59:60Z")]
    [InlineData("2021-03-09T14:15:16.1234567890Z")]
    [InlineData("2021-03-09T14:15:16.Z")]
    [InlineData("2021-03-09T14:15:16X")]
    [InlineData("2021-03-09T14:15:16+1")]
    [InlineData("2021-03-09T14:15:16Zulu")]
    [InlineData("2021-03-09T")]
    [InlineData("2021/03/09")]
    [InlineData("09.03.2021")]
    [InlineData("9999-12-31T23:59:59-05:00")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    public void What_is_no_time_is_a_bad_row(string text)
    {
        var refusal = Assert.Throws<PeakTradeException>(() => Sheet.AtTimes("UTC", text));
        Assert.Equal("Data.BadRow", refusal.Kind.Id);
        Assert.StartsWith("btc.csv, row 2: time ", refusal.Message);
    }

    [Fact]
    public void The_first_number_decides_the_unit_and_it_is_held()
    {
        Assert.Equal(["2001-09-09T01:46:39Z", "2001-09-09T01:46:40Z"], Sheet.AtTimes("UTC", "999999999", "1000000000").Times());
        // The second would be milliseconds by its own size.
        Assert.Equal(["5138-11-16T09:46:39Z", "5138-11-16T09:46:40Z"], Sheet.AtTimes("UTC", "99999999999", "100000000000").Times());
        Assert.Equal(["1973-03-03T09:46:40Z", "1973-03-03T09:46:40.001Z"], Sheet.AtTimes("UTC", "100000000000", "100000000001").Times());
    }

    [Fact]
    public void Times_with_and_without_a_zone_may_be_mixed() =>
        Assert.Equal(
            ["2021-01-04T08:00:00Z", "2021-01-04T09:00:00Z", "2021-01-04T10:00:00Z"],
            Sheet.AtTimes("Europe/Berlin", "2021-01-04T09:00:00", "2021-01-04T09:00:00Z", "2021-01-04T05:00:00-05:00").Times());
}
