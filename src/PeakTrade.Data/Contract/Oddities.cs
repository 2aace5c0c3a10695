using PeakTrade.Data.Quality;

namespace PeakTrade.Data.Contract;

/// <summary>What is odd about good bars but no fault: bars without volume, and gaps.</summary>
internal static class Oddities
{
    private const int MostNamed = 5;

    /// <param name="bars">The bars of the wanted span.</param>
    /// <param name="places">Where all bars stood.</param>
    /// <param name="start">Which of all bars the span starts with.</param>
    public static IEnumerable<Fault> Of(Bars bars, RowPlaces places, int start)
    {
        var rows = new Cut(places, start);
        var still = StillBars.Find(bars.Volume, MostNamed);
        if (still.Count > 0)
            yield return new Fault($"{still.Count:N0} {(still.Count == 1 ? "bar has" : "bars have")} no volume: {rows.Names(still)}.", "", rows.Place(still.Kept[0], "volume"));

        var gaps = Gaps.Find(bars.UtcTicks, MostNamed);
        if (gaps.Bars.Count > 0) yield return Told(bars, gaps, rows);
    }

    private static Fault Told(Bars bars, Gaps gaps, Cut rows)
    {
        var (bar, count) = (gaps.LargestBar, gaps.Bars.Count);
        return new Fault(
            $"{count:N0} {(count == 1 ? "gap" : "gaps")} longer than the usual {ContractText.Span(gaps.Usual)}, the largest {ContractText.Span(bars.UtcTicks[bar] - bars.UtcTicks[bar - 1])} " +
            $"before row {rows.Name(bar)} ({ContractText.Time(bars.UtcTicks[bar])}): {rows.Names(gaps.Bars)}.",
            "", rows.Place(gaps.Bars.Kept[0]));
    }

    // Rows are counted over all the data, bars from where the wanted span starts.
    private readonly record struct Cut(RowPlaces Places, int Start)
    {
        public Place Place(int bar, string? column = null)
        {
            var (source, row) = Places.Of(Start + bar);
            return source.Row(row, column);
        }

        public string Name(int bar) => Places.Name(Start + bar);

        public string Names(FoundBars found) =>
            $"{(found.Count == 1 ? "row" : "rows")} {string.Join(", ", found.Kept.Select(Name))}{(found.Count > found.Kept.Count ? $" and {found.Count - found.Kept.Count:N0} more" : "")}";
    }
}
