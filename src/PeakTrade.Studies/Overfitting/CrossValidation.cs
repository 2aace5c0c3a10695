using System.Numerics;
using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// Combinatorially symmetric cross-validation (Bailey, Borwein, López de Prado and Zhu 2015, "The probability of backtest overfitting"): the blocks
/// are put into groups, half of the groups choose the trial with the best Sharpe ratio, and the other half tells what rank it has there.
/// </summary>
internal sealed class CrossValidation
{
    /// <summary>Fewer groups split in too few ways to give a share.</summary>
    public const int FewestGroups = 8;

    private const int MostGroups = 16;
    private const int FewestSplits = 1_000;

    /// <summary>Trials times splits that all splits are looked at up to: 10,000 trials at 16 groups.</summary>
    private const int MostRatios = 12_870 * 10_000;

    private const long Stream = 0x43534356;

    private readonly int _groups;
    private readonly int[] _masks;
    private readonly double[] _counts, _lowSums, _lowSquares, _highSums, _highSquares, _ratios;

    private CrossValidation(ReturnBlocks shape, int mostSplits, long seed)
    {
        _groups = Math.Min(MostGroups, shape.Count - shape.Count % 2);
        _masks = Masks(_groups, mostSplits, seed);
        var half = 1 << (_groups / 2);
        (_lowSums, _lowSquares, _highSums, _highSquares) = (new double[half], new double[half], new double[half], new double[half]);
        _counts = [.. _masks.Select(mask => (double)Enumerable.Range(0, shape.Count).Where(block => (mask >> Group(block, shape.Count) & 1) == 1).Sum(shape.ReturnsIn))];
        _ratios = new double[_masks.Length];
    }

    /// <summary>What the splits say: how often the chosen trial came out below the median, how often it lost, and how many splits there were.</summary>
    public readonly record struct Outcome(double BelowMedian, double Loss, int Splits);

    /// <summary>Null where there are fewer than two trials or too few blocks. All trials must be cut alike, and stand in the order of their numbers.</summary>
    public static Outcome? Of(IReadOnlyList<ReturnBlocks> trials, long seed, CancellationToken cancel, int mostRatios = MostRatios) =>
        trials.Count < 2 || trials[0].Count < FewestGroups ? null
        : new CrossValidation(trials[0], Math.Max(FewestSplits, mostRatios / trials.Count), seed).Judge(trials, cancel);

    private Outcome Judge(IReadOnlyList<ReturnBlocks> trials, CancellationToken cancel)
    {
        var last = _masks.Length - 1;
        var (best, elsewhere) = (new double[_masks.Length], new double[_masks.Length]);
        Array.Fill(best, double.NegativeInfinity);
        foreach (var trial in trials)
        {
            cancel.ThrowIfCancellationRequested();
            FillRatios(trial);
            for (var i = 0; i < best.Length; i++)
            {
                // Of equals the first: so a study chooses too.
                if (!(_ratios[i] > best[i])) continue;
                best[i] = _ratios[i];
                elsewhere[i] = _ratios[last - i];
            }
        }

        // Twice the number below, and once the equal ones: the middle of its rank among equals, without fractions.
        var twiceBelow = new int[_masks.Length];
        foreach (var trial in trials)
        {
            cancel.ThrowIfCancellationRequested();
            FillRatios(trial);
            for (var i = 0; i < twiceBelow.Length; i++) twiceBelow[i] += (_ratios[last - i] < elsewhere[i] ? 1 : 0) + (_ratios[last - i] <= elsewhere[i] ? 1 : 0);
        }

        var (twiceOverfit, losses) = (0L, 0);
        for (var i = 0; i < _masks.Length; i++)
        {
            // At the median itself half a time, so that noise comes to one half with odd numbers of trials as well.
            twiceOverfit += twiceBelow[i] < trials.Count ? 2 : twiceBelow[i] == trials.Count ? 1 : 0;
            if (elsewhere[i] < 0) losses++;
        }

        return new(twiceOverfit / (2.0 * _masks.Length), (double)losses / _masks.Length, _masks.Length);
    }

    /// <summary>
    /// The Sharpe ratio of a trial in each half, up to a factor that all trials share: sum / sqrt(spread). 0 where its returns are alike, as for a trial that never trades there.
    /// </summary>
    private void FillRatios(ReturnBlocks trial)
    {
        Span<double> sums = stackalloc double[_groups], squares = stackalloc double[_groups];
        sums.Clear();
        squares.Clear();
        for (var block = 0; block < trial.Count; block++)
        {
            sums[Group(block, trial.Count)] += trial.Sums[block];
            squares[Group(block, trial.Count)] += trial.Squares[block];
        }

        var low = _groups / 2;
        SumSubsets(sums[..low], _lowSums);
        SumSubsets(sums[low..], _highSums);
        SumSubsets(squares[..low], _lowSquares);
        SumSubsets(squares[low..], _highSquares);
        var inLow = (1 << low) - 1;
        for (var i = 0; i < _masks.Length; i++)
        {
            var (a, b) = (_masks[i] & inLow, _masks[i] >> low);
            var sum = _lowSums[a] + _highSums[b];
            var spread = ReturnBlocks.Spread(sum, _lowSquares[a] + _highSquares[b], _counts[i]);
            _ratios[i] = spread > 0 ? sum / Math.Sqrt(spread) : 0;
        }
    }

    private int Group(int block, int blocks) => block * _groups / blocks;

    private static void SumSubsets(ReadOnlySpan<double> values, double[] sums)
    {
        for (var subset = 1; subset < sums.Length; subset++) sums[subset] = sums[subset & (subset - 1)] + values[BitOperations.TrailingZeroCount(subset)];
    }

    /// <summary>
    /// The halves as sets of bits, in rising order, so that the other half of the i-th is the i-th from the end. Where there are too many, some pairs of
    /// halves are drawn, each as likely as the others.
    /// </summary>
    private static int[] Masks(int groups, int most, long seed)
    {
        var all = Enumerable.Range(0, 1 << groups).Where(mask => BitOperations.PopCount((uint)mask) == groups / 2).ToArray();
        if (all.Length <= most) return all;
        var pairs = most / 2;
        var chosen = new List<int>(2 * pairs);
        var random = new KeyedRandom(seed, stream: Stream);
        for (var i = 0; i < all.Length / 2; i++)
        {
            if (random.NextInt(all.Length / 2 - i) < pairs - chosen.Count) chosen.Add(all[i]);
        }

        return [.. chosen, .. chosen.AsEnumerable().Reverse().Select(mask => all[^1] + all[0] - mask)];
    }
}
