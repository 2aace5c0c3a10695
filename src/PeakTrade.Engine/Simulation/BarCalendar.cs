using System.Runtime.CompilerServices;

namespace PeakTrade.Engine.Simulation;

/// <summary>Bars a year, and where the number comes from (docs/metrics.md, "Annualisation").</summary>
internal sealed record BarCalendar(double PeriodsPerYear, string Source)
{
    private const int SessionsPerYear = 252;
    private const int DaysPerYear = 365;
    private const int SpacingsLookedAt = 1001;
    private const double GoldenRatio = 0.61803398874989485;

    public static BarCalendar Of(Bars bars)
    {
        if (bars.Count < 2) return new(SessionsPerYear, "one bar only; taken as daily");

        var ticks = bars.UtcTicks;
        var spacing = TimeSpan.FromTicks(MedianSpacing(ticks));
        if (spacing.TotalDays >= 5)
        {
            var periods = Math.Max(1, Math.Round(365.25 / spacing.TotalDays));
            return new(periods, $"bars of {Shown(spacing)}");
        }

        var sessions = CountDays(ticks, out var weekend);
        var tooShort = !weekend && ticks[^1] - ticks[0] < 7 * TimeSpan.TicksPerDay;
        var sevenDays = weekend || tooShort;
        var days = sevenDays ? DaysPerYear : SessionsPerYear;
        var why = tooShort ? "too short to tell whether weekends are empty, taken as 365 days" : weekend ? "weekends traded, 365 days" : "weekends empty, 252 sessions";
        if (spacing.TotalHours >= 20) return new(days, $"daily bars, {why}");

        // Around the clock the spacing says how many bars a day holds; with sessions only the data themselves do.
        var perDay = sevenDays ? TimeSpan.FromDays(1) / spacing : (double)bars.Count / sessions;
        return new(days * perDay, $"bars of {Shown(spacing)}, {why}");
    }

    /// <summary>The usual time from bar to bar, in ticks; there must be two bars.</summary>
    public static long MedianSpacing(ReadOnlySpan<long> ticks)
    {
        var count = Math.Min(SpacingsLookedAt, ticks.Length - 1);
        Span<long> spacings = stackalloc long[count];
        for (var i = 0; i < count; i++)
        {
            // A regular stride may land on the same bar of every session; steps of the golden ratio fall everywhere.
            var at = count == ticks.Length - 1 ? i : (int)(i * GoldenRatio % 1 * (ticks.Length - 1));
            spacings[i] = ticks[at + 1] - ticks[at];
        }

        spacings.Sort();
        return spacings[count / 2];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountDays(ReadOnlySpan<long> ticks, out bool weekend)
    {
        var days = 0;
        var nextDay = long.MinValue;
        weekend = false;
        foreach (var tick in ticks)
        {
            if (tick < nextDay) continue;
            days++;
            nextDay = (tick / TimeSpan.TicksPerDay + 1) * TimeSpan.TicksPerDay;
            weekend |= new DateTime(tick).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        }

        return days;
    }

    private static string Shown(TimeSpan spacing) => FormattableString.Invariant((FormattableString)(spacing switch
    {
        { TotalDays: >= 1 } => $"{spacing.TotalDays:0.##} d",
        { TotalHours: >= 1 } => $"{spacing.TotalHours:0.##} h",
        { TotalMinutes: >= 1 } => $"{spacing.TotalMinutes:0.##} min",
        _ => $"{spacing.TotalSeconds:0.###} s",
    }));
}
