namespace PeakTrade.Engine;

/// <summary>How alike two runs moved.</summary>
public static class ReturnCorrelation
{
    private const int LeastReturns = 3;

    /// <summary>
    /// The correlation of the returns from each time that both curves have to the next such time, so that bars of different lengths are compared over the longer
    /// ones. Null where fewer than three returns are common, or one of the two never moves.
    /// </summary>
    public static double? Of(EquityCurve first, EquityCurve second)
    {
        ReadOnlySpan<long> times = first.UtcTicks.Span, others = second.UtcTicks.Span;
        ReadOnlySpan<double> equity = first.Equity.Span, beside = second.Equity.Span;
        var moments = default(PairMoments);
        var (lastA, lastB, i, j, count) = (-1, -1, 0, 0, 0);
        while (i < times.Length && j < others.Length)
        {
            if (times[i] < others[j]) i++;
            else if (times[i] > others[j]) j++;
            else
            {
                if (lastA >= 0 && equity[lastA] > 0 && beside[lastB] > 0)
                {
                    moments.Add(equity[i] / equity[lastA] - 1, beside[j] / beside[lastB] - 1);
                    count++;
                }

                (lastA, lastB) = (i++, j++);
            }
        }

        return count >= LeastReturns ? moments.Correlation : null;
    }
}
