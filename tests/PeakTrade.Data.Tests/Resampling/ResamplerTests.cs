using System.Globalization;
using System.Text;

namespace PeakTrade.Data.Tests.Resampling;

public sealed class ResamplerTests
{
    private const string Minutes = """
        time,open,high,low,close,volume
        2024-03-05T09:30Z,10,12,9,11,1
        2024-03-05T09:31Z,11,15,10,14,2
        2024-03-05T09:34Z,14,14.5,8,9,4
        2024-03-05T09:35Z,9,10,9,10,8
        2024-03-05T09:36Z,10,10,7,7,16
        2024-03-05T09:47Z,20,21,19,20.5,32
        """;

    [Fact]
    public void A_longer_bar_has_the_first_open_the_extremes_the_last_close_and_all_the_volume() =>
        Assert.Equal(
            ["2024-03-05T09:30Z O10 H15 L8 C9 V7", "2024-03-05T09:35Z O9 H10 L7 C7 V24", "2024-03-05T09:45Z O20 H21 L19 C20.5 V32"],
            Shown(Read(Minutes, "5m")));

    [Fact]
    public void A_gap_stays_a_gap() =>
        Assert.Equal(["2024-03-05T09:30Z", "2024-03-05T09:45Z"], Times(Read(Minutes, "15m")));

    [Fact]
    public void Data_without_volume_give_bars_without_volume()
    {
        var bars = Read("time,open,high,low,close\n2024-03-05T09:30Z,10,12,9,11\n2024-03-05T09:31Z,11,15,10,14\n", "5m").Bars;
        Assert.False(bars.HasVolume);
        Assert.Equal(15, bars.High[0]);
    }

    [Theory]
    [InlineData("UTC", "2021-10-30T00:00Z", "2021-10-30T00:00Z 24", "2021-10-31T00:00Z 24", "2021-11-01T00:00Z 24")]
    [InlineData("Europe/Berlin", "2021-03-26T23:00Z", "2021-03-26T23:00Z 24", "2021-03-27T23:00Z 23", "2021-03-28T22:00Z 24")]
    [InlineData("Europe/Berlin", "2021-10-29T22:00Z", "2021-10-29T22:00Z 24", "2021-10-30T22:00Z 25", "2021-10-31T23:00Z 24")]
    [InlineData("America/New_York", "2021-03-13T05:00Z", "2021-03-13T05:00Z 24", "2021-03-14T05:00Z 23", "2021-03-15T04:00Z 24")]
    [InlineData("America/New_York", "2021-11-06T04:00Z", "2021-11-06T04:00Z 24", "2021-11-07T04:00Z 25", "2021-11-08T05:00Z 24")]
    // Midnight itself was skipped in São Paulo: that day began at 01:00.
    [InlineData("America/Sao_Paulo", "2018-11-03T03:00Z", "2018-11-03T03:00Z 24", "2018-11-04T03:00Z 23", "2018-11-05T02:00Z 24")]
    public void A_daily_bar_is_a_local_day(string zone, string from, params string[] days) =>
        Assert.Equal(days, Times(Read(Hours(from, 73), "1d", zone)).Zip(Volumes(Read(Hours(from, 73), "1d", zone)), (time, hours) => $"{time} {hours}").Take(3));

    [Fact]
    public void The_hour_that_comes_twice_is_two_bars()
    {
        var data = Read(Every(30, "2021-10-30T23:00Z", 8), "1h", "Europe/Berlin");
        Assert.Equal(["2021-10-30T23:00Z", "2021-10-31T00:00Z", "2021-10-31T01:00Z", "2021-10-31T02:00Z"], Times(data));
        Assert.Equal([2, 2, 2, 2], Volumes(data));
    }

    [Theory]
    [InlineData("2021-10-30T22:00Z", 25, "22 02 06 10 14 18 22", "4 4 4 4 4 4 1")]
    [InlineData("2021-03-27T23:00Z", 23, "23 03 07 11 15 19", "4 4 4 4 4 3")]
    public void Shorter_bars_are_counted_from_the_day_s_start_and_end_with_the_day(string from, int hours, string starts, string lengths)
    {
        var data = Read(Hours(from, hours), "4h", "Europe/Berlin");
        Assert.Equal(starts, string.Join(' ', Times(data).Select(time => time[11..13])));
        Assert.Equal(lengths, string.Join(' ', Volumes(data)));
    }

