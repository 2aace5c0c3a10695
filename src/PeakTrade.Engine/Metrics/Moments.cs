using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine;

/// <summary>
/// Mean, central moments up to the fourth, covariance and downside of a series that is handed over in blocks. Within a block the
/// deviations from its own mean are summed; blocks are merged by the pairwise formulas of Chan, Golub and LeVeque and of Pébay. Sums run
/// in four fixed lanes, so that the result does not depend on the vector width of the machine.
/// </summary>
internal struct Moments
{
    /// <summary>Small enough that a block stays in the nearest cache.</summary>
    public const int BlockBars = 1024;

    private double _second, _third, _fourth, _cross, _otherMean, _downside;

    public int Count { get; private set; }

    public double Mean { get; private set; }

    /// <summary>Null for fewer than two values, and where they are alike up to rounding.</summary>
    public readonly double? Variance => Count < 2 || !IsSpread ? null : _second / (Count - 1);

    public readonly double? Covariance => Count < 2 ? null : _cross / (Count - 1);

    /// <summary>Root of the mean square of what lies below zero; null where nothing does.</summary>
    public readonly double? DownsideDeviation => _downside > 0 ? Math.Sqrt(_downside / Count) : null;

    public readonly double? Skew => Count < 3 || !IsSpread ? null : Math.Sqrt(Count) * _third / Math.Pow(_second, 1.5);

    public readonly double? ExcessKurtosis => Count < 4 || !IsSpread ? null : Count * _fourth / (_second * _second) - 3;

    // A return is a ratio near 1 less 1, so equal growth gives returns that differ by the rounding of that ratio, and "moments" of it.
    private readonly bool IsSpread => _second > Count * Square((1 + Math.Abs(Mean)) * 1e-14);

    private static double MeanOf(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return 0;
        ref var source = ref MemoryMarshal.GetReference(values);
        var sums = Vector256<double>.Zero;
        var i = 0;
        for (; i <= values.Length - 4; i += 4) sums += Vector256.LoadUnsafe(ref source, (nuint)i);
        var sum = Total(sums);
        for (; i < values.Length; i++) sum += values[i];
        return sum / values.Length;
    }

    /// <summary>Adds a block, and the block of the other series beside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values, ReadOnlySpan<double> other)
    {
        var (mean, otherMean) = (MeanOf(values), MeanOf(other));
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var beside = ref MemoryMarshal.GetReference(other);
        var (means, otherMeans) = (Vector256.Create(mean), Vector256.Create(otherMean));
        Vector256<double> second = default, third = default, fourth = default, cross = default, downside = default;
        var i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            var value = Vector256.LoadUnsafe(ref source, (nuint)i);
            var off = value - means;
            var square = off * off;
            second += square;
            third += square * off;
            fourth += square * square;
            cross += off * (Vector256.LoadUnsafe(ref beside, (nuint)i) - otherMeans);
            var below = Vector256.Min(value, Vector256<double>.Zero);
            downside += below * below;
        }

        var block = new Moments
        {
            Count = values.Length, Mean = mean, _otherMean = otherMean,
            _second = Total(second), _third = Total(third), _fourth = Total(fourth), _cross = Total(cross), _downside = Total(downside),
        };
        for (; i < values.Length; i++)
        {
            var off = values[i] - mean;
            block._second += off * off;
            block._third += off * off * off;
            block._fourth += off * off * off * off;
            block._cross += off * (other[i] - otherMean);
            block._downside += Square(Math.Min(values[i], 0));
        }

        Merge(block);
    }

    private void Merge(in Moments b)
    {
        if (b.Count == 0) return;
        double na = Count, nb = b.Count, n = na + nb;
        var shift = b.Mean - Mean;
        var otherShift = b._otherMean - _otherMean;
        _fourth += b._fourth + shift * shift * shift * shift * na * nb * (na * na - na * nb + nb * nb) / (n * n * n)
            + 6 * shift * shift * (na * na * b._second + nb * nb * _second) / (n * n)
            + 4 * shift * (na * b._third - nb * _third) / n;
        _third += b._third + shift * shift * shift * na * nb * (na - nb) / (n * n) + 3 * shift * (na * b._second - nb * _second) / n;
        _second += b._second + shift * shift * na * nb / n;
        _cross += b._cross + shift * otherShift * na * nb / n;
        _downside += b._downside;
        Mean += shift * nb / n;
        _otherMean += otherShift * nb / n;
        Count += b.Count;
    }

    private static double Total(Vector256<double> lanes) => (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);

    private static double Square(double x) => x * x;
}
