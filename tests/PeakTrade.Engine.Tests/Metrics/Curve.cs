using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine.Tests.Metrics;

/// <summary>Figures of an equity curve that no run has made.</summary>
internal static class Curve
{
    /// <summary>An account that grows by these returns.</summary>
    public static double[] Of(params double[] returns)
    {
        var equity = new List<double> { 100 };
        foreach (var r in returns) equity.Add(equity[^1] * (1 + r));
        return [.. equity];
    }

    public static PeakTrade.Metrics Figures(double[] equity, double[]? close = null, double periods = 252)
    {
        close ??= [.. Enumerable.Repeat(100.0, equity.Length)];
        var options = new BacktestOptions { StartCapital = 100, PeriodsPerYear = periods };
        var bars = new Bars("CURVE", [.. Enumerable.Range(0, equity.Length).Select(t => t * TimeSpan.TicksPerDay)], close, close, close, close);
        var ledger = new TradeLedger(room: 0);
        return MetricsCalculator.Measure(equity, 0, default, ledger, new Market(bars, options), options);
    }

    public static PeakTrade.Metrics Plain(double[] equity, double[]? close = null, double periods = 252) =>
        PlainMetrics.Of(equity, new double[equity.Length], [], 0, close ?? [.. Enumerable.Repeat(100.0, equity.Length)], 100, periods);
}
