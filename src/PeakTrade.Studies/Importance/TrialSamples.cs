namespace PeakTrade.Studies;

/// <summary>Trials as a table to learn from: places in the unit cube, and a loss for each.</summary>
internal sealed class TrialSamples
{
    // In ranges of the middle nine tenths, beyond the worst of them. Quartiles would not do: where a sampler has closed in on the best, all it learnt before lies far from them.
    private const double FarOut = 1;

    private TrialSamples(double[][] columns, double[] losses)
    {
        (Columns, Losses) = (columns, losses);
        Orders = [.. columns.Select(column =>
        {
            var order = Enumerable.Range(0, column.Length).ToArray();
            Array.Sort((double[])column.Clone(), order);
            return order;
        })];
    }

    /// <summary>How many there are.</summary>
    public int Count => Losses.Length;

    /// <summary>For each dimension the place of each sample, from 0 to 1.</summary>
    public double[][] Columns { get; }

    /// <summary>For each dimension the samples from its lowest place on.</summary>
    public int[][] Orders { get; }

    /// <summary>The losses, less is better.</summary>
    public double[] Losses { get; }

    /// <summary>
    /// Those of complete trials, each point once. Losses far out on the bad side count as the limit of it, endless ones too, so that one disaster does not hide what matters
    /// everywhere else.
    /// </summary>
    public static TrialSamples Of(IReadOnlyList<Trial> trials, SearchSpace space, StudyDirection direction, int objective)
    {
        var sign = direction == StudyDirection.Minimize ? 1 : -1;
        var used = trials.Where(t => t is { State: TrialState.Complete, SameAs: null } && t.Values.Length > objective && sign * t.Values[objective] > double.NegativeInfinity).ToArray();
        double[] losses = [.. used.Select(t => sign * t.Values[objective])];
        Limit(losses);
        double[][] columns = [.. Enumerable.Range(0, space.Count).Select(i => Places(space[i], [.. used.Select(t => t.Point[i])], losses))];
        return new(columns, losses);
    }

    private static void Limit(double[] losses)
    {
        var sorted = losses.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0) return;
        var (low, high) = (sorted[sorted.Length / 20], sorted[sorted.Length * 19 / 20]);
        var limit = high > low ? high + FarOut * (high - low) : sorted[^1];
        for (var i = 0; i < losses.Length; i++) losses[i] = Math.Min(losses[i], limit);
    }

    // Choices in the order of their mean losses: no split of them into two kinds is better than one that keeps this order (Fisher 1958).
    private static double[] Places(Dimension dimension, double[] values, double[] losses)
    {
        if (dimension.Kind != DimensionKind.Categorical) return Array.ConvertAll(values, dimension.ToUnit);
        var order = Enumerable.Range(0, values.Length).GroupBy(i => values[i]).OrderBy(choice => choice.Average(i => losses[i])).ThenBy(choice => choice.Key).Select(choice => choice.Key).ToArray();
        return Array.ConvertAll(values, value => (Array.IndexOf(order, value) + 0.5) / order.Length);
    }
}
