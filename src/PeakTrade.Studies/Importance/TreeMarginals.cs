namespace PeakTrade.Studies;

/// <summary>
/// What a tree foretells on the mean over all other dimensions, for each place of one: exact, since leaves are boxes. The variance of that over
/// the dimension is what it explains by itself.
/// </summary>
internal sealed class TreeMarginals(RegressionTree tree, int dimensions)
{
    private readonly double[] _cuts = new double[tree.Means.Length + 1];
    private readonly double[] _steps = new double[tree.Means.Length + 2];
    private readonly double[] _volumes = new double[tree.Means.Length];

    /// <summary>Adds the share of the tree's variance that each dimension explains; nothing where the tree is a single leaf.</summary>
    public void AddShares(double[] shares)
    {
        var (mean, square) = (0.0, 0.0);
        for (var leaf = 0; leaf < tree.Leaves; leaf++)
        {
            var volume = 1.0;
            for (var d = 0; d < dimensions; d++) volume *= Length(leaf, d);
            _volumes[leaf] = volume;
            mean += volume * tree.Means[leaf];
        }

        for (var leaf = 0; leaf < tree.Leaves; leaf++) square += _volumes[leaf] * (tree.Means[leaf] - mean) * (tree.Means[leaf] - mean);
        if (!(square > 0)) return;
        for (var d = 0; d < dimensions; d++) shares[d] += Variance(d, mean) / square;
    }

    private double Variance(int dimension, double mean)
    {
        var count = Cuts(dimension);
        if (count == 1) return 0;
        var steps = _steps.AsSpan(0, count + 1);
        steps.Clear();
        for (var leaf = 0; leaf < tree.Leaves; leaf++)
        {
            // A leaf adds the same to every place between its ends: its value, as far as the other dimensions let it through.
            var (low, high) = Ends(leaf, dimension);
            var adds = (tree.Means[leaf] - mean) * _volumes[leaf] / (high - low);
            steps[_cuts.AsSpan(0, count).BinarySearch(low)] += adds;
            steps[high < 1 ? _cuts.AsSpan(0, count).BinarySearch(high) : count] -= adds;
        }

        var (variance, at) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            at += steps[i];
            variance += at * at * ((i + 1 < count ? _cuts[i + 1] : 1) - _cuts[i]);
        }

        return variance;
    }

    // Where leaves begin, each place once.
    private int Cuts(int dimension)
    {
        for (var leaf = 0; leaf < tree.Leaves; leaf++) _cuts[leaf] = Ends(leaf, dimension).Low;
        _cuts.AsSpan(0, tree.Leaves).Sort();
        var count = 1;
        for (var i = 1; i < tree.Leaves; i++)
        {
            if (_cuts[i] != _cuts[count - 1]) _cuts[count++] = _cuts[i];
        }

        return count;
    }

    private (double Low, double High) Ends(int leaf, int dimension)
    {
        var at = (leaf * dimensions + dimension) * 2;
        return (tree.Bounds[at], tree.Bounds[at + 1]);
    }

    private double Length(int leaf, int dimension)
    {
        var (low, high) = Ends(leaf, dimension);
        return high - low;
    }
}
