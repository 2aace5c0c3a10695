namespace PeakTrade.Engine;

/// <summary>Means, variances and covariance of two series side by side, by Welford's updates and the merging of Chan, Golub and LeVeque.</summary>
internal struct PairMoments
{
    private double _xx, _yy, _xy;

    public int Count { get; private set; }

    public double MeanX { get; private set; }

    public double MeanY { get; private set; }

    /// <summary>The variance (ddof 1); null for fewer than two values, and where they are alike up to rounding.</summary>
    public readonly double? VarianceX => Variance(_xx, MeanX);

    /// <inheritdoc cref="VarianceX"/>
    public readonly double? VarianceY => Variance(_yy, MeanY);

    public readonly double? Beta => VarianceY is null ? null : _xy / _yy;

    public readonly double? Correlation => VarianceX is null || VarianceY is null ? null : _xy / Math.Sqrt(_xx * _yy);

    public static PairMoments Merge(in PairMoments a, in PairMoments b)
    {
        if (a.Count == 0) return b;
        if (b.Count == 0) return a;
        double na = a.Count, nb = b.Count, n = na + nb;
        var (shiftX, shiftY) = (b.MeanX - a.MeanX, b.MeanY - a.MeanY);
        return new PairMoments
        {
            Count = a.Count + b.Count,
            MeanX = a.MeanX + shiftX * nb / n,
            MeanY = a.MeanY + shiftY * nb / n,
            _xx = a._xx + b._xx + shiftX * shiftX * na * nb / n,
            _yy = a._yy + b._yy + shiftY * shiftY * na * nb / n,
            _xy = a._xy + b._xy + shiftX * shiftY * na * nb / n,
        };
    }

    public void Add(double x, double y)
    {
        Count++;
        var (offX, offY) = (x - MeanX, y - MeanY);
        MeanX += offX / Count;
        MeanY += offY / Count;
        _xx += offX * (x - MeanX);
        _yy += offY * (y - MeanY);
        _xy += offX * (y - MeanY);
    }

    // As docs/metrics.md has it: a return is a ratio near 1 less 1, so equal growth gives returns that differ by the rounding of that ratio.
    private readonly double? Variance(double squares, double mean)
    {
        var rounding = (1 + Math.Abs(mean)) * 1e-14;
        return Count < 2 || !(squares > Count * rounding * rounding) ? null : squares / (Count - 1);
    }
}
