namespace PeakTrade;

/// <summary>What a clock on the wall shows, as a moment.</summary>
public static class LocalTime
{
    /// <summary>
    /// The UTC ticks of a local time. One that the clocks showed twice is the first; one that they skipped is read as if they
    /// had not been moved yet, so that a day whose midnight was skipped begins where the clocks went forward.
    /// </summary>
    public static long ToUtc(long localTicks, TimeZoneInfo zone)
    {
        // Offsets a day either side: where they agree, no clock was moved near it.
        var before = Offset(localTicks - TimeSpan.TicksPerDay, zone);
        var after = Offset(localTicks + TimeSpan.TicksPerDay, zone);
        if (before == after) return localTicks - before;

        var first = localTicks - Math.Max(before, after);
        if (Offset(first, zone) == localTicks - first) return first;
        var second = localTicks - Math.Min(before, after);
        return Offset(second, zone) == localTicks - second ? second : localTicks - before;
    }

    /// <summary>How far the zone's clocks are ahead of UTC at a moment, in ticks.</summary>
    public static long Offset(long utcTicks, TimeZoneInfo zone) =>
        zone.GetUtcOffset(new DateTime(Math.Clamp(utcTicks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc)).Ticks;
}
