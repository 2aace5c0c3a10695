namespace PeakTrade.Engine;

/// <summary>A run beside its benchmark.</summary>
internal static class Beside
{
    public static RelativeRisk? Of(RiskRun run)
    {
        if (run.Benchmark is not { } benchmark) return null;
        var (pairs, differences) = (default(PairMoments), default(PairMoments));
        for (var i = benchmark.First; i < run.Returns.Length; i++)
        {
            pairs.Add(run.Returns[i], benchmark.Returns[i]);
            differences.Add(run.Returns[i] - benchmark.Returns[i], 0);
        }

        var closes = benchmark.Closes.AsSpan(benchmark.First);
        var perYear = run.PeriodsPerYear;
        var (spread, error) = (Root(pairs.VarianceY), Root(differences.VarianceX));
        if (pairs.Beta is null) run.Gap("relative", "beta", "The benchmark's returns are all alike, or there are fewer than two.");
        if (pairs.Correlation is null) run.Gap("relative", "correlation", "The returns of the run or of the benchmark are all alike, or there are fewer than two.");
        if (error is null) run.Gap("relative", "tracking_error", "The run's returns differ from the benchmark's by the same at every bar.");
        return new RelativeRisk
        {
            Name = benchmark.Name,
            From = run.TimeAt(benchmark.First),
            TotalReturn = closes.Length > 1 ? closes[^1] / closes[0] - 1 : null,
            Volatility = spread * Math.Sqrt(perYear),
            Sharpe = pairs.MeanY / spread * Math.Sqrt(perYear),
            MaxDrawdown = Drawdowns.Of(closes).Deepest,
            Beta = pairs.Beta,
            Alpha = (pairs.MeanX - pairs.Beta * pairs.MeanY) * perYear,
            Correlation = pairs.Correlation,
            TrackingError = error * Math.Sqrt(perYear),
            InformationRatio = differences.MeanX / error * Math.Sqrt(perYear),
        };
    }

    private static double? Root(double? variance) => variance is { } value ? Math.Sqrt(value) : null;
}
