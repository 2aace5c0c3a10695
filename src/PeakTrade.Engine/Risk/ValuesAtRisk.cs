namespace PeakTrade.Engine;

/// <summary>Value at risk and the mean beyond it by three methods, and how each would have held.</summary>
internal static class ValuesAtRisk
{
    /// <summary>How many returns a forecast looks back on: about a year of trading days, as banks have it.</summary>
    public const int WindowBars = 250;

    private const string Section = "value_at_risk";

    private static readonly (double Confidence, double Share, double Z)[] Levels = [(0.95, 0.05, -1.6448536269514722), (0.99, 0.01, -2.3263478740408408)];

    public static IReadOnlyList<ValueAtRisk> Of(RiskRun run, int window, CancellationToken cancel)
    {
        var sorted = (double[])run.Returns.Clone();
        Array.Sort(sorted);
        var moments = default(Moments);
        for (var from = 0; from < run.Returns.Length; from += Moments.BlockBars)
        {
            var block = run.Returns.AsSpan(from, Math.Min(Moments.BlockBars, run.Returns.Length - from));
            moments.Add(block, block);
        }

        var forecasts = run.Returns.Length > window ? Forecasts(run.Returns, window, cancel) : null;
        if (forecasts is null) run.Gap(Section, "backtest", $"A forecast looks back on {window} returns, and the run has {run.Returns.Length}.");
        var values = new List<ValueAtRisk>();
        foreach (var method in Enum.GetValues<ValueAtRiskMethod>())
        {
            for (var level = 0; level < Levels.Length; level++)
            {
                var (value, mean) = method == ValueAtRiskMethod.Historical ? Historical(sorted, Levels[level].Share) : Parametric(method, moments, level);
                values.Add(new ValueAtRisk
                {
                    Method = method, Confidence = Levels[level].Confidence, Value = value, ConditionalValue = mean,
                    Backtest = forecasts is null ? null : Exceptions.Test(run.Returns, forecasts[(int)method, level], window, Levels[level].Share),
                });
            }
        }

        TellGaps(run, values, moments);
        return values;
    }

    /// <summary>The quantile between order statistics, at position (n - 1) x share.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var position = (sorted.Length - 1) * share;
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static (double? Value, double? Mean) Historical(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.Length < 2) return (null, null);
        var quantile = Quantile(sorted, share);
        double sum = 0;
        var count = 0;
        while (count < sorted.Length && sorted[count] <= quantile) sum += sorted[count++];
        return (quantile, sum / count);
    }

    private static (double? Value, double? Mean) Parametric(ValueAtRiskMethod method, in Moments moments, int level)
    {
        if (moments.Variance is not { } variance) return (null, null);
        var (_, share, z) = Levels[level];
        var deviation = Math.Sqrt(variance);
        if (method == ValueAtRiskMethod.Gaussian) return (moments.Mean + deviation * z, moments.Mean - deviation * CornishFisher.NormalDensity(z) / share);
        if (moments.Skew is not { } skew || moments.ExcessKurtosis is not { } kurtosis || !CornishFisher.Holds(skew, kurtosis)) return (null, null);
        return (moments.Mean + deviation * CornishFisher.Quantile(z, skew, kurtosis), moments.Mean + deviation * CornishFisher.MeanBelow(z, share, skew, kurtosis));
    }

    private static void TellGaps(RiskRun run, List<ValueAtRisk> values, in Moments moments)
    {
        if (run.Returns.Length < 2) run.Gap(Section, "historical", "The run has fewer than two returns.");
        if (moments.Variance is null) run.Gap(Section, "gaussian, cornish_fisher", "The returns are all alike, or there are fewer than two.");
        else if (values.Exists(v => v is { Method: ValueAtRiskMethod.CornishFisher, Value: null }))
        {
            run.Gap(Section, "cornish_fisher", moments.Skew is { } skew && moments.ExcessKurtosis is { } kurtosis
                ? FormattableString.Invariant($"The expansion holds for small skewness and kurtosis only; here skewness {skew:0.###} and excess kurtosis {kurtosis:0.###} lie outside, and its quantiles would not rise with their chance.")
                : "There are fewer than four returns.");
        }

        foreach (var value in values)
        {
            if (value.Backtest is { Tested: > 0, Independence: null })
                run.Gap(Section, FormattableString.Invariant($"{Named(value.Method)} {100 * value.Confidence:0} independence"), "No bar with a forecast follows an exception, so nothing can be said of clusters.");
        }
    }

    private static string Named(ValueAtRiskMethod method) => method == ValueAtRiskMethod.CornishFisher ? "cornish_fisher" : method == ValueAtRiskMethod.Gaussian ? "gaussian" : "historical";

    // By method and level: each bar's value from the window of returns before the return into it, NaN where there is none.
    private static double[,][] Forecasts(double[] returns, int window, CancellationToken cancel)
    {
        var made = new double[3, Levels.Length][];
        for (var method = 0; method < 3; method++)
        {
            for (var level = 0; level < Levels.Length; level++)
            {
                made[method, level] = new double[returns.Length + 1];
                Array.Fill(made[method, level], double.NaN);
            }
        }

        var sorted = returns[..window];
        Array.Sort(sorted);
        for (var i = window; i < returns.Length; i++)
        {
            if (i % 65536 == 0) cancel.ThrowIfCancellationRequested();
            var last = returns.AsSpan(i - window, window);
            var moments = default(Moments);
            for (var from = 0; from < window; from += Moments.BlockBars)
            {
                var block = last.Slice(from, Math.Min(Moments.BlockBars, window - from));
                moments.Add(block, block);
            }

            for (var level = 0; level < Levels.Length; level++)
            {
                // An account that did nothing over the whole window tells nothing of its risk, by any method.
                if (moments.Variance is not null) made[(int)ValueAtRiskMethod.Historical, level][i + 1] = Quantile(sorted, Levels[level].Share);
                if (Parametric(ValueAtRiskMethod.Gaussian, moments, level).Value is { } gaussian) made[(int)ValueAtRiskMethod.Gaussian, level][i + 1] = gaussian;
                if (Parametric(ValueAtRiskMethod.CornishFisher, moments, level).Value is { } corrected) made[(int)ValueAtRiskMethod.CornishFisher, level][i + 1] = corrected;
            }

            Replace(sorted, returns[i - window], returns[i]);
        }

        return made;
    }

    /// <summary>Takes one value out of a sorted window and puts another in, moving only what lies between their places.</summary>
    private static void Replace(double[] sorted, double old, double next)
    {
        var from = Array.BinarySearch(sorted, old);
        var to = Array.BinarySearch(sorted, next);
        if (to < 0) to = ~to;
        if (to > from) Array.Copy(sorted, from + 1, sorted, from, --to - from);
        else Array.Copy(sorted, to, sorted, to + 1, from - to);
        sorted[to] = next;
    }
}