    // Friday's last hours and Sunday's first, either side of a weekend in which the clocks were moved.
    [Theory]
    [InlineData("2021-11-05T19:00Z", "2021-11-07T22:00Z", "1d", "2021-11-04T21:00Z", "2021-11-07T22:00Z")]
    [InlineData("2021-11-05T19:00Z", "2021-11-07T22:00Z", "1w", "2021-10-31T21:00Z", "2021-11-07T22:00Z")]
    [InlineData("2021-03-12T20:00Z", "2021-03-14T21:00Z", "1d", "2021-03-11T22:00Z", "2021-03-14T21:00Z")]
    [InlineData("2021-03-12T20:00Z", "2021-03-14T21:00Z", "1w", "2021-03-07T22:00Z", "2021-03-14T21:00Z")]
    public void An_FX_day_begins_at_17_00_in_New_York_and_its_week_on_Sunday(string friday, string sunday, string interval, params string[] starts)
    {
        var data = Read(Hours(friday, 2) + Rows(60, sunday, 3), interval, "America/New_York", "17:00");
        Assert.Equal(starts, Times(data));
        Assert.Equal([2, 3], Volumes(data));
    }

    [Fact]
    public void A_week_begins_on_Monday() =>
        Assert.Equal(["2021-02-28T23:00Z", "2021-03-07T23:00Z"], Times(Read(Hours("2021-03-06T23:00Z", 48), "1w", "Europe/Berlin")));

    [Fact]
    public void A_first_and_a_last_bar_that_the_data_do_not_fill_are_kept_and_named() =>
        Assert.Equal(
            [
                "data.resample: the first 1h bar, 2024-03-05T09:00Z, is incomplete: the data begin at 2024-03-05T09:15Z.",
                "data.resample: the last 1h bar, 2024-03-05T11:00Z, is incomplete: it ends at 2024-03-05T12:00Z, and the data at 2024-03-05T11:45Z.",
            ],
            Read(Every(15, "2024-03-05T09:15Z", 10), "1h").Notices.Select(n => n.ToString()));

    [Fact]
    public void Bars_that_the_data_fill_give_no_notice() =>
        Assert.Empty(Read(Every(15, "2024-03-05T09:00Z", 8), "1h").Notices);

    [Theory]
    [InlineData(60, "15m", "resample = \"15m\": the data have a bar every 1 h, which is longer.")]
    [InlineData(10, "15m", "resample = \"15m\": the data have a bar every 10 min, and 15m is no whole multiple of that.")]
    public void What_the_data_do_not_fill_evenly_is_refused(int every, string interval, string message)
    {
        var refusal = Assert.Throws<PeakTradeException>(() => Read(Every(every, "2024-03-05T09:00Z", 20), interval));
        Assert.Equal("Data.CannotResample", refusal.Kind.Id);
        Assert.Equal(message, refusal.Faults[0].Message);
    }

    [Theory]
    [InlineData("0001-01-01T00:00Z", "America/New_York")]
    [InlineData("9999-12-31T00:00Z", "America/New_York")]
    [InlineData("9999-12-31T00:00Z", "Asia/Tokyo")]
    public void Days_at_the_ends_of_the_calendar_are_cut_there(string from, string zone) =>
        Assert.Equal(24, Volumes(Read(Hours(from, 24), "1w", zone)).Sum());

    [Fact]
    public void The_same_interval_changes_nothing()
    {
        var text = Every(15, "2021-10-30T20:00Z", 40);
        Sheet.AssertSame(Sheet.Read(text).Bars, Read(text, "15m", "Europe/Berlin").Bars);
    }

    private static BarData Read(string text, string interval, string zone = "UTC", string session = "00:00")
    {
        var options = new DataOptions { Timezone = zone, Resample = BarInterval.Parse(interval), Session = TimeOnly.Parse(session, CultureInfo.InvariantCulture) };
        return MarketData.Read(new MemoryStream(Sheet.Bytes(text)), "btc.csv", options, CancellationToken.None);
    }

    private static string Hours(string from, int count) => Every(60, from, count);

    private static string Every(int minutes, string from, int count) => "time,open,high,low,close,volume\n" + Rows(minutes, from, count);

    // A volume of 1 a bar: the volume of a longer bar counts what went into it.
    private static string Rows(int minutes, string from, int count)
    {
        var start = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture);
        return Enumerable.Range(0, count).Aggregate(new StringBuilder(), (rows, bar) => rows.Append($"{start.AddMinutes(bar * minutes):yyyy-MM-ddTHH:mm}Z,1,1,1,1,1\n")).ToString();
    }

    private static IEnumerable<string> Times(BarData data) => data.Times().Select(time => time[..16] + "Z");

    private static double[] Volumes(BarData data) => data.Bars.Volume.ToArray();

    private static IEnumerable<string> Shown(BarData data)
    {
        var bars = data.Bars;
        return Times(data).Select((time, bar) => $"{time} O{bars.Open[bar]} H{bars.High[bar]} L{bars.Low[bar]} C{bars.Close[bar]} V{bars.Volume[bar]}");
    }
}
