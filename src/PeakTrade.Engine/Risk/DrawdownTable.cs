namespace PeakTrade.Engine;

/// <summary>The falls of an equity curve, each from its peak until it is back there.</summary>
internal static class DrawdownTable
{
    /// <summary>How many a report shows.</summary>
    public const int Shown = 10;

    /// <summary>The deepest falls, the deepest first and of equal ones the earlier.</summary>
    public static IReadOnlyList<DrawdownSpan> Deepest(ReadOnlySpan<long> ticks, ReadOnlySpan<double> equity, int most)
    {
        var falls = new List<DrawdownSpan>();
        var (peak, trough) = (0, 0);
        for (var bar = 1; bar <= equity.Length; bar++)
        {
            var isBack = bar < equity.Length && equity[bar] >= equity[peak];
            if (bar < equity.Length && !isBack)
            {
                if (trough == peak || equity[bar] < equity[trough]) trough = bar;
                continue;
            }

            if (trough > peak && equity[peak] > 0) falls.Add(Span(ticks, equity, peak, trough, isBack ? bar : null));
            (peak, trough) = (bar, bar);
        }

        return [.. falls.OrderBy(f => f.Depth).ThenBy(f => f.Peak).Take(most).Select((f, i) => f with { Number = i + 1 })];
    }

    /// <summary>The fall from the highest so far, at each bar.</summary>
    public static double[] Falls(ReadOnlySpan<double> equity)
    {
        var falls = new double[equity.Length];
        var peak = double.NegativeInfinity;
        for (var bar = 0; bar < equity.Length; bar++)
        {
            peak = Math.Max(peak, equity[bar]);
            falls[bar] = peak > 0 ? equity[bar] / peak - 1 : 0;
        }

        return falls;
    }

    private static DrawdownSpan Span(ReadOnlySpan<long> ticks, ReadOnlySpan<double> equity, int peak, int trough, int? back)
    {
        var end = back ?? equity.Length - 1;
        return new DrawdownSpan
        {
            Depth = equity[trough] / equity[peak] - 1,
            Peak = new DateTime(ticks[peak], DateTimeKind.Utc),
            Trough = new DateTime(ticks[trough], DateTimeKind.Utc),
            Recovery = back is { } bar ? new DateTime(ticks[bar], DateTimeKind.Utc) : null,
            FallBars = trough - peak,
            Bars = end - peak,
            FallDays = TimeSpan.FromTicks(ticks[trough] - ticks[peak]).TotalDays,
            Days = TimeSpan.FromTicks(ticks[end] - ticks[peak]).TotalDays,
        };
    }
}
