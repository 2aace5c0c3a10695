namespace PeakTrade.Studies.Gp;

/// <summary>
/// Turns losses into numbers that a Gaussian process can believe in: of mean 0 and deviation 1, and logarithmic above a floor below the best where losses spread over
/// magnitudes, as those of a valley do.
/// </summary>
internal sealed class LossScale
{
    private readonly bool _logarithmic;
    // In distances from the best to the median: beyond it a loss is bad, and how bad teaches nothing. Penalties like 1e9 stand there.
    private const double Height = 100;
    private readonly double _floor, _ceiling, _mean, _deviation;

    /// <param name="losses">What is scaled; finite.</param>
    /// <param name="depth">How far the floor lies below the best, in distances from the best to the median; infinite for a scale without a logarithm.</param>
    public LossScale(ReadOnlySpan<double> losses, double depth)
    {
        var sorted = losses.ToArray();
        Array.Sort(sorted);
        var middle = sorted[sorted.Length / 2] - sorted[0];
        if (!(middle > 0)) middle = sorted[^1] - sorted[0];
        _ceiling = middle > 0 ? Math.Min(sorted[^1], sorted[0] + Height * middle) : sorted[^1];
        _logarithmic = double.IsFinite(depth) && middle > 0;
        _floor = sorted[0] - depth * middle;
        var (sum, squares) = (0.0, 0.0);
        foreach (var loss in losses) sum += Raw(loss);
        _mean = sum / losses.Length;
        foreach (var loss in losses) squares += (Raw(loss) - _mean) * (Raw(loss) - _mean);
        _deviation = Math.Sqrt(squares / losses.Length);
        if (!(_deviation > 1e-12 * Math.Abs(_mean) && _deviation > 0)) _deviation = 1;
    }

    public double Of(double loss) => (Raw(loss) - _mean) / _deviation;

    /// <summary>The logarithm of how much the scale stretches around a loss, which a density on the scale must be multiplied by.</summary>
    public double LogStretch(double loss) => (_logarithmic ? -Raw(loss) : 0) - Math.Log(_deviation);

    private double Raw(double loss)
    {
        var inside = Math.Min(loss, _ceiling);
        return _logarithmic ? Math.Log(inside - _floor) : inside;
    }
}
