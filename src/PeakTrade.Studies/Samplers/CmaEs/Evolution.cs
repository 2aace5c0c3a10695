using PeakTrade.Engine;

namespace PeakTrade.Studies.CmaEs;

/// <summary>
/// The normal law of a CMA evolution strategy and how a generation turns it: weighted recombination, step size by the length of its path, covariance by rank one and rank mu. Symbols and constants
/// are those of Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), figure 6 and table 1, with weights above 0 only.
/// </summary>
internal sealed class Evolution
{
    private readonly double[] _weights, _sigmaPath, _covariancePath, _covariance;
    private readonly double _mu, _cSigma, _dSigma, _cc, _c1, _cMu, _chi;
    private double[] _axes, _lengths;
    private int _generation;

    public Evolution(double[] mean, double sigma, int population)
    {
        (Mean, Sigma, Population) = (mean, sigma, population);
        var n = (double)mean.Length;
        _weights = [.. Enumerable.Range(1, population / 2).Select(i => Math.Log((population + 1) / 2.0) - Math.Log(i))];
        var sum = _weights.Sum();
        for (var i = 0; i < _weights.Length; i++) _weights[i] /= sum;
        _mu = 1 / _weights.Sum(w => w * w);
        _cSigma = (_mu + 2) / (n + _mu + 5);
        _dSigma = 1 + 2 * Math.Max(0, Math.Sqrt((_mu - 1) / (n + 1)) - 1) + _cSigma;
        _cc = (4 + _mu / n) / (n + 4 + 2 * _mu / n);
        _c1 = 2 / ((n + 1.3) * (n + 1.3) + _mu);
        _cMu = Math.Min(1 - _c1, 2 * (0.25 + _mu + 1 / _mu - 2) / ((n + 2) * (n + 2) + _mu));
        _chi = Math.Sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
        (_sigmaPath, _covariancePath) = (new double[mean.Length], new double[mean.Length]);
        (_covariance, _axes, _lengths) = (new double[mean.Length * mean.Length], new double[mean.Length * mean.Length], new double[mean.Length]);
        for (var i = 0; i < mean.Length; i++) _covariance[i * mean.Length + i] = _axes[i * mean.Length + i] = _lengths[i] = 1;
    }

    public double[] Mean { get; }

    public double Sigma { get; private set; }

    public int Population { get; }

    private int Size => Mean.Length;

    /// <summary>The standard deviation of a coordinate.</summary>
    public double Deviation(int coordinate) => Sigma * Math.Sqrt(_covariance[coordinate * Size + coordinate]);

    /// <summary>Whether nothing can be gained any more: all deviations are below a length, or the law has become a line.</summary>
    public bool IsSpent(double length)
    {
        if (_lengths.Max() > 1e7 * _lengths.Min()) return true;
        for (var i = 0; i < Size; i++)
        {
            if (Deviation(i) > length) return false;
        }

        return true;
    }

    /// <summary>Draws a point.</summary>
    public void Draw(ref KeyedRandom random, double stretch, Span<double> point)
    {
        Mean.CopyTo(point);
        for (var axis = 0; axis < Size; axis++)
        {
            var step = stretch * Sigma * _lengths[axis] * random.NextNormal();
            for (var i = 0; i < Size; i++) point[i] += step * _axes[i * Size + axis];
        }
    }

    /// <summary>
    /// Learns from a generation, the best point first. Points that this law would hardly have drawn, as those of an older one, pull no harder than the farthest it draws (Hansen 2011,
    /// "Injecting external solutions into CMA-ES").
    /// </summary>
    public void Learn(ReadOnlySpan<double[]> ranked)
    {
        var steps = new double[_weights.Length][];
        var pull = new double[Size];
        for (var k = 0; k < steps.Length; k++)
        {
            steps[k] = Shortened(ranked[k]);
            for (var i = 0; i < Size; i++) pull[i] += _weights[k] * steps[k][i];
        }

        MoveMean(ranked);
        _generation++;
        var whitened = Whitened(pull);
        var keep = Math.Sqrt(_cSigma * (2 - _cSigma) * _mu);
        for (var i = 0; i < Size; i++) _sigmaPath[i] = (1 - _cSigma) * _sigmaPath[i] + keep * whitened[i];
        var length = Math.Sqrt(_sigmaPath.Sum(p => p * p));
        // The covariance path waits while the step size grows fast.
        var steady = length / Math.Sqrt(1 - Math.Pow(1 - _cSigma, 2 * _generation)) < (1.4 + 2 / (Size + 1.0)) * _chi;
        var turn = steady ? Math.Sqrt(_cc * (2 - _cc) * _mu) : 0;
        for (var i = 0; i < Size; i++) _covariancePath[i] = (1 - _cc) * _covariancePath[i] + turn * pull[i];
        TurnCovariance(steps, steady);
        Sigma *= Math.Exp(Math.Min(1, _cSigma / _dSigma * (length / _chi - 1)));
        var (values, vectors) = SymmetricMatrix.Axes(_covariance, Size);
        _axes = vectors;
        _lengths = [.. values.Select(v => Math.Sqrt(Math.Max(v, 1e-30)))];
    }

    private void MoveMean(ReadOnlySpan<double[]> ranked)
    {
        for (var i = 0; i < Size; i++)
        {
            var moved = 0.0;
            for (var k = 0; k < _weights.Length; k++) moved += _weights[k] * ranked[k][i];
            Mean[i] = moved;
        }
    }

    private void TurnCovariance(double[][] steps, bool steady)
    {
        var left = 1 - _c1 - _cMu + (steady ? 0 : _c1 * _cc * (2 - _cc));
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var spread = 0.0;
                for (var k = 0; k < steps.Length; k++) spread += _weights[k] * steps[k][i] * steps[k][j];
                var turned = left * _covariance[i * Size + j] + _c1 * _covariancePath[i] * _covariancePath[j] + _cMu * spread;
                _covariance[i * Size + j] = _covariance[j * Size + i] = turned;
            }
        }
    }

    private double[] Shortened(double[] point)
    {
        var step = new double[Size];
        for (var i = 0; i < Size; i++) step[i] = (point[i] - Mean[i]) / Sigma;
        var length = Math.Sqrt(Whitened(step).Sum(z => z * z));
        var longest = Math.Sqrt(Size) + 2.0 * Size / (Size + 2);
        if (length <= longest) return step;
        for (var i = 0; i < Size; i++) step[i] *= longest / length;
        return step;
    }

    // C^(-1/2) times a step.
    private double[] Whitened(double[] step)
    {
        var white = new double[Size];
        for (var axis = 0; axis < Size; axis++)
        {
            var along = 0.0;
            for (var i = 0; i < Size; i++) along += _axes[i * Size + axis] * step[i];
            along /= _lengths[axis];
            for (var i = 0; i < Size; i++) white[i] += _axes[i * Size + axis] * along;
        }

        return white;
    }
}
