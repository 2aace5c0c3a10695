namespace PeakTrade.Data.Quality;

/// <summary>
/// How far a market usually moves in a bar: the median absolute log return from close to close, or half the median log range from low to
/// high where that is more. Outliers themselves hardly move a median. Moves and ranges of nothing do not count: in a market that
/// seldom trades, the median would be zero.
/// </summary>
internal sealed class UsualMove(Bars bars)
{
    /// <summary>Bars of a stretch.</summary>
    public const int Stretch = 1_000;

    /// <summary>Bars before one, and bars after it, that make its neighbourhood.</summary>
    public const int Reach = 10;

    private const int FewestOfStretch = 20;
    private const int FewestNear = 5;

    private readonly double[] _ratios = new double[Stretch];

    /// <summary>Of the stretch of bars; infinite where too few closes move.</summary>
    public double Of(int from, int to) => Return(from, to, FewestOfStretch) is { } moved ? Math.Max(moved, HalfRange(from, to, FewestOfStretch)) : double.PositiveInfinity;

    /// <summary>
    /// The larger of what was usual just before a bar and just after it, its own moves to and from not counted; 0 where too few closes
    /// move. A wild time begins and ends at once: one window around the bar would see half of it there.
    /// </summary>
    public double Around(int bar) => Math.Max(Near(bar - Reach, bar), Near(bar + 2, bar + 2 + Reach));

    private double Near(int from, int to)
    {
        (from, to) = (Math.Max(0, from), Math.Min(bars.Count, to));
        return Math.Max(Return(from, to, FewestNear) ?? 0, HalfRange(from, to, FewestNear));
    }

    // Medians are taken of ratios, the greater price over the smaller, and the logarithm of those: it keeps the order.
    private double? Return(int from, int to, int fewest)
    {
        var close = bars.Close;
        var count = 0;
        for (var bar = Math.Max(1, from); bar < to; bar++)
        {
            var (before, now) = (close[bar - 1], close[bar]);
            if (before != now) _ratios[count++] = before > now ? before / now : now / before;
        }

        return count < fewest ? null : LogMedian(count);
    }

    private double HalfRange(int from, int to, int fewest)
    {
        ReadOnlySpan<double> high = bars.High, low = bars.Low;
        var count = 0;
        for (var bar = from; bar < to; bar++)
        {
            if (high[bar] != low[bar]) _ratios[count++] = high[bar] / low[bar];
        }

        return count < fewest ? 0 : LogMedian(count) / 2;
    }

    private double LogMedian(int count) => Math.Log(Selection.Smallest(_ratios.AsSpan(0, count), count / 2));
}
