namespace PeakTrade.Data.Tests.Resampling;

/// <summary>
/// Longer bars the slow way: each bar is put under the date that its local clock shows, and that day's first minute is looked
/// for one by one. For sessions at an hour that no zone's clocks skip or repeat.
/// </summary>
internal sealed class PlainResampler(int minutes, TimeZoneInfo zone, TimeOnly session)
{
    private readonly Dictionary<DateTime, DateTime> _firstMinutes = [];

    public Bars Of(Bars bars)
    {
        var groups = Enumerable.Range(0, bars.Count).GroupBy(bar => BucketOf(bars.TimeAt(bar))).Select(g => (Start: g.Key, Bars: g.ToArray())).ToArray();
        return new Bars(
            bars.Symbol,
            [.. groups.Select(g => g.Start.Ticks)],
            [.. groups.Select(g => bars.Open[g.Bars.First()])],
            [.. groups.Select(g => g.Bars.Max(bar => bars.High[bar]))],
            [.. groups.Select(g => g.Bars.Min(bar => bars.Low[bar]))],
            [.. groups.Select(g => bars.Close[g.Bars.Last()])],
            bars.HasVolume ? [.. groups.Select(g => g.Bars.Aggregate(0.0, (sum, bar) => sum + bars.Volume[bar]))] : null);
    }

    private DateTime BucketOf(DateTime utc)
    {
        var period = PeriodOf(utc);
        if (!_firstMinutes.TryGetValue(period, out var first))
        {
            first = utc;
            while (PeriodOf(first.AddMinutes(-1)) == period) first = first.AddMinutes(-1);
            _firstMinutes[period] = first;
        }

        if (minutes >= 1440) return first;
        var passed = (int)(utc - first).TotalMinutes;
        return first.AddMinutes(passed - passed % minutes);
    }

    private DateTime PeriodOf(DateTime utc)
    {
        var date = (TimeZoneInfo.ConvertTimeFromUtc(utc, zone) - session.ToTimeSpan()).Date;
        if (minutes <= 1440) return date;
        if (session.Hour >= 12) date = date.AddDays(1);
        while (date.DayOfWeek != DayOfWeek.Monday) date = date.AddDays(-1);
        return date;
    }
}
