using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Metrics;

/// <summary>Each figure of docs/metrics.md by its plain formula: sorted for quantiles, two passes for moments, lists everywhere.</summary>
internal static class PlainMetrics
{
    public static PeakTrade.Metrics Of(
        IReadOnlyList<double> equity, IReadOnlyList<double> units, IReadOnlyList<ReferenceTrade> trades, double notionalFilled, IReadOnlyList<double> close, double startCapital, double periods)
    {
        var n = equity.Count;
        var years = (n - 1) / periods;
        var r = Enumerable.Range(1, n - 1).Select(t => equity[t - 1] > 0 ? equity[t] / equity[t - 1] - 1 : 0).ToList();
        var b = Enumerable.Range(1, n - 1).Select(t => close[t] / close[t - 1] - 1).ToList();
        var cagr = n > 1 && equity[^1] > 0 ? Defined(Math.Pow(equity[^1] / startCapital, 1 / years) - 1) : null;
        var falls = Falls(equity);
        var closed = trades.Where(t => t.ExitKind is not null).ToList();
        var wins = closed.Select(t => t.Profit).Where(p => p > 0).ToList();
        var losses = closed.Select(t => t.Profit).Where(p => p < 0).ToList();
        var tail = r.Count < 2 ? null : (double?)Quantile(r, 0.05);
        var beta = r.Count < 2 || AllAlike(b) ? null : (double?)(Covariance(r, b) / Covariance(b, b));
        return new()
        {
            FinalEquity = equity[^1],
            TotalReturn = equity[^1] / startCapital - 1,
            Cagr = cagr,
            Volatility = AllAlike(r) ? null : Math.Sqrt(Covariance(r, r)) * Math.Sqrt(periods),
            Sharpe = AllAlike(r) ? null : r.Average() / Math.Sqrt(Covariance(r, r)) * Math.Sqrt(periods),
            Sortino = r.Any(x => x < 0) ? r.Average() / Math.Sqrt(r.Average(x => Math.Min(x, 0) * Math.Min(x, 0))) * Math.Sqrt(periods) : null,
            MaxDrawdown = falls.Min(),
            MaxDrawdownBars = LengthOfDeepest(equity, falls),
            Calmar = falls.Min() < 0 && cagr is { } rate ? Defined(rate / -falls.Min()) : null,
            UlcerIndex = Math.Sqrt(falls.Average(x => x * x)),
            ValueAtRisk95 = tail,
            ConditionalValueAtRisk95 = tail is null ? null : r.Where(x => x <= tail).Average(),
            Skew = r.Count < 3 || AllAlike(r) ? null : Moment(r, 3) / Math.Pow(Moment(r, 2), 1.5),
            Kurtosis = r.Count < 4 || AllAlike(r) ? null : Moment(r, 4) / Math.Pow(Moment(r, 2), 2) - 3,
            Trades = trades.Count,
            WinRate = closed.Count == 0 ? null : (double)wins.Count / closed.Count,
            ProfitFactor = losses.Count == 0 ? null : wins.Sum() / -losses.Sum(),
            Payoff = wins.Count == 0 || losses.Count == 0 ? null : wins.Average() / -losses.Average(),
            Expectancy = closed.Count == 0 ? null : closed.Average(t => t.Profit),
            AverageHoldingBars = trades.Count == 0 ? null : trades.Average(t => (double)t.HoldingBars),
            LongestHoldingBars = trades.Count == 0 ? 0 : trades.Max(t => t.HoldingBars),
            Exposure = units.Count(u => u != 0) / (double)n,
            Turnover = n > 1 && equity.Average() > 0 ? notionalFilled / equity.Average() / years : null,
            FeesPaid = trades.Sum(t => t.Fees),
            SlippagePaid = trades.Sum(t => t.Slippage),
            BorrowPaid = trades.Sum(t => t.Borrow),
            BuyAndHoldReturn = n < 2 ? null : close[^1] / close[0] - 1,
            Beta = beta,
            Alpha = (r.Count == 0 ? null : r.Average() - beta * b.Average()) * periods,
        };
    }

    public static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        var position = share * (sorted.Count - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static bool AllAlike(List<double> values)
    {
        if (values.Count < 2) return true;
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) <= values.Count * Math.Pow(1e-14 * (1 + Math.Abs(mean)), 2);
    }

    private static double Covariance(List<double> x, List<double> y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / (x.Count - 1);
    }

    private static double Moment(List<double> values, int power)
    {
        var mean = values.Average();
        return values.Average(v => Math.Pow(v - mean, power));
    }

    private static double? Defined(double value) => double.IsFinite(value) ? value : null;

    private static List<double> Falls(IReadOnlyList<double> equity)
    {
        var peak = double.NegativeInfinity;
        var falls = new List<double>();
        foreach (var value in equity)
        {
            peak = Math.Max(peak, value);
            falls.Add(peak > 0 ? value / peak - 1 : 0);
        }

        return falls;
    }

    private static int LengthOfDeepest(IReadOnlyList<double> equity, List<double> falls)
    {
        var deepest = falls.IndexOf(falls.Min());
        if (falls[deepest] >= 0) return 0;
        var peak = equity.Take(deepest + 1).Max();
        var from = Enumerable.Range(0, deepest).Last(t => equity[t] == peak);
        var back = Enumerable.Range(deepest, equity.Count - deepest).FirstOrDefault(t => equity[t] >= peak, equity.Count - 1);
        return back - from;
    }
}
