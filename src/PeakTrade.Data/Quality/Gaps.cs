using System.Runtime.CompilerServices;
using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Quality;

/// <summary>The gaps of some bars: each is named by the bar after it.</summary>
/// <param name="Bars">The bars after the gaps.</param>
/// <param name="Usual">The usual spacing, in ticks.</param>
/// <param name="LargestBar">The bar after the longest gap; 0 where there is none.</param>
internal sealed record Gaps(FoundBars Bars, long Usual, int LargestBar)
{
    private const int Sample = 10_000;
    private const long LongestHolidays = 4 * TimeSpan.TicksPerDay;
    private const long ShortestNight = 12 * TimeSpan.TicksPerHour;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Gaps Find(ReadOnlySpan<long> ticks, int mostKept)
    {
        var found = new FoundBars(mostKept);
        var usual = Spacing.Usual(ticks);
        if (ticks.Length < 3) return new Gaps(found, usual, 0);

        var breaks = !TradesOnSaturdays(ticks);
        var (largest, largestBar) = (0L, 0);
        for (var bar = 1; bar < ticks.Length; bar++)
        {
            var spacing = ticks[bar] - ticks[bar - 1];
            if (!IsSilence(spacing, usual) || (breaks && IsBreak(ticks[bar - 1], ticks[bar], usual))) continue;
            found.Add(bar);
            if (spacing > largest) (largest, largestBar) = (spacing, bar);
        }

        return new Gaps(found, usual, largestBar);
    }

    /// <summary>Whether bars that far apart do not follow each other: a gap, or a time without trade.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSilence(long spacing, long usual) => spacing > usual + usual / 2;

    // Nights, weekends and holidays of a market that closes; a longer silence is a gap there too. Sydney's night is by day in UTC.
    private static bool IsBreak(long from, long to, long usual) =>
        usual < 7 * TimeSpan.TicksPerDay && to - from <= LongestHolidays && (from / TimeSpan.TicksPerDay != to / TimeSpan.TicksPerDay || to - from >= ShortestNight);

    private static bool TradesOnSaturdays(ReadOnlySpan<long> ticks)
    {
        foreach (var time in ticks[..Math.Min(Sample, ticks.Length)])
        {
            // Day 0 of the ticks, 0001-01-01, was a Monday.
            if (time / TimeSpan.TicksPerDay % 7 == 5) return true;
        }

        return false;
    }
}
