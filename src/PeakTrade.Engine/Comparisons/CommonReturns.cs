namespace PeakTrade.Engine;

/// <summary>The returns of two runs from each time that both have a bar at to the next such time.</summary>
internal sealed record CommonReturns(double[] Run, double[] Reference)
{
    /// <summary>Lays two equity curves side by side; a reason where bars at the same times are too few to speak of the same market.</summary>
    public static (CommonReturns? Returns, string Why) Of(EquityCurve run, EquityCurve reference)
    {
        var ticks = run.UtcTicks.Span;
        var others = reference.UtcTicks.Span;
        var equity = run.Equity.Span;
        var beside = reference.Equity.Span;
        if (ticks.SequenceEqual(others)) return (new(Returns(equity), Returns(beside)), "");
        if (ticks.IsEmpty || others.IsEmpty || ticks[^1] < others[0] || others[^1] < ticks[0]) return (null, "their spans do not overlap");

        var most = Math.Min(ticks.Length, others.Length);
        var (mine, theirs) = (new double[most], new double[most]);
        var (i, j) = (First(ticks, others[0]), First(others, ticks[0]));
        var (bars, otherBars, common) = (First(ticks, others[^1] + 1) - i, First(others, ticks[^1] + 1) - j, 0);
        while (i < ticks.Length && j < others.Length)
        {
            if (ticks[i] < others[j]) i++;
            else if (ticks[i] > others[j]) j++;
            else (mine[common], theirs[common++]) = (equity[i++], beside[j++]);
        }

        // Bars of other lengths that happen to begin together say nothing of the same time.
        if (2 * common < Math.Max(bars, otherBars)) return (null, $"they have bars at {common} common times only, of {Math.Max(bars, otherBars)} in the span that both cover");
        return (new(Returns(mine.AsSpan(0, common)), Returns(theirs.AsSpan(0, common))), "");
    }

    private static double[] Returns(ReadOnlySpan<double> equity)
    {
        var returns = new double[Math.Max(0, equity.Length - 1)];
        // As the figures of the run have it: an account that is gone returns nothing.
        BarReturns.FillAfterRuin(equity, returns);
        return returns;
    }

    private static int First(ReadOnlySpan<long> ticks, long from) => ticks.BinarySearch(from) is >= 0 and var found ? found : ~ticks.BinarySearch(from);
}
