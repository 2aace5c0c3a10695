namespace PeakTrade.Reports;

/// <summary>Fewer points where more would lie upon each other. Only what is drawn is thinned, never what is computed.</summary>
internal static class Thinning
{
    /// <summary>The points of a line to draw: the first and the last, and in each of so many stretches the lowest and the highest.</summary>
    public static IReadOnlyList<(double X, double Y)> Line(IReadOnlyList<(double X, double Y)> points, int stretches)
    {
        if (points.Count <= 2 * stretches + 2) return points;
        var kept = Extremes(points.Count, i => points[i].Y, stretches);
        kept.Add(0);
        kept.Add(points.Count - 1);
        return [.. kept.Select(i => points[i])];
    }

    /// <summary>
    /// The items to draw, in order: all that must be kept, the lowest and the highest, and an even spread of the others, so that what is drawn crowds where
    /// the items crowd. Each comes from another place of its stretch, since items may have a rhythm of their own.
    /// </summary>
    public static IReadOnlyList<int> Pick(IReadOnlyList<double> values, IEnumerable<int> keep, int budget)
    {
        if (values.Count <= budget) return [.. Enumerable.Range(0, values.Count)];
        var kept = Extremes(values.Count, i => values[i], 1);
        kept.UnionWith(keep);
        var spread = Math.Max(budget / 2, budget - kept.Count);
        for (var i = 0; i < spread; i++) kept.Add((int)((i + i * 0.6180339887498949 % 1) * values.Count / spread));
        return [.. kept];
    }

    private static SortedSet<int> Extremes(int count, Func<int, double> value, int stretches)
    {
        var kept = new SortedSet<int>();
        for (var s = 0; s < stretches; s++)
        {
            var (from, to) = ((int)((long)count * s / stretches), (int)((long)count * (s + 1) / stretches));
            if (from == to) continue;
            var (low, high) = (from, from);
            for (var i = from + 1; i < to; i++)
            {
                if (!(value(i) >= value(low)) && !double.IsNaN(value(i))) low = i;
                if (!(value(i) <= value(high)) && !double.IsNaN(value(i))) high = i;
            }

            kept.Add(low);
            kept.Add(high);
        }

        return kept;
    }
}
