namespace PeakTrade.Studies.Gp;

/// <summary>What finished trials teach: their points, a loss for each, and how far each constraint was broken.</summary>
internal sealed class Lessons
{
    private const double ParegoSlope = 0.05;

    private Lessons(int[] numbers, double[] losses) => (Numbers, Losses) = (numbers, losses);

    /// <summary>The trials learnt from, in rising order.</summary>
    public int[] Numbers { get; }

    /// <summary>A finite loss of each.</summary>
    public double[] Losses { get; }

    /// <summary>
    /// Reads the first trials; null where fewer than two have values. <paramref name="weights"/> make one loss of several (ParEGO, Knowles 2006). Where there are more than
    /// <paramref name="most"/>, only so many are kept.
    /// </summary>
    public static Lessons? Read(TrialsSeen seen, int finished, ReadOnlySpan<double> weights, int most)
    {
        var (largest, sums) = (new double[finished], new double[finished]);
        for (var objective = 0; objective < weights.Length; objective++)
        {
            if (Column(seen, finished, objective) is not { } column) return null;
            if (weights.Length == 1) return Kept(column, most);
            var (low, high) = (column.Min(), column.Max());
            for (var i = 0; i < finished; i++)
            {
                var share = weights[objective] * (high > low ? (column[i] - low) / (high - low) : 0);
                largest[i] = Math.Max(largest[i], share);
                sums[i] += share;
            }
        }

        return Kept([.. largest.Zip(sums, (top, sum) => top + ParegoSlope * sum)], most);
    }

    // A failed trial counts as the worst, a pruned one as its last step but no better than the middle, infinities as the best or the worst that is finite.
    private static double[]? Column(TrialsSeen seen, int finished, int objective)
    {
        var known = new List<double>();
        for (var i = 0; i < finished; i++)
        {
            if (seen[i].HasValues && double.IsFinite(seen.Loss(i, objective))) known.Add(seen.Loss(i, objective));
        }

        if (known.Count < 2) return null;
        known.Sort();
        var (best, middle, worst) = (known[0], known[known.Count / 2], known[^1]);
        var column = new double[finished];
        for (var i = 0; i < finished; i++)
        {
            var loss = seen.Loss(i, objective);
            column[i] = seen[i].State switch
            {
                TrialState.Complete when !double.IsNaN(loss) => Math.Clamp(loss, best, worst),
                TrialState.Pruned when !double.IsNaN(loss) => Math.Clamp(loss, middle, worst),
                _ => worst,
            };
        }

        return column;
    }

    // Where there are too many: half of them the best, a quarter the newest, the rest evenly from what is left.
    private static Lessons Kept(double[] losses, int most)
    {
        if (losses.Length <= most) return new Lessons([.. Enumerable.Range(0, losses.Length)], losses);
        var kept = new bool[losses.Length];
        foreach (var i in Enumerable.Range(0, losses.Length).OrderBy(i => losses[i]).Take(most / 2)) kept[i] = true;
        var newest = most / 4;
        for (var i = losses.Length - 1; newest > 0; i--)
        {
            if (kept[i]) continue;
            kept[i] = true;
            newest--;
        }

        var left = Enumerable.Range(0, losses.Length).Where(i => !kept[i]).ToArray();
        var places = most - most / 2 - most / 4;
        for (var n = 0; n < places; n++) kept[left[(int)((long)n * left.Length / places)]] = true;
        int[] numbers = [.. Enumerable.Range(0, losses.Length).Where(i => kept[i])];
        return new Lessons(numbers, [.. numbers.Select(i => losses[i])]);
    }
}
