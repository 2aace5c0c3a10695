namespace PeakTrade.Engine;

/// <summary>
/// The run in calm and wild, rising and falling markets. A bar's kind of market is told by the closes before it only: nobody can trade on a kind that is known
/// afterwards.
/// </summary>
internal static class Regimes
{
    private const int LeastBars = 5;
    private const string Section = "regimes";

    public static IReadOnlyList<RegimeStatistics> Of(RiskRun run)
    {
        var window = (int)Math.Min(Math.Round(run.PeriodsPerYear / 4), int.MaxValue);
        if (window < LeastBars || run.Returns.Length <= 2 * window)
        {
            run.Gap(Section, "all", window < LeastBars ? $"A quarter holds {window} bars, and {LeastBars} are needed." : $"Telling them takes half a year of bars ({2 * window} returns), and the run has {run.Returns.Length}.");
            return [];
        }

        var (returns, level, first) = run.Benchmark is { } benchmark ? (benchmark.Returns, (ReadOnlyMemory<double>)benchmark.Closes, benchmark.First) : (run.Returns, run.Curve.Equity, 0);
        return [.. Measured(run, "volatility", ["low", "middle", "high"], ByVolatility(returns, first, window)), .. Measured(run, "trend", ["up", "down"], ByTrend(level.Span, first, window))];
    }

    /// <summary>For the return into each bar, by number of the bar: the third of all earlier volatilities that the latest falls into; -1 where not known.</summary>
    public static int[] ByVolatility(ReadOnlySpan<double> returns, int first, int window)
    {
        var kinds = new int[returns.Length + 1];
        Array.Fill(kinds, -1);
        var volatility = new double[returns.Length];
        Array.Fill(volatility, double.NaN);
        RollingFigures.Slide(returns, returns, window, (last, moments) => volatility[last] = moments.VarianceX ?? 0);
        var known = first + window - 1; // The first return that ends a whole window.
        if (known >= returns.Length) return kinds;
        var past = new PastRanks(volatility.AsSpan(known));
        for (var last = known; last + 1 < returns.Length; last++)
        {
            var place = past.Place(last - known);
            // A quarter of volatilities at least, before one is called low or high among them.
            if (last - known >= window) kinds[last + 2] = place < 1 / 3.0 ? 0 : place < 2 / 3.0 ? 1 : 2;
        }

        return kinds;
    }

    /// <summary>For the return into each bar: whether the market had risen (0) or not (1) over the window that ends before it; -1 where not known.</summary>
    public static int[] ByTrend(ReadOnlySpan<double> level, int first, int window)
    {
        var kinds = new int[level.Length];
        Array.Fill(kinds, -1);
        for (var bar = first + window + 1; bar < level.Length; bar++) kinds[bar] = level[bar - 1] > level[bar - 1 - window] ? 0 : 1;
        return kinds;
    }

    private static IEnumerable<RegimeStatistics> Measured(RiskRun run, string kind, string[] names, int[] kinds)
    {
        var told = kinds.Count(k => k >= 0);
        for (var regime = 0; regime < names.Length; regime++)
        {
            var moments = default(PairMoments);
            double account = 1, peak = 1, deepest = 0;
            for (var bar = 1; bar < kinds.Length; bar++)
            {
                if (kinds[bar] != regime) continue;
                moments.Add(run.Returns[bar - 1], 0);
                account *= 1 + run.Returns[bar - 1];
                peak = Math.Max(peak, account);
                deepest = Math.Min(deepest, account / peak - 1);
            }

            var (some, perYear) = (moments.Count > 0, run.PeriodsPerYear);
            double? deviation = moments.VarianceX is { } variance ? Math.Sqrt(variance) : null;
            if (!some) run.Gap(Section, $"{kind} {names[regime]}", "No bar was of that kind.");
            else if (deviation is null) run.Gap(Section, $"{kind} {names[regime]}", "The returns in it are all alike, or there are fewer than two.");
            yield return new RegimeStatistics
            {
                Kind = kind, Regime = names[regime], Bars = moments.Count, Share = told > 0 ? (double)moments.Count / told : null,
                MeanReturn = some ? moments.MeanX * perYear : null, Volatility = deviation * Math.Sqrt(perYear), Sharpe = moments.MeanX / deviation * Math.Sqrt(perYear),
                MaxDrawdown = some ? deepest : null,
            };
        }
    }
}
