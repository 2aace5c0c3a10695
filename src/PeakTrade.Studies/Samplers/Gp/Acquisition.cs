namespace PeakTrade.Studies.Gp;

/// <summary>
/// How promising a point is, the more the better: the logarithm of the expected improvement on the lowest mean, and of the chance that each constraint is kept. Where no
/// trial keeps the constraints yet, the chance alone.
/// </summary>
internal sealed class Acquisition(Surrogate? loss, IReadOnlyList<(GaussianProcess Process, double Limit)> constraints)
{
    public double At(ReadOnlySpan<double> point)
    {
        var total = 0.0;
        if (loss is not null)
        {
            var (mean, deviation) = loss.Process.At(point);
            total += Math.Log(deviation) + NormalLaw.LogImprovement((loss.Lowest - mean) / deviation, out _, out _);
        }

        foreach (var (process, limit) in constraints)
        {
            var (mean, deviation) = process.At(point);
            total += NormalLaw.LogBelow((limit - mean) / deviation, out _);
        }

        return total;
    }

    /// <summary>The same with its slopes.</summary>
    public double At(ReadOnlySpan<double> point, Span<double> slopes)
    {
        slopes.Clear();
        Span<double> byMean = stackalloc double[point.Length], byDeviation = stackalloc double[point.Length];
        var total = 0.0;
        if (loss is not null)
        {
            var (mean, deviation) = loss.Process.At(point, byMean, byDeviation);
            total += Math.Log(deviation) + NormalLaw.LogImprovement((loss.Lowest - mean) / deviation, out var below, out var density);
            for (var k = 0; k < slopes.Length; k++) slopes[k] += (density * byDeviation[k] - below * byMean[k]) / deviation;
        }

        foreach (var (process, limit) in constraints)
        {
            var (mean, deviation) = process.At(point, byMean, byDeviation);
            var z = (limit - mean) / deviation;
            total += NormalLaw.LogBelow(z, out var slope);
            for (var k = 0; k < slopes.Length; k++) slopes[k] -= slope * (byMean[k] + z * byDeviation[k]) / deviation;
        }

        return total;
    }
}
