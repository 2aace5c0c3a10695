using PeakTrade.Data.Contract;
using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Quality;

/// <summary>A sign that times are not in the zone they were read in: what was seen, first when, and what to set.</summary>
internal sealed record TimezoneDoubt(long? Ticks, string Message);

/// <summary>Asks of times that were read as those of one zone whether they behave like those of another.</summary>
internal static class TimezoneDoubts
{
    // Clocks of many more places move with one of these.
    private static readonly string[] CommonZones = ["Europe/Berlin", "Europe/London", "America/New_York", "America/Chicago", "Australia/Sydney"];

    public static IEnumerable<TimezoneDoubt> Of(Bars bars, BrokenRows broken, string timezone)
    {
        if (ZoneClock.Find(timezone) is { } given) return [.. Skipped(broken, timezone), .. SessionOpenings.MovedTwice(bars.UtcTicks, [given])];
        var zones = CommonZones.Select(name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null).OfType<TimeZoneInfo>().ToList();
        return
        [
            .. LocalHours.Find(bars.UtcTicks, broken, zones),
            .. SessionOpenings.Unmoved(bars.UtcTicks, zones),
            .. SessionOpenings.MovedTwice(bars.UtcTicks, zones),
            .. DailyTimes.Find(bars.UtcTicks, zones),
        ];
    }

    /// <summary>Zones that the same was seen of, as one text: they cannot be told apart.</summary>
    public static string Names(IEnumerable<TimeZoneInfo> zones) => string.Join(" or ", zones.Select(zone => zone.Id));

    /// <summary>What to do about times that are local ones of a zone.</summary>
    public static string Set(IEnumerable<TimeZoneInfo> zones)
    {
        var ids = zones.Select(zone => zone.Id).ToList();
        return $"the times look like local times of {string.Join(" or ", ids)}: set [data] timezone = \"{ids[0]}\", and take a Z or an offset off times that carry one";
    }

    // Times of that zone cannot stand there; those of UTC can.
    private static IEnumerable<TimezoneDoubt> Skipped(BrokenRows broken, string timezone)
    {
        if (!broken.Counts.TryGetValue(DataRule.SkippedTime, out var count)) yield break;
        yield return new TimezoneDoubt(null,
            $"{count:N0} {(count == 1 ? "row stands" : "rows stand")} in hours that the clocks of {timezone} skipped: the times are not local times of {timezone}; set [data] timezone to UTC, or to the zone that they are in.");
    }

    public static string At(long ticks) => ContractText.Time(ticks);

    public static string TimeOfDay(long ticks) => new TimeOnly(ticks).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
