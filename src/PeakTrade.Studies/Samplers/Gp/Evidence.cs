using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Studies.Gp;

/// <summary>
/// How badly a kernel explains values: minus the logarithm of their likelihood and of the kernel's prior, by the logarithms of length scales, variance and
/// noise, with slopes (Rasmussen and Williams, section 5.4.1).
/// </summary>
internal sealed class Evidence
{
    private const int Steps = 40;
    private const double LeastNoise = 1e-7, MostNoise = Math.E;

    // A prior about as wide as the spread of what test functions turned out to have.
    private const double ScaleMean = -0.9, ScaleDeviation = 0.8, NoiseMean = -9, NoiseDeviation = 3;

    // Descents from short and from long scales: the likelihood often has one valley of each.
    private static readonly double[] FirstScales = [0.25, 1];
    private readonly PointColumns _points;
    private readonly double[] _values, _covariances, _slopes, _inverse, _square, _weights, _spread;
    private readonly int _count, _stride;

    public Evidence(PointColumns points, double[] values)
    {
        (_points, _values, _count, _stride) = (points, values, points.Count, points.Stride);
        var size = _count * _stride;
        (_covariances, _slopes, _inverse, _square) = (new double[size], new double[size], new double[size], new double[size]);
        (_weights, _spread) = (new double[_stride], new double[_stride]);
    }

    // Laws of the logarithms, all normal. Length scales grow with the root of the number of dimensions, as distances do (Hvarfner et al. 2024).
    private (double Mean, double Deviation) Prior(int parameter) =>
        parameter < _points.Dimensions ? (ScaleMean + 0.5 * Math.Log(_points.Dimensions), ScaleDeviation)
        : parameter == _points.Dimensions ? (0, 1)
        : (NoiseMean, NoiseDeviation);

    /// <summary>The kernel that explains the values best, found from fixed starts, and its cost.</summary>
    public static (Kernel Kernel, double Cost) Fit(PointColumns points, double[] values)
    {
        var evidence = new Evidence(points, values);
        var size = points.Dimensions + 2;
        var (low, high, best) = (new double[size], new double[size], new double[size]);
        for (var i = 0; i < size; i++) (low[i], high[i]) = i < points.Dimensions ? (Math.Log(0.005), Math.Log(1000)) : i == points.Dimensions ? (-5, 7) : (Math.Log(LeastNoise), Math.Log(MostNoise));
        var cost = double.PositiveInfinity;
        var minimizer = new BoxMinimizer(size);
        foreach (var scale in FirstScales)
        {
            var at = new double[size];
            for (var i = 0; i < size; i++) at[i] = i < points.Dimensions ? Math.Log(scale) + 0.25 * Math.Log(points.Dimensions) : evidence.Prior(i).Mean;
            var reached = minimizer.Minimize(evidence.Of, at, low, high, Steps, 1e-3);
            if (!(reached < cost) && !double.IsPositiveInfinity(cost)) continue;
            (cost, best) = (reached, at);
        }

        return (KernelOf(best), cost);
    }

    public static Kernel KernelOf(ReadOnlySpan<double> logarithms)
    {
        var scales = new double[logarithms.Length - 2];
        for (var i = 0; i < scales.Length; i++) scales[i] = Math.Exp(logarithms[i]);
        return new Kernel(scales, Math.Exp(logarithms[^2]), Math.Exp(logarithms[^1]));
    }

    /// <summary>The value and its slopes at these logarithms; infinite where the matrix cannot be factored.</summary>
    public double Of(ReadOnlySpan<double> logarithms, Span<double> slopes)
    {
        var kernel = KernelOf(logarithms);
        var total = FromPrior(logarithms, slopes);
        Span<double> point = stackalloc double[_points.Dimensions];
        for (var i = 0; i < _count; i++)
        {
            _points.Get(i, point);
            kernel.Covariances(_points, i + 1, point, _covariances.AsSpan(i * _stride, _stride), _slopes.AsSpan(i * _stride, _stride));
            _covariances[i * _stride + i] = kernel.Variance + kernel.Noise;
        }

        if (!Cholesky.Factor(_covariances, _count, _stride)) return double.PositiveInfinity;
        Cholesky.Invert(_covariances, _count, _stride, _inverse);
        Cholesky.Square(_inverse, _count, _stride, _square);
        Cholesky.Times(_inverse, _count, _stride, _values, _spread);
        Cholesky.TransposedTimes(_inverse, _count, _stride, _spread, _weights);
        for (var i = 0; i < _count; i++) total += Math.Log(_covariances[i * _stride + i]) + 0.5 * _spread[i] * _spread[i];

        // dE/dt = tr((K^-1 - w w') dK/dt) / 2. Noise moves the diagonal alone; a factor on all but the noise is what is left of tr(I) - w'y.
        var (trace, square) = (0.0, 0.0);
        for (var i = 0; i < _count; i++)
        {
            trace += _square[i * _stride + i];
            square += _weights[i] * _weights[i];
        }

        var byNoise = 0.5 * kernel.Noise * (trace - square);
        slopes[^1] += byNoise;
        slopes[^2] += 0.5 * (_count - Vectors.Dot(_weights.AsSpan(0, _count), _values.AsSpan(0, _count))) - byNoise;
        AddScaleSlopes(kernel, slopes);
        return total;
    }

    private double FromPrior(ReadOnlySpan<double> logarithms, Span<double> slopes)
    {
        var total = 0.5 * _count * Math.Log(2 * Math.PI);
        for (var i = 0; i < logarithms.Length; i++)
        {
            var (mean, deviation) = Prior(i);
            var distance = (logarithms[i] - mean) / deviation;
            total += 0.5 * distance * distance;
            slopes[i] = distance / deviation;
        }

        return total;
    }

    private void AddScaleSlopes(Kernel kernel, Span<double> slopes)
    {
        // The pull of each pair, once: what its squared distance does to the value.
        for (var i = 1; i < _count; i++)
        {
            var pull = _slopes.AsSpan(i * _stride, _stride);
            var row = _square.AsSpan(i * _stride, i);
            for (var j = 0; j < row.Length; j++) pull[j] *= row[j] - _weights[i] * _weights[j];
            pull[i..].Clear();
        }

        for (var k = 0; k < _points.Dimensions; k++)
        {
            var column = MemoryMarshal.Cast<double, Vector256<double>>(_points.Column(k));
            var sum = Vector256<double>.Zero;
            for (var i = 1; i < _count; i++)
            {
                var at = Vector256.Create(_points.Column(k)[i]);
                var pull = MemoryMarshal.Cast<double, Vector256<double>>(_slopes.AsSpan(i * _stride, _stride))[..((i + 3) / 4)];
                if (_points.Choices[k])
                {
                    for (var j = 0; j < pull.Length; j++) sum += Vector256.AndNot(pull[j], Vector256.Equals(column[j], at));
                }
                else
                {
                    for (var j = 0; j < pull.Length; j++)
                    {
                        var difference = column[j] - at;
                        sum += difference * difference * pull[j];
                    }
                }
            }

            slopes[k] -= 2 / (kernel.LengthScales[k] * kernel.LengthScales[k]) * (sum[0] + sum[1] + (sum[2] + sum[3]));
        }
    }
}
