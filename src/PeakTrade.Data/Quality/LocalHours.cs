using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Quality;

/// <summary>Times read as UTC that lack the very hour which a zone's clocks skip, or hold the one twice that they show twice.</summary>
internal static class LocalHours
{
    private const long Hour = TimeSpan.TicksPerHour;

    public static IEnumerable<TimezoneDoubt> Find(ReadOnlySpan<long> ticks, BrokenRows broken, IReadOnlyList<TimeZoneInfo> zones)
    {
        var usual = Spacing.Usual(ticks);
        if (ticks.Length < 2 || usual is 0 or > Hour) return [];
        var repeats = broken.Kept.Where(row => row.Rule is DataRule.Duplicate or DataRule.Unsorted && row.Time is not null).Select(row => row.Time!.Value.Ticks).Order().ToArray();
        var seen = new List<Evidence>();
        foreach (var zone in zones)
        {
            if (Seen(ticks, usual, repeats, zone) is { } evidence) seen.Add(evidence);
        }

        return seen.GroupBy(evidence => evidence.Key, StringComparer.Ordinal).Select(same => Doubt(same.First(), [.. same.Select(evidence => evidence.Zone)])).ToList();
    }

    private static Evidence? Seen(ReadOnlySpan<long> ticks, long usual, long[] repeats, TimeZoneInfo zone)
    {
        var evidence = new Evidence(zone);
        foreach (var change in ClockChanges.Between(ticks[0] - TimeSpan.TicksPerDay, ticks[^1] + TimeSpan.TicksPerDay, zone))
        {
            if (change.LocalFrom <= ticks[0] || change.LocalTo > ticks[^1]) continue;
            if (change.Forward > 0)
            {
                evidence.Springs++;
                // One bar in an hour that does not exist there: they are no local times of that zone.
                if (Count(ticks, change.LocalFrom, change.LocalTo) > 0) return null;
                if (IsMissing(ticks, usual, change)) evidence.Missing.Add(change.LocalFrom);
            }
            else
            {
                evidence.Autumns++;
                if (StandsTwice(repeats, usual, change)) evidence.Twice.Add(change.LocalFrom);
            }
        }

        return evidence.Missing.Count + evidence.Twice.Count > 0 ? evidence : null;
    }

    // The market trades right up to the hour and right after it, and through that hour on the day before or after.
    private static bool IsMissing(ReadOnlySpan<long> ticks, long usual, in ClockChange change) =>
        Count(ticks, change.LocalFrom - usual, change.LocalFrom) > 0 &&
        Count(ticks, change.LocalTo, change.LocalTo + usual) > 0 &&
        (IsFull(ticks, usual, change, -TimeSpan.TicksPerDay) || IsFull(ticks, usual, change, TimeSpan.TicksPerDay));

    private static bool IsFull(ReadOnlySpan<long> ticks, long usual, in ClockChange change, long shift) =>
        Count(ticks, change.LocalFrom + shift, change.LocalTo + shift) * usual >= (change.LocalTo - change.LocalFrom) * 3 / 4;

    // That hour is there again, and those beside it are not: no file that holds everything twice.
    private static bool StandsTwice(ReadOnlySpan<long> repeats, long usual, in ClockChange change) =>
        Count(repeats, change.LocalFrom, change.LocalTo) * usual >= (change.LocalTo - change.LocalFrom) * 3 / 4 &&
        Count(repeats, change.LocalFrom - Hour, change.LocalFrom) == 0 && Count(repeats, change.LocalTo, change.LocalTo + Hour) == 0;

    private static int Count(ReadOnlySpan<long> ticks, long from, long to) => FirstAtOrAfter(ticks, to) - FirstAtOrAfter(ticks, from);

    private static int FirstAtOrAfter(ReadOnlySpan<long> ticks, long time)
    {
        var (low, high) = (0, ticks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ticks[middle] < time) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static TimezoneDoubt Doubt(Evidence evidence, List<TimeZoneInfo> zones)
    {
        var names = TimezoneDoubts.Names(zones);
        var missing = evidence.Missing.Count == 0 ? null
            : $"the hour that the clocks of {names} skip is missing in {evidence.Missing.Count} of {evidence.Springs} {(evidence.Springs == 1 ? "spring" : "springs")} (first {TimezoneDoubts.At(evidence.Missing[0])})";
        var twice = evidence.Twice.Count == 0 ? null
            : $"the hour that {(missing is null ? $"the clocks of {names}" : "they")} show twice stands there twice in {evidence.Twice.Count} of {evidence.Autumns} {(evidence.Autumns == 1 ? "autumn" : "autumns")} (first {TimezoneDoubts.At(evidence.Twice[0])})";
        return new TimezoneDoubt(
            evidence.Missing.Concat(evidence.Twice).Min(),
            $"{string.Join(", and ", new[] { missing, twice }.OfType<string>())}: {TimezoneDoubts.Set(zones)}.");
    }

    private sealed class Evidence(TimeZoneInfo zone)
    {
        public TimeZoneInfo Zone => zone;

        public int Springs { get; set; }

        public int Autumns { get; set; }

        public List<long> Missing { get; } = [];

        public List<long> Twice { get; } = [];

        public string Key => $"{string.Join(',', Missing)};{string.Join(',', Twice)}";
    }
}
