namespace PeakTrade.Data.Resampling;

/// <summary>
/// The buckets of an interval, one after another in time. A trading day runs from one session start to the next, so it is 23 or
/// 25 hours long where the clocks are moved; shorter buckets are counted from its start in time that passes, not in what clocks
/// show, and the last one ends with the day. So no two overlap, and an hour that the clocks show twice is two hours.
/// </summary>
internal struct BucketClock(BarInterval interval, TimeZoneInfo zone, TimeOnly session)
{
    private long _dayStart, _dayEnd = long.MinValue;

    /// <summary>The bucket that <see cref="MoveTo"/> found: its first tick and the first tick after it, in UTC.</summary>
    public long Start { get; private set; } = long.MinValue;

    public long End { get; private set; } = long.MinValue;

    /// <summary>Finds the bucket of a time at or after <see cref="End"/>.</summary>
    public void MoveTo(long utc)
    {
        if (utc >= _dayEnd) FindDay(utc);
        if (!interval.IsIntraday)
        {
            (Start, End) = (_dayStart, _dayEnd);
            return;
        }

        var width = interval.Minutes * TimeSpan.TicksPerMinute;
        Start = utc - (utc - _dayStart) % width;
        End = Math.Min(Start + width, _dayEnd);
    }

    // A week is found as a long day: from Monday's session start to the next Monday's.
    private void FindDay(long utc)
    {
        var days = interval.IsWeek ? 7 : 1;
        var date = (utc + LocalTime.Offset(utc, zone) - session.Ticks) / TimeSpan.TicksPerDay;
        date -= interval.IsWeek ? DaysSinceWeekBegan(date) : 0;
        while (StartOf(date) > utc) date -= days;
        var (start, end) = (StartOf(date), StartOf(date + days));
        for (; end <= utc; end = StartOf(date + days)) (date, start) = (date + days, end);
        // No calendar reaches beyond the years 1 to 9999.
        (_dayStart, _dayEnd) = (Math.Max(start, 0), Math.Min(end, DateTime.MaxValue.Ticks));
    }

    // A session that starts in the evening belongs to the next day, as in the FX market: its week begins on Sunday.
    // Day 0 of the ticks, 0001-01-01, was a Monday.
    private readonly long DaysSinceWeekBegan(long date) => (date + (session.Hour >= 12 ? 1 : 0)) % 7;

    private readonly long StartOf(long date) => LocalTime.ToUtc(date * TimeSpan.TicksPerDay + session.Ticks, zone);
}
