namespace PeakTrade.Studies;

/// <summary>
/// The leaves of a tree that foretells a loss from a place: boxes that fill the unit cube, each with the mean of its samples. Grown by the splits that lower
/// the squared error most (Breiman et al. 1984). Its arrays are used again for the next tree.
/// </summary>
internal sealed class RegressionTree
{
    private readonly TrialSamples _samples;
    private readonly int _leastSamples;

    // Of each dimension the samples of the tree by place; a node owns the same stretch of all.
    private readonly int[][] _orders;
    private readonly int[] _rest;
    private readonly bool[] _goesLeft;
    private readonly double[] _low;
    private readonly double[] _high;
    private int[] _weights = [];

    public RegressionTree(TrialSamples samples, int leastSamples)
    {
        (_samples, _leastSamples) = (samples, leastSamples);
        var dimensions = samples.Columns.Length;
        _orders = [.. Enumerable.Range(0, dimensions).Select(_ => new int[samples.Count])];
        (_rest, _goesLeft) = (new int[samples.Count], new bool[samples.Count]);
        (_low, _high) = (new double[dimensions], new double[dimensions]);
        Bounds = new double[samples.Count * dimensions * 2];
        Means = new double[samples.Count];
    }

    /// <summary>How many leaves there are.</summary>
    public int Leaves { get; private set; }

    /// <summary>For each leaf and in it each dimension where its box begins and ends.</summary>
    public double[] Bounds { get; }

    /// <summary>For each leaf what it foretells.</summary>
    public double[] Means { get; }

    /// <summary>Grows it anew from samples that count as often as their weights say.</summary>
    public void Grow(int[] weights)
    {
        _weights = weights;
        var count = 0;
        for (var d = 0; d < _orders.Length; d++)
        {
            count = 0;
            foreach (var sample in _samples.Orders[d])
            {
                if (weights[sample] > 0) _orders[d][count++] = sample;
            }
        }

        Leaves = 0;
        Array.Fill(_low, 0);
        Array.Fill(_high, 1);
        Split(0, count);
    }

    private void Split(int from, int to)
    {
        var (weight, sum) = (0, 0.0);
        foreach (var sample in _orders[0].AsSpan(from, to - from))
        {
            weight += _weights[sample];
            sum += _weights[sample] * _samples.Losses[sample];
        }

        var best = BestCut(from, to, weight, sum);
        if (best.Dimension < 0)
        {
            AddLeaf(sum / weight);
            return;
        }

        var middle = Part(from, to, best.Dimension, best.At);
        var (low, high) = (_low[best.Dimension], _high[best.Dimension]);
        _high[best.Dimension] = best.At;
        Split(from, middle);
        (_low[best.Dimension], _high[best.Dimension]) = (best.At, high);
        Split(middle, to);
        _low[best.Dimension] = low;
    }

    private (int Dimension, double At) BestCut(int from, int to, int weight, double sum)
    {
        // The squared error falls by what the squares of the sums, each divided by its weight, rise; rounding alone is no gain.
        var (dimension, at, most) = (-1, 0.0, sum * sum / weight * (1 + 1e-12) + 1e-300);
        for (var d = 0; d < _orders.Length; d++)
        {
            var column = _samples.Columns[d];
            var order = _orders[d].AsSpan(from, to - from);
            var (left, leftSum) = (0, 0.0);
            for (var i = 0; i < order.Length - 1; i++)
            {
                left += _weights[order[i]];
                leftSum += _weights[order[i]] * _samples.Losses[order[i]];
                var (here, next) = (column[order[i]], column[order[i + 1]]);
                var right = weight - left;
                if (here == next || left < _leastSamples || right < _leastSamples) continue;
                var gain = leftSum * leftSum / left + (sum - leftSum) * (sum - leftSum) / right;
                if (gain > most) (dimension, at, most) = (d, (here + next) / 2, gain);
            }
        }

        return (dimension, at);
    }

    private int Part(int from, int to, int dimension, double at)
    {
        foreach (var sample in _orders[dimension].AsSpan(from, to - from)) _goesLeft[sample] = _samples.Columns[dimension][sample] < at;
        var middle = from;
        foreach (var order in _orders)
        {
            middle = from;
            var rest = 0;
            for (var i = from; i < to; i++)
            {
                if (_goesLeft[order[i]]) order[middle++] = order[i];
                else _rest[rest++] = order[i];
            }

            Array.Copy(_rest, 0, order, middle, rest);
        }

        return middle;
    }

    private void AddLeaf(double mean)
    {
        var bounds = Bounds.AsSpan(Leaves * _low.Length * 2);
        for (var d = 0; d < _low.Length; d++) (bounds[2 * d], bounds[2 * d + 1]) = (_low[d], _high[d]);
        Means[Leaves++] = mean;
    }
}
