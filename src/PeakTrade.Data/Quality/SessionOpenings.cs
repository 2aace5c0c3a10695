using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Quality;

/// <summary>
/// When a market that closes opens, on the days before and after a zone's clocks are moved. Seen in UTC a market of that zone moves by the hour
/// that its clocks are moved by.
/// </summary>
internal static class SessionOpenings
{
    private const long Closed = 4 * TimeSpan.TicksPerHour;
    private const long Reach = 40 * TimeSpan.TicksPerDay;
    private const int Looked = 5;
    private const int Fewest = 3;

    // What opens at these times of UTC all year round is hardly in UTC: New York's stocks and the week of currencies, and so on.
    private static readonly (string Zone, TimeOnly Opens)[] Known =
    [
        ("Europe/Berlin", new(9, 0)),
        ("Europe/London", new(8, 0)),
        ("America/New_York", new(9, 30)),
        ("America/New_York", new(17, 0)),
        ("America/Chicago", new(8, 30)),
        ("Australia/Sydney", new(10, 0)),
    ];

    /// <summary>Times read as UTC in which a market opens when its local clocks say so, in summer and in winter.</summary>
    public static IEnumerable<TimezoneDoubt> Unmoved(ReadOnlySpan<long> ticks, IReadOnlyList<TimeZoneInfo> zones)
    {
        var doubts = new List<TimezoneDoubt>();
        foreach (var zone in zones)
        {
            var changes = Around(ticks, zone);
            foreach (var (_, opens) in Known.Where(known => known.Zone == zone.Id))
            {
                var still = changes.Where(change => change.Before == change.After && change.After == opens.Ticks).ToList();
                if (still.Count == 0 || still.Count < changes.Count) continue;
                doubts.Add(new TimezoneDoubt(still[0].Utc,
                    $"the first bar after the market was closed comes at {TimezoneDoubts.TimeOfDay(opens.Ticks)}Z before and after the clocks of {zone.Id} were moved, {Times(still.Count)} (first {TimezoneDoubts.At(still[0].Utc)}), " +
                    $"where a market there moves by an hour of UTC: {TimezoneDoubts.Set([zone])}."));
            }
        }

        return doubts;
    }

    /// <summary>Times in which a market moves by twice the hour that the clocks are moved by: they were made UTC once too often.</summary>
    public static IEnumerable<TimezoneDoubt> MovedTwice(ReadOnlySpan<long> ticks, IReadOnlyList<TimeZoneInfo> zones)
    {
        var seen = new List<(TimeZoneInfo Zone, List<Opening> Changes)>();
        foreach (var zone in zones)
        {
            var changes = Around(ticks, zone);
            if (changes.Count > 0 && changes.All(change => change.After - change.Before == -2 * change.Forward)) seen.Add((zone, changes));
        }

        return seen.GroupBy(found => $"{found.Changes[0].Before};{found.Changes[0].After};{found.Changes.Count}", StringComparer.Ordinal).Select(same =>
        {
            var (names, changes) = (TimezoneDoubts.Names(same.Select(found => found.Zone)), same.First().Changes);
            return new TimezoneDoubt(changes[0].Utc,
                $"the first bar after the market was closed comes at {TimezoneDoubts.TimeOfDay(changes[0].Before)}Z before and at {TimezoneDoubts.TimeOfDay(changes[0].After)}Z after the clocks of {names} were moved, {Times(changes.Count)} " +
                $"(first {TimezoneDoubts.At(changes[0].Utc)}), twice the hour they were moved by: the times were UTC before they were read as local times of a zone; set [data] timezone = \"UTC\", or look how the file was made.");
        }).ToList();
    }

    private static string Times(int count) => count == 1 ? "once" : $"{count} times of {count}";

    /// <summary>The changes at which it is plain when the market opened, before and after.</summary>
    private static List<Opening> Around(ReadOnlySpan<long> ticks, TimeZoneInfo zone)
    {
        var found = new List<Opening>();
        if (ticks.Length < 2 || Spacing.Usual(ticks) > TimeSpan.TicksPerHour) return found;
        foreach (var change in ClockChanges.Between(ticks[0], ticks[^1], zone))
        {
            var at = ticks.BinarySearch(change.Utc);
            var first = at < 0 ? ~at : at;
            if (Usual(ticks, first - 1, -1, change.Utc) is { } before && Usual(ticks, first, 1, change.Utc) is { } after)
                found.Add(new Opening(change.Utc, change.Forward, before, after));
        }

        return found;
    }

    /// <summary>The time of day of most of the next few openings in one direction.</summary>
    private static long? Usual(ReadOnlySpan<long> ticks, int from, int direction, long change)
    {
        var times = new List<long>(Looked);
        for (var bar = from; bar > 0 && bar < ticks.Length && times.Count < Looked && Math.Abs(ticks[bar] - change) < Reach; bar += direction)
        {
            if (ticks[bar] - ticks[bar - 1] >= Closed) times.Add(ticks[bar] % TimeSpan.TicksPerDay);
        }

        if (times.Count < Fewest) return null;
        var most = times.CountBy(time => time).MaxBy(found => found.Value);
        return most.Value >= Fewest ? most.Key : null;
    }

    private sealed record Opening(long Utc, long Forward, long Before, long After);
}
