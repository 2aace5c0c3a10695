using System.Runtime.CompilerServices;

namespace PeakTrade.Data.Contract;

/// <summary>What is odd about good bars but no fault: bars without volume, and gaps.</summary>
internal static class Oddities
{
    private const int MostNamed = 5;
    private const int Sample = 10_000;
    private const long LongestHolidays = 4 * TimeSpan.TicksPerDay;

    /// <param name="bars">The bars of the wanted span.</param>
    /// <param name="places">Where all bars stood.</param>
    /// <param name="start">Which of all bars the span starts with.</param>
    public static IEnumerable<Fault> Of(Bars bars, RowPlaces places, int start)
    {
        var rows = new Cut(places, start);
        if (ZeroVolume(bars, rows) is { } still) yield return still;
        if (Gaps(bars.UtcTicks, rows) is { } gaps) yield return gaps;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Fault? ZeroVolume(Bars bars, Cut rows)
    {
        var named = new List<int>(MostNamed);
        var count = 0;
        var volume = bars.Volume;
        for (var bar = 0; bar < volume.Length; bar++)
        {
            if (volume[bar] != 0) continue;
            if (count++ < MostNamed) named.Add(bar);
        }

        if (count == 0) return null;
        return new Fault($"{count:N0} {(count == 1 ? "bar has" : "bars have")} no volume: {Rows(named, count, rows)}.", "", Place(rows, named[0], "volume"));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Fault? Gaps(ReadOnlySpan<long> ticks, Cut rows)
    {
        if (ticks.Length < 3) return null;
        var usual = Spacing.Usual(ticks);
        var breaks = !TradesOnSaturdays(ticks);
        var named = new List<int>(MostNamed);
        var (count, largest, largestBar) = (0, 0L, 0);
        for (var bar = 1; bar < ticks.Length; bar++)
        {
            var spacing = ticks[bar] - ticks[bar - 1];
            if (spacing <= usual + usual / 2 || (breaks && IsBreak(ticks[bar - 1], ticks[bar], usual))) continue;
            if (count++ < MostNamed) named.Add(bar);
            if (spacing > largest) (largest, largestBar) = (spacing, bar);
        }

        if (count == 0) return null;
        return new Fault(
            $"{count:N0} {(count == 1 ? "gap" : "gaps")} longer than the usual {ContractText.Span(usual)}, the largest {ContractText.Span(largest)} " +
            $"before row {rows.Name(largestBar)} ({ContractText.Time(ticks[largestBar])}): {Rows(named, count, rows)}.",
            "", Place(rows, named[0], null));
    }

    // Nights, weekends and holidays of a market that closes; a longer silence is a gap there too.
    private static bool IsBreak(long from, long to, long usual) =>
        usual < 7 * TimeSpan.TicksPerDay && to - from <= LongestHolidays && from / TimeSpan.TicksPerDay != to / TimeSpan.TicksPerDay;

    private static bool TradesOnSaturdays(ReadOnlySpan<long> ticks)
    {
        foreach (var time in ticks[..Math.Min(Sample, ticks.Length)])
        {
            // Day 0 of the ticks, 0001-01-01, was a Monday.
            if (time / TimeSpan.TicksPerDay % 7 == 5) return true;
        }

        return false;
    }

    // Rows are counted over all the data, bars from where the wanted span starts.
    private readonly record struct Cut(RowPlaces Places, int Start)
    {
        public (DataSource Source, int Row) Of(int bar) => Places.Of(Start + bar);

        public string Name(int bar) => Places.Name(Start + bar);
    }

    private static Place Place(Cut rows, int bar, string? column)
    {
        var (source, row) = rows.Of(bar);
        return source.Row(row, column);
    }

    private static string Rows(List<int> named, int count, Cut rows) =>
        $"{(count == 1 ? "row" : "rows")} {string.Join(", ", named.Select(rows.Name))}{(count > named.Count ? $" and {count - named.Count:N0} more" : "")}";
}
