namespace PeakTrade.Engine;

/// <summary>The tails of the bar returns, and whether they hang together.</summary>
internal static class Tails
{
    // Of the largest losses so many in a hundred returns are the tail; of fewer than 10, nothing can be said.
    private const double TailShare = 0.05;
    private const int LeastLosses = 10;
    private const string Section = "tail";

    public static TailStatistics Of(RiskRun run)
    {
        var returns = run.Returns;
        if (returns.Length == 0)
        {
            run.Gap(Section, "all", "The run has one bar only, and no return.");
            return new TailStatistics();
        }

        int best = 0, worst = 0, negative = 0;
        for (var i = 0; i < returns.Length; i++)
        {
            if (returns[i] > returns[best]) best = i;
            if (returns[i] < returns[worst]) worst = i;
            if (returns[i] < 0) negative++;
        }

        var (skew, kurtosis) = (run.Result.Skew, run.Result.Kurtosis);
        var jarqueBera = returns.Length / 6.0 * (skew * skew + kurtosis * kurtosis / 4);
        var (hill, count) = Hill(run, returns);
        var (autocorrelation, squares) = (Autocorrelation(returns), Autocorrelation(Array.ConvertAll(returns, r => r * r)));
        if (jarqueBera is null) run.Gap(Section, "jarque_bera", "The returns are all alike, or there are fewer than four.");
        if (autocorrelation is null) run.Gap(Section, "autocorrelation", "The returns are all alike, or there are fewer than three.");
        if (squares is null) run.Gap(Section, "square_autocorrelation", "The squared returns are all alike, or there are fewer than three.");
        return new TailStatistics
        {
            Returns = returns.Length,
            Skew = skew,
            Kurtosis = kurtosis,
            JarqueBera = jarqueBera,
            JarqueBeraPValue = jarqueBera is { } statistic ? ChiSquare.Beyond2(statistic) : null,
            HillIndex = hill,
            HillCount = count,
            Best = returns[best],
            BestTime = run.TimeAt(best + 1),
            Worst = returns[worst],
            WorstTime = run.TimeAt(worst + 1),
            NegativeShare = (double)negative / returns.Length,
            Autocorrelation = autocorrelation,
            SquareAutocorrelation = squares,
        };
    }

    /// <summary>The sum of the products of neighbouring deviations over that of their squares; null for values alike.</summary>
    public static double? Autocorrelation(ReadOnlySpan<double> values)
    {
        var moments = default(PairMoments);
        foreach (var value in values) moments.Add(value, 0);
        if (values.Length < 3 || moments.VarianceX is null) return null;
        double products = 0, squares = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var off = values[i] - moments.MeanX;
            squares += off * off;
            if (i > 0) products += off * (values[i - 1] - moments.MeanX);
        }

        return products / squares;
    }

    /// <summary>Hill's index of the largest of sorted losses, the largest first, over the one after them.</summary>
    public static double? Hill(ReadOnlySpan<double> losses, int count)
    {
        if (losses.Length <= count || !(losses[count] > 0)) return null;
        double sum = 0;
        for (var i = 0; i < count; i++) sum += Math.Log(losses[i] / losses[count]);
        return sum > 0 ? count / sum : null;
    }

    private static (double? Index, int? Count) Hill(RiskRun run, double[] returns)
    {
        var count = (int)(TailShare * returns.Length);
        var losses = returns.Where(r => r < 0).Select(r => -r).ToArray();
        Array.Sort(losses, (a, b) => b.CompareTo(a));
        if (count < LeastLosses) run.Gap(Section, "hill_index", $"The tail is one return in twenty, {LeastLosses} at least, and the run has {returns.Length} returns.");
        else if (losses.Length <= count) run.Gap(Section, "hill_index", $"The tail is the {count} largest losses, and the run has {losses.Length}.");
        else if (Hill(losses, count) is { } index) return (index, count);
        else run.Gap(Section, "hill_index", "The losses of the tail are all alike.");
        return (null, null);
    }
}
