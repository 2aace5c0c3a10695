using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Quality;

/// <summary>Daily bars whose time of day moves with a zone's clocks: that zone's midnights, seen in UTC.</summary>
internal static class DailyTimes
{
    public static IEnumerable<TimezoneDoubt> Find(ReadOnlySpan<long> ticks, IReadOnlyList<TimeZoneInfo> zones)
    {
        if (ticks.Length < 2 || Math.Abs(Spacing.Usual(ticks) - TimeSpan.TicksPerDay) > TimeSpan.TicksPerHour) return [];
        var first = ticks[0];
        var (moved, count) = FirstMoved(ticks);
        if (moved < 0) return [];

        // Zones whose clocks move together all fit; the one whose midnights they are goes first.
        TimeZoneInfo? fitting = null;
        foreach (var zone in zones.OrderBy(zone => LocalTimeOfDay(first, zone) != 0))
        {
            if (fitting is null && AreOneLocalTime(ticks, zone)) fitting = zone;
        }

        if (fitting is null) return [];
        return
        [
            new TimezoneDoubt(ticks[moved],
                $"the bars' time of day changes from {TimezoneDoubts.TimeOfDay(TimeOfDay(ticks[moved - 1]))}Z to {TimezoneDoubts.TimeOfDay(TimeOfDay(ticks[moved]))}Z and so on, {(count == 1 ? "once" : $"{count:N0} times")} (first {TimezoneDoubts.At(ticks[moved])}), " +
                $"and is always {TimezoneDoubts.TimeOfDay(LocalTimeOfDay(first, fitting))} in {fitting.Id}: the days are that zone's; set [data] timezone = \"{fitting.Id}\"."),
        ];
    }

    private static (int First, int Count) FirstMoved(ReadOnlySpan<long> ticks)
    {
        var (first, count) = (-1, 0);
        for (var bar = 1; bar < ticks.Length; bar++)
        {
            if (TimeOfDay(ticks[bar]) == TimeOfDay(ticks[bar - 1])) continue;
            if (count++ == 0) first = bar;
        }

        return (first, count);
    }

    private static bool AreOneLocalTime(ReadOnlySpan<long> ticks, TimeZoneInfo zone)
    {
        var local = LocalTimeOfDay(ticks[0], zone);
        foreach (var time in ticks)
        {
            if (LocalTimeOfDay(time, zone) != local) return false;
        }

        return true;
    }

    private static long LocalTimeOfDay(long utc, TimeZoneInfo zone) => TimeOfDay(utc + LocalTime.Offset(utc, zone));

    private static long TimeOfDay(long ticks) => ticks % TimeSpan.TicksPerDay;
}
