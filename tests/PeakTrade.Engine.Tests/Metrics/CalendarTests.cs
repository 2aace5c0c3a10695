using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine.Tests.Metrics;

/// <summary>docs/metrics.md, "Annualisation", row by row.</summary>
public sealed class CalendarTests
{
    private static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_configuration_comes_first() =>
        Assert.Equal((260, "from the configuration"), Told(new Market(BarsAt(Days(30)), new BacktestOptions { PeriodsPerYear = 260 }).Calendar));

    [Fact]
    public void Weekly_bars_are_52_a_year() => Assert.Equal(52, Periods(Every(TimeSpan.FromDays(7), 60)));

    [Fact]
    public void Monthly_bars_are_12_a_year() => Assert.Equal(12, Periods(Enumerable.Range(0, 36).Select(m => Monday.AddMonths(m))));

    [Fact]
    public void Quarterly_and_yearly_bars_are_4_and_1_a_year() =>
        Assert.Equal((4, 1), (Periods(Enumerable.Range(0, 20).Select(q => Monday.AddMonths(3 * q))), Periods(Enumerable.Range(0, 20).Select(y => Monday.AddYears(y)))));

    [Fact]
    public void Daily_bars_without_weekends_are_252_a_year() => Assert.Equal((252, "daily bars, weekends empty, 252 sessions"), Told(Of(Weekdays(Days(60)))));

    [Fact]
    public void Daily_bars_with_weekends_are_365_a_year() => Assert.Equal((365, "daily bars, weekends traded, 365 days"), Told(Of(Days(60))));

    [Fact]
    public void A_single_bar_on_a_sunday_means_that_weekends_are_traded() => Assert.Equal(365, Periods([.. Weekdays(Days(60)).Append(Monday.AddDays(62)).Order()]));

    [Fact]
    public void Hourly_bars_around_the_clock_are_24_times_365_a_year() => Assert.Equal((8760, "bars of 1 h, weekends traded, 365 days"), Told(Of(Every(TimeSpan.FromHours(1), 24 * 30))));

    [Fact]
    public void Quarter_hour_bars_around_the_clock_are_35040_a_year() => Assert.Equal(35_040, Periods(Every(TimeSpan.FromMinutes(15), 96 * 30)));

    // 14:30 to 20:30, seven bars a session.
    [Fact]
    public void Hourly_bars_of_sessions_are_252_times_the_bars_a_session() => Assert.Equal((252 * 7, "bars of 1 h, weekends empty, 252 sessions"), Told(Of(Sessions(40, 14.5, 7))));

    [Fact]
    public void A_short_session_counts_with_the_bars_it_has() => Assert.Equal(252 * (40 * 7 - 3) / 40.0, Periods(Sessions(40, 14.5, 7).SkipLast(3)), 1e-9);

    [Fact]
    public void A_week_without_a_weekend_is_too_short_to_tell()
    {
        var (periods, source) = Told(Of(Weekdays(Days(5))));
        Assert.Equal(365, periods);
        Assert.Contains("too short to tell", source);
    }

    [Fact]
    public void Two_hours_of_minutes_are_too_short_to_tell() => Assert.Equal(365 * 24 * 60, Periods(Every(TimeSpan.FromMinutes(1), 120)));

    [Fact]
    public void Seven_days_without_a_weekend_are_long_enough() => Assert.Equal(252, Periods(Weekdays(Days(8))));

    [Fact]
    public void A_missing_day_does_not_change_the_spacing() => Assert.Equal(365, Periods(Days(60).Where((_, i) => i % 9 != 4)));

    // Three bars a day, and a stride that always lands on the gap of 22 hours would call them daily.
    [Fact]
    public void Many_bars_are_looked_at_everywhere_in_the_session() => Assert.Equal(252 * 3, Periods(Sessions(1_010, 12, 3).Skip(2).Take(3_004)), 1.0);

    [Fact]
    public void A_single_bar_is_taken_as_daily() => Assert.Equal((252, "one bar only; taken as daily"), Told(Of([Monday])));

    private static (double, string) Told(BarCalendar calendar) => (calendar.PeriodsPerYear, calendar.Source);

    private static double Periods(IEnumerable<DateTime> times) => Of(times).PeriodsPerYear;

    private static BarCalendar Of(IEnumerable<DateTime> times) => BarCalendar.Of(BarsAt(times));

    private static Bars BarsAt(IEnumerable<DateTime> times)
    {
        var ticks = times.Select(t => t.Ticks).ToArray();
        var price = Enumerable.Repeat(100.0, ticks.Length).ToArray();
        return new("CALENDAR", ticks, price, price, price, price);
    }

    private static IEnumerable<DateTime> Every(TimeSpan spacing, int count) => Enumerable.Range(0, count).Select(i => Monday + i * spacing);

    private static IEnumerable<DateTime> Days(int count) => Every(TimeSpan.FromDays(1), count);

    private static IEnumerable<DateTime> Weekdays(IEnumerable<DateTime> days) => days.Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    private static IEnumerable<DateTime> Sessions(int days, double firstHour, int bars) =>
        Weekdays(Days(2 * days)).Take(days).SelectMany(day => Enumerable.Range(0, bars).Select(i => day.AddHours(firstHour + i)));
}
