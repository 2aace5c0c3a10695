namespace PeakTrade.Engine;

/// <summary>Finds the first row of each period as the rows go by; the very first row begins one. Periods are those of the UTC calendar.</summary>
internal struct RebalanceCalendar(RebalanceFrequency frequency)
{
    private long _period = long.MinValue;

    public bool Begins(long utcTicks)
    {
        var period = PeriodOf(utcTicks);
        if (period == _period) return false;
        _period = period;
        return true;
    }

    private readonly long PeriodOf(long ticks)
    {
        // Day 0 of the calendar is a Monday.
        var day = ticks / TimeSpan.TicksPerDay;
        if (frequency == RebalanceFrequency.Daily) return day;
        if (frequency == RebalanceFrequency.Weekly) return day / 7;
        var (year, month, _) = new DateTime(ticks);
        return frequency == RebalanceFrequency.Monthly ? year * 12 + month : year * 4 + (month - 1) / 3;
    }
}
