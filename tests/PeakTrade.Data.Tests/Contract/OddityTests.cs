namespace PeakTrade.Data.Tests.Contract;

public sealed class OddityTests
{
    private const long Hour = 3600;
    private const long Wednesday = 1_577_836_800; // 2020-01-01

    [Fact]
    public void Bars_without_volume_are_counted_and_the_first_five_named()
    {
        var rows = Enumerable.Range(0, 9).Select(i => $"{Wednesday + i * Hour},1,1,1,1,{(i is 0 or 2 or 4 or 5 or 7 or 8 ? 0 : 1)}\n");
        var notice = Assert.Single(Sheet.Read(Sheet.Header + string.Concat(rows)).Notices);
        Assert.Equal("btc.csv, row 2: 6 bars have no volume: rows 2, 4, 6, 7, 9 and 1 more.", notice.ToString());
    }

    [Fact]
    public void A_gap_is_told_with_its_row_counted_over_blank_lines_and_dropped_rows()
    {
        var rows = Enumerable.Range(0, 300).Where(i => i is < 200 or > 203).Select(i => $"{Wednesday + i * Hour},1,1,1,1,1\n");
        var notices = Sheet.Read(Sheet.Header + "\nbad,1,1,1,1,1\n" + string.Concat(rows), onBadRow: OnBadRow.Drop).Notices;
        Assert.Equal("btc.csv, row 204: 1 gap longer than the usual 1 h, the largest 5 h before row 204 (2020-01-09T12:00Z): row 204.", notices[^1].ToString());
    }

    [Fact]
    public void One_and_a_half_spacings_are_no_gap() => AssertGaps(0, Enumerable.Range(0, 200).Select(i => Wednesday + i * Hour + (i > 150 ? Hour / 2 : 0)));

    [Fact]
    public void Weekends_and_long_holidays_of_daily_bars_are_no_gap() => AssertGaps(0, Days(60).Where(IsWeekday).Where(day => day != Day(12)));

    [Fact]
    public void A_week_without_daily_bars_is_a_gap() => AssertGaps(1, Days(60).Where(IsWeekday).Where(day => day < Day(12) || day > Day(16)));

    [Fact]
    public void A_missing_day_is_a_gap_where_saturdays_trade() => AssertGaps(1, Days(60).Where(day => day != Day(12)));

    [Fact]
    public void Nights_and_weekends_of_a_session_are_no_gap_but_a_hole_in_it_is()
    {
        var session = Days(30).Where(IsWeekday).SelectMany(day => Enumerable.Range(0, 26).Select(quarter => day + 52_200 + quarter * 900L)).ToList();
        AssertGaps(0, session);
        session.RemoveRange(30, 4);
        AssertGaps(1, session);
    }

    private static long Day(int day) => Wednesday + day * 24 * Hour;

    private static IEnumerable<long> Days(int count) => Enumerable.Range(0, count).Select(Day);

    private static bool IsWeekday(long day) => DateTime.UnixEpoch.AddSeconds(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static void AssertGaps(int count, IEnumerable<long> seconds)
    {
        var notices = Sheet.Read(Sheet.Header + string.Concat(seconds.Select(second => $"{second},1,1,1,1,1\n"))).Notices;
        Assert.Equal(count, notices.Count);
        Assert.All(notices, notice => Assert.Contains("1 gap longer than", notice.Message));
    }
}
