using System.Runtime.InteropServices;

namespace PeakTrade.Data.Quality;

/// <summary>A moment at which a zone's clocks are moved; all in ticks.</summary>
/// <param name="Utc">When.</param>
/// <param name="Before">How far the clocks are ahead of UTC before.</param>
/// <param name="After">And after.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClockChange(long Utc, long Before, long After)
{
    public long Forward => After - Before;

    /// <summary>Where the hour begins that the clocks skip, or show twice.</summary>
    public long LocalFrom => Utc + Math.Min(Before, After);

    /// <summary>Where that hour ends.</summary>
    public long LocalTo => Utc + Math.Max(Before, After);
}

/// <summary>When a zone's clocks are moved.</summary>
internal static class ClockChanges
{
    private const long Step = 7 * TimeSpan.TicksPerDay;

    /// <summary>The changes between two moments, in order. No zone moves its clocks and takes it back within a week.</summary>
    public static IEnumerable<ClockChange> Between(long from, long to, TimeZoneInfo zone)
    {
        for (var at = from; at < to; at += Step)
        {
            var next = Math.Min(at + Step, to);
            var (before, after) = (LocalTime.Offset(at, zone), LocalTime.Offset(next, zone));
            if (before != after) yield return new ClockChange(Moment(at, next, before, zone), before, after);
        }
    }

    /// <summary>The first moment of another offset.</summary>
    private static long Moment(long from, long to, long before, TimeZoneInfo zone)
    {
        while (to - from > 1)
        {
            var middle = from + (to - from) / 2;
            if (LocalTime.Offset(middle, zone) == before) from = middle;
            else to = middle;
        }

        return to;
    }
}
