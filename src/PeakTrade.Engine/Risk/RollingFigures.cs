namespace PeakTrade.Engine;

/// <summary>Volatility, Sharpe ratio and beta over windows that move along the bars.</summary>
internal static class RollingFigures
{
    /// <summary>A window of fewer bars says nothing.</summary>
    public const int LeastBars = 3;

    /// <summary>The windows, the shortest first.</summary>
    public static readonly (string Name, double Years)[] Windows = [("1 month", 1 / 12.0), ("3 months", 1 / 4.0), ("1 year", 1)];

    public static IReadOnlyList<RollingRisk> Of(RiskRun run)
    {
        var made = new List<RollingRisk>();
        foreach (var (name, years) in Windows)
        {
            var window = (int)Math.Min(Math.Round(years * run.PeriodsPerYear), int.MaxValue);
            if (window < LeastBars) run.Gap("rolling", name, $"It holds {window} bars, and {LeastBars} are needed.");
            else if (window > run.Returns.Length) run.Gap("rolling", name, $"It needs {window} returns, and the run has {run.Returns.Length}.");
            else made.Add(Of(run, name, window));
        }

        return made;
    }

    /// <summary>The figures of one window, one a bar; a window ends with the return into its bar.</summary>
    public static RollingRisk Of(RiskRun run, string name, int window)
    {
        var bars = run.Equity.Length;
        var (volatility, sharpe, beta) = (Undefined(bars), Undefined(bars), run.Benchmark is null ? [] : Undefined(bars));
        var beside = run.Benchmark?.Returns ?? run.Returns;
        var firstBeside = run.Benchmark?.First ?? 0;
        var root = Math.Sqrt(run.PeriodsPerYear);
        Slide(run.Returns, beside, window, (last, moments) =>
        {
            if (moments.VarianceX is { } variance)
            {
                volatility[last + 1] = Math.Sqrt(variance) * root;
                sharpe[last + 1] = moments.MeanX / Math.Sqrt(variance) * root;
            }

            if (beta.Length > 0 && last - window + 1 >= firstBeside && moments.Beta is { } slope) beta[last + 1] = slope;
        });
        return new RollingRisk
        {
            Window = name, WindowBars = window, UtcTicks = run.Curve.UtcTicks, Volatility = volatility, Sharpe = sharpe, Beta = beta,
            VolatilityRange = Range(volatility), SharpeRange = Range(sharpe), BetaRange = Range(beta),
        };
    }

    /// <summary>
    /// Hands on the moments of every window, by the number of its last return. Each is merged from the end of one block and the beginning of the next (van Herk's
    /// way), so that nothing is ever taken away again: what has left the window leaves no rounding behind, and a flat stretch is flat.
    /// </summary>
    public static void Slide(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int window, Action<int, PairMoments> each)
    {
        var ends = new PairMoments[window];
        for (var block = 0; block < x.Length; block += window)
        {
            var beginning = default(PairMoments);
            for (var i = 0; i < window && block + i < x.Length; i++)
            {
                beginning.Add(x[block + i], y[block + i]);
                if (i == window - 1) each(block + i, beginning);
                else if (block > 0) each(block + i, PairMoments.Merge(ends[i + 1], beginning));
            }

            var end = default(PairMoments);
            for (var i = Math.Min(window, x.Length - block) - 1; i >= 0; i--)
            {
                end.Add(x[block + i], y[block + i]);
                ends[i] = end;
            }
        }
    }

    private static double[] Undefined(int bars)
    {
        var values = new double[bars];
        Array.Fill(values, double.NaN);
        return values;
    }

    private static RollingRange Range(ReadOnlySpan<double> values)
    {
        double sum = 0, low = double.PositiveInfinity, high = double.NegativeInfinity;
        var count = 0;
        foreach (var value in values)
        {
            if (double.IsNaN(value)) continue;
            (sum, low, high) = (sum + value, Math.Min(low, value), Math.Max(high, value));
            count++;
        }

        return count == 0 ? new(null, null, null, null) : new(double.IsNaN(values[^1]) ? null : values[^1], low, sum / count, high);
    }
}
