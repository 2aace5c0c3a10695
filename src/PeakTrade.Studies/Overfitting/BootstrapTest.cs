using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// White's reality check (2000) and Hansen's test of superior predictive ability (2005, studentised, the consistent p-value) of many trials against
/// doing nothing. The block means are drawn again by the stationary bootstrap of Politis and Romano (1994), the same draws for all trials, so that
/// what they have in common counts. Hansen's statistic is studentised by the standard deviation of the bar returns: the few blocks would make a
/// noisy divisor, and noise there passes for skill.
/// </summary>
internal sealed class BootstrapTest
{
    private const int Tiles = 125;

    /// <summary>How many times the blocks are drawn again.</summary>
    public const int Resamples = Tiles * Lanes;

    /// <summary>
    /// The mean number of neighbours drawn together. A block of returns is long itself, and keeps what lies within it together; this is for what reaches over its edges.
    /// </summary>
    private const double MeanRun = 2;

    private const int Lanes = 16;
    private const long Stream = 0x424F4F54;

    private readonly int _blocks;
    private readonly List<double> _means = [], _mean = [], _centre = [], _scale = [];

    private BootstrapTest(int blocks) => _blocks = blocks;

    /// <summary>The two p-values; null where there are too few blocks, or no trial has any returns but equal ones.</summary>
    public static (double RealityCheck, double SuperiorAbility)? Of(IReadOnlyList<ReturnBlocks> trials, long seed, CancellationToken cancel)
    {
        if (trials.Count == 0 || trials[0].Count < CrossValidation.FewestGroups) return null;
        var test = new BootstrapTest(trials[0].Count);
        foreach (var trial in trials) test.Add(trial);
        return test._mean.Count == 0 ? null : test.Draw(seed, cancel);
    }

    private void Add(ReturnBlocks trial)
    {
        Span<double> means = stackalloc double[_blocks];
        var (mean, squares, sum, squaredReturns) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < _blocks; i++)
        {
            means[i] = trial.Sums[i] / trial.ReturnsIn(i);
            mean += means[i] / _blocks;
            squares += means[i] * means[i];
            sum += trial.Sums[i];
            squaredReturns += trial.Squares[i];
        }

        var variance = LongRunVariance(means, mean);
        if (!(variance > 1e-12 * squares / _blocks)) return;
        // A mean that is estimated from the draws' own source leaves them too narrow by (2 runs - 1) / blocks of their variance.
        var widened = 1 / Math.Sqrt(1 - (2 * MeanRun - 1) / _blocks);
        // Hansen's threshold: what is so far below doing nothing does not bear on the best, and is left where it is.
        var hopeless = mean < -Math.Sqrt(variance / _blocks * 2 * Math.Log(Math.Log(_blocks)));
        foreach (var value in means) _means.Add(mean + (value - mean) * widened);
        _mean.Add(mean);
        _centre.Add(hopeless ? 0 : mean);
        _scale.Add(1 / Math.Sqrt(ReturnBlocks.Spread(sum, squaredReturns, trial.Returns) / (trial.Returns - 1)));
    }

    // The variance of the bootstrapped mean, times the blocks, in closed form (Hansen 2005, section 3.3.1; Politis and Romano 1994, lemma 1).
    private static double LongRunVariance(ReadOnlySpan<double> values, double mean)
    {
        var n = values.Length;
        const double Stays = 1 - 1 / MeanRun;
        var total = 0.0;
        for (var lag = 0; lag < n; lag++)
        {
            var covariance = 0.0;
            for (var i = lag; i < n; i++) covariance += (values[i] - mean) * (values[i - lag] - mean);
            var weight = lag == 0 ? 1 : 2 * ((double)(n - lag) / n * Math.Pow(Stays, lag) + (double)lag / n * Math.Pow(Stays, n - lag));
            total += weight * covariance / n;
        }

        return total;
    }

    private (double RealityCheck, double SuperiorAbility) Draw(long seed, CancellationToken cancel)
    {
        var (highest, highestScaled) = (double.NegativeInfinity, 0.0);
        for (var k = 0; k < _mean.Count; k++)
        {
            highest = Math.Max(highest, _mean[k]);
            highestScaled = Math.Max(highestScaled, _mean[k] * _scale[k]);
        }

        var (asHigh, asHighScaled) = (0, 0);
        var weights = new double[_blocks * Lanes];
        Span<double> best = stackalloc double[Lanes], bestScaled = stackalloc double[Lanes];
        for (var tile = 0; tile < Tiles; tile++)
        {
            cancel.ThrowIfCancellationRequested();
            FillWeights(tile, seed, weights);
            FindBest(weights, best, bestScaled);
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (best[lane] >= highest) asHigh++;
                if (bestScaled[lane] >= highestScaled) asHighScaled++;
            }
        }

        // What was seen is one of the draws: no p-value is 0.
        return ((1.0 + asHigh) / (1 + Resamples), (1.0 + asHighScaled) / (1 + Resamples));
    }

    /// <summary>How often each block is drawn, over their number, in each of a tile's resamples. A resample draws by a key of its own.</summary>
    private void FillWeights(int tile, long seed, double[] weights)
    {
        Array.Clear(weights);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var random = new KeyedRandom(seed, trial: tile * Lanes + lane, Stream);
            var at = 0;
            for (var i = 0; i < _blocks; i++)
            {
                var begins = i == 0 || random.NextDouble() < 1 / MeanRun;
                at = begins ? random.NextInt(_blocks) : (at + 1) % _blocks;
                weights[at * Lanes + lane] += 1.0 / _blocks;
            }
        }
    }

    /// <summary>For each resample of a tile the highest centred mean of all trials, as it is and in standard deviations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindBest(double[] weights, Span<double> best, Span<double> bestScaled)
    {
        best.Fill(double.NegativeInfinity);
        bestScaled.Clear();
        ref var weight = ref MemoryMarshal.GetArrayDataReference(weights);
        var means = CollectionsMarshal.AsSpan(_means);
        for (var k = 0; k < _mean.Count; k++)
        {
            Vector256<double> a = default, b = default, c = default, d = default;
            var own = means.Slice(k * _blocks, _blocks);
            for (var i = 0; i < own.Length; i++)
            {
                var value = Vector256.Create(own[i]);
                var at = (nuint)(i * Lanes);
                a += value * Vector256.LoadUnsafe(ref weight, at);
                b += value * Vector256.LoadUnsafe(ref weight, at + 4);
                c += value * Vector256.LoadUnsafe(ref weight, at + 8);
                d += value * Vector256.LoadUnsafe(ref weight, at + 12);
            }

            Raise(best, a, b, c, d, _mean[k], 1);
            Raise(bestScaled, a, b, c, d, _centre[k], _scale[k]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Raise(Span<double> best, Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, double centre, double scale)
    {
        ref var target = ref MemoryMarshal.GetReference(best);
        var (centres, scales) = (Vector256.Create(centre), Vector256.Create(scale));
        Vector256.Max(Vector256.LoadUnsafe(ref target), (a - centres) * scales).StoreUnsafe(ref target);
        Vector256.Max(Vector256.LoadUnsafe(ref target, 4), (b - centres) * scales).StoreUnsafe(ref target, 4);
        Vector256.Max(Vector256.LoadUnsafe(ref target, 8), (c - centres) * scales).StoreUnsafe(ref target, 8);
        Vector256.Max(Vector256.LoadUnsafe(ref target, 12), (d - centres) * scales).StoreUnsafe(ref target, 12);
    }
}
