using System.Buffers;
using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>Works out the figures of a run. Each formula stands in docs/metrics.md.</summary>
internal static class MetricsCalculator
{
    /// <summary>The figures; without the tail those of value at risk, which cost about as much as all others together, are left undefined.</summary>
    public static Metrics Measure(ReadOnlySpan<double> equity, int barsHeld, in Paid paid, TradeLedger ledger, Market market, BacktestOptions options, bool withTail = true)
    {
        using var part = StageClock.Measure(RunStage.Metrics);
        var falls = Drawdowns.Of(equity);
        var (moments, tail) = Returns(equity, market.Benchmark, ruined: !(falls.LowestEquity > 0), withTail);
        var perYear = market.Calendar.PeriodsPerYear;
        var years = (equity.Length - 1) / perYear;
        var final = equity[^1];
        var growth = final / options.StartCapital;
        double? cagr = years > 0 && growth > 0 ? Finite(Math.Pow(growth, 1 / years) - 1) : null;
        double? deviation = moments.Variance is { } variance ? Math.Sqrt(variance) : null;
        var beta = moments.Covariance / market.Benchmark.Variance;
        return new Metrics
        {
            FinalEquity = final,
            TotalReturn = growth - 1,
            Cagr = cagr,
            Volatility = deviation * Math.Sqrt(perYear),
            Sharpe = moments.Mean / deviation * Math.Sqrt(perYear),
            Sortino = moments.Mean / moments.DownsideDeviation * Math.Sqrt(perYear),
            Calmar = falls.Deepest < 0 && cagr is { } rate ? Finite(rate / -falls.Deepest) : null,
            MaxDrawdown = falls.Deepest,
            MaxDrawdownBars = falls.DeepestBars,
            UlcerIndex = falls.UlcerIndex,
            ValueAtRisk95 = tail.Quantile,
            ConditionalValueAtRisk95 = tail.MeanBeyond,
            Skew = moments.Skew,
            Kurtosis = moments.ExcessKurtosis,
            Trades = ledger.Count,
            WinRate = Ratio(ledger.Wins, ledger.Closed),
            ProfitFactor = Ratio(ledger.GrossProfit, ledger.GrossLoss),
            Payoff = Ratio(ledger.GrossProfit, ledger.Wins) / Ratio(ledger.GrossLoss, ledger.Losses),
            Expectancy = Ratio(ledger.ClosedProfit, ledger.Closed),
            AverageHoldingBars = Ratio(ledger.HoldingBars, ledger.Count),
            LongestHoldingBars = ledger.LongestHoldingBars,
            Exposure = Ratio(barsHeld, equity.Length),
            Turnover = years > 0 && falls.MeanEquity > 0 ? Finite(paid.Traded / falls.MeanEquity / years) : null,
            FeesPaid = paid.Fees,
            SlippagePaid = paid.Slippage,
            BorrowPaid = paid.Borrow,
            BuyAndHoldReturn = market.Benchmark.TotalReturn,
            Alpha = (moments.Mean - beta * market.Benchmark.Mean) * perYear,
            Beta = beta,
            PeriodsPerYear = perYear,
            PeriodsPerYearSource = market.Calendar.Source,
        };
    }

    private static (Moments Moments, LowerTail Tail) Returns(ReadOnlySpan<double> equity, Benchmark benchmark, bool ruined, bool withTail)
    {
        var count = equity.Length - 1;
        var buffer = ArrayPool<double>.Shared.Rent(Math.Max(1, 2 * count));
        try
        {
            var returns = buffer.AsSpan(0, count);
            var moments = default(Moments);
            Span<double> beside = stackalloc double[Moments.BlockBars];
            for (var from = 0; from < count; from += Moments.BlockBars)
            {
                var values = returns.Slice(from, Math.Min(Moments.BlockBars, count - from));
                if (ruined) BarReturns.FillAfterRuin(equity.Slice(from, values.Length + 1), values);
                else BarReturns.Fill(equity.Slice(from, values.Length + 1), values);
                moments.Add(values, benchmark.Fill(from, beside));
            }

            return (moments, withTail ? LowerTail.Of(returns, buffer.AsSpan(count, count)) : default);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    private static double? Ratio(double part, double whole) => whole > 0 ? part / whole : null;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
