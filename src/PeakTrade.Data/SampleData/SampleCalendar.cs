namespace PeakTrade.Data;

/// <summary>The opening times of sample bars, one after another.</summary>
internal sealed class SampleCalendar
{
    private const long SessionOpens = 14 * TimeSpan.TicksPerHour + 30 * TimeSpan.TicksPerMinute;
    private const long SessionCloses = 21 * TimeSpan.TicksPerHour;

    private readonly bool _closes;
    private readonly bool _intraday;

    public SampleCalendar(SampleDataOptions options)
    {
        _closes = options.Kind == SampleKind.Stock;
        _intraday = options.Interval != SampleInterval.Daily;
        Spacing = options.Interval switch
        {
            SampleInterval.Daily => TimeSpan.TicksPerDay,
            SampleInterval.FifteenMinutes => 15 * TimeSpan.TicksPerMinute,
            _ => TimeSpan.TicksPerMinute,
        };
        var start = options.Start.Ticks;
        First = Open(start + (Spacing - start % Spacing) % Spacing);
    }

    public long Spacing { get; }

    public long First { get; }

    /// <summary>Bars in a day of trade.</summary>
    public double BarsPerDay => !_intraday ? 1 : (double)(_closes ? SessionCloses - SessionOpens : TimeSpan.TicksPerDay) / Spacing;

    public long After(long ticks) => Open(ticks + Spacing);

    /// <summary>The time itself, or the next at which the market trades.</summary>
    private long Open(long ticks)
    {
        if (!_closes) return ticks;
        var day = ticks - ticks % TimeSpan.TicksPerDay;
        if (_intraday)
        {
            if (ticks - day >= SessionCloses) (day, ticks) = (day + TimeSpan.TicksPerDay, day + TimeSpan.TicksPerDay);
            ticks = Math.Max(ticks, day + SessionOpens);
        }

        // Day 0 of the ticks was a Monday.
        var weekday = day / TimeSpan.TicksPerDay % 7;
        return weekday < 5 ? ticks : day + (7 - weekday) * TimeSpan.TicksPerDay + (_intraday ? SessionOpens : 0);
    }
}
