namespace PeakTrade.Data.Csv;

/// <summary>
/// Local wall-clock times of one zone to UTC. The zone is asked once for a day without a transition and for every time
/// of a day near one.
/// </summary>
internal sealed class ZoneClock
{
    private readonly TimeZoneInfo? _zone;
    private long _steadyFrom, _steadyTo = -1, _steadyOffset;

    public ZoneClock(string timezone) => _zone = Find(timezone);

    /// <summary>
    /// The UTC ticks of a local time, or null where the clocks skipped it. A time that the clocks showed twice is the
    /// first one, unless the bar before has already reached that.
    /// </summary>
    public long? ToUtc(long local, long previousUtc)
    {
        if (_zone is null) return local;
        if (local >= _steadyFrom && local < _steadyTo) return local - _steadyOffset;

        // Offsets a day either side of the day: where they agree, no clock was moved on it.
        var day = local - local % TimeSpan.TicksPerDay;
        var (before, after) = (Offset(day - TimeSpan.TicksPerDay), Offset(day + 2 * TimeSpan.TicksPerDay));
        if (before == after)
        {
            (_steadyFrom, _steadyTo, _steadyOffset) = (day, day + TimeSpan.TicksPerDay, before);
            return local - before;
        }

        // The larger offset gives the earlier instant: the summer-time reading of an hour that comes twice.
        var first = local - Math.Max(before, after);
        var second = local - Math.Min(before, after);
        var firstHolds = Offset(first) == local - first;
        var secondHolds = Offset(second) == local - second;
        if (firstHolds && secondHolds) return previousUtc >= first ? second : first;
        return firstHolds ? first : secondHolds ? second : null;
    }

    private long Offset(long utc) =>
        _zone!.GetUtcOffset(new DateTime(Math.Clamp(utc, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc)).Ticks;

    /// <summary>The zone of that name; null for UTC, which needs no asking.</summary>
    public static TimeZoneInfo? Find(string timezone)
    {
        if (timezone.ToUpperInvariant() is "UTC" or "Z" or "ETC/UTC") return null;
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(timezone);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException)
        {
            var near = Suggestion.For(timezone, TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id));
            var action = near.Length > 0 ? near : "Give UTC or an IANA name such as \"Europe/Berlin\".";
            throw FaultCatalogue.ConfigInvalid.Because($"timezone \"{timezone}\" is not known on this machine.", action, new Place(Key: "data.timezone"), timezone, e);
        }
    }
}
