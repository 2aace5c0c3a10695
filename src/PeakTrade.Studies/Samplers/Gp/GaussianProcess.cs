using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Studies.Gp;

/// <summary>What a Gaussian process of mean 0 knows of a function after some values (Rasmussen and Williams, algorithm 2.1).</summary>
internal sealed class GaussianProcess
{
    private readonly PointColumns _points;
    private readonly double[] _inverse, _weights, _covariances, _slopes, _spread, _pull;
    private readonly int _count, _stride;

    public GaussianProcess(Kernel kernel, PointColumns points, ReadOnlySpan<double> values)
    {
        (Kernel, _points, _count, _stride) = (kernel, points, points.Count, points.Stride);
        (_covariances, _slopes, _spread, _pull) = (new double[_stride], new double[_stride], new double[_stride], new double[_stride]);
        _inverse = new double[_count * _stride];
        _weights = new double[_stride];
        var factor = new double[_count * _stride];
        // Points that nearly coincide can make the matrix indefinite by rounding; a little more noise mends it.
        var noise = kernel.Noise;
        while (!TryFactor(factor, noise)) noise = Math.Max(noise * 10, 1e-8 * kernel.Variance);
        Cholesky.Invert(factor, _count, _stride, _inverse);
        Cholesky.Times(_inverse, _count, _stride, values, _spread);
        Cholesky.TransposedTimes(_inverse, _count, _stride, _spread, _weights);
    }

    public Kernel Kernel { get; }

    /// <summary>The mean at a point.</summary>
    public double Mean(ReadOnlySpan<double> point)
    {
        Kernel.Covariances(_points, _count, point, _covariances, default);
        return Vectors.Dot(_covariances.AsSpan(0, _count), _weights.AsSpan(0, _count));
    }

    /// <summary>The mean and the standard deviation, noise left out.</summary>
    public (double Mean, double Deviation) At(ReadOnlySpan<double> point)
    {
        var mean = Mean(point);
        return (mean, Deviation());
    }

    /// <summary>The same, and their slopes by each coordinate; those by choices are 0.</summary>
    public (double Mean, double Deviation) At(ReadOnlySpan<double> point, Span<double> meanSlopes, Span<double> deviationSlopes)
    {
        Kernel.Covariances(_points, _count, point, _covariances, _slopes);
        var mean = Vectors.Dot(_covariances.AsSpan(0, _count), _weights.AsSpan(0, _count));
        var deviation = Deviation();
        Cholesky.TransposedTimes(_inverse, _count, _stride, _spread, _pull);
        var slopes = MemoryMarshal.Cast<double, Vector256<double>>(_slopes);
        var weights = MemoryMarshal.Cast<double, Vector256<double>>(_weights);
        var pulls = MemoryMarshal.Cast<double, Vector256<double>>(_pull);
        for (var k = 0; k < point.Length; k++)
        {
            meanSlopes[k] = deviationSlopes[k] = 0;
            if (_points.Choices[k]) continue;
            var column = MemoryMarshal.Cast<double, Vector256<double>>(_points.Column(k));
            var at = Vector256.Create(point[k]);
            var (byMean, byPull) = (Vector256<double>.Zero, Vector256<double>.Zero);
            for (var j = 0; j < column.Length; j++)
            {
                var turn = (at - column[j]) * slopes[j];
                byMean += turn * weights[j];
                byPull += turn * pulls[j];
            }

            var scale = 2 / (Kernel.LengthScales[k] * Kernel.LengthScales[k]);
            meanSlopes[k] = scale * (byMean[0] + byMean[1] + (byMean[2] + byMean[3]));
            deviationSlopes[k] = -scale * (byPull[0] + byPull[1] + (byPull[2] + byPull[3])) / deviation;
        }

        return (mean, deviation);
    }

    private double Deviation()
    {
        Cholesky.Times(_inverse, _count, _stride, _covariances, _spread);
        var explained = Vectors.Dot(_spread.AsSpan(0, _count), _spread.AsSpan(0, _count));
        return Math.Sqrt(Math.Max(Kernel.Variance - explained, 1e-12 * Kernel.Variance));
    }

    private bool TryFactor(double[] factor, double noise)
    {
        Span<double> point = stackalloc double[_points.Dimensions];
        for (var i = 0; i < _count; i++)
        {
            _points.Get(i, point);
            Kernel.Covariances(_points, i + 1, point, factor.AsSpan(i * _stride, _stride), default);
            factor[i * _stride + i] = Kernel.Variance + noise;
        }

        return Cholesky.Factor(factor, _count, _stride);
    }
}
