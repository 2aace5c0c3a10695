namespace PeakTrade.Engine;

/// <summary>A run bar by bar and by the calendar: what its page draws. Nothing in it is thinned.</summary>
public sealed record RunCourse
{
    /// <summary>The account at each close.</summary>
    public required EquityCurve Curve { get; init; }

    /// <summary>The fall from the highest equity so far, at each close.</summary>
    public required ReadOnlyMemory<double> Drawdown { get; init; }

    /// <summary>What the run is compared with; null for nothing.</summary>
    public string? Benchmark { get; init; }

    /// <summary>What the equity would be had it been put into the benchmark at its first bar; NaN before, empty without a benchmark.</summary>
    public ReadOnlyMemory<double> BenchmarkEquity { get; init; }

    /// <summary>Why there is no benchmark; empty where there is one.</summary>
    public string Missing { get; init; } = "";

    /// <summary>Returns by calendar month, in UTC.</summary>
    public required IReadOnlyList<PeriodReturn> Months { get; init; }

    /// <summary>Returns by calendar year, in UTC.</summary>
    public required IReadOnlyList<PeriodReturn> Years { get; init; }

    /// <summary>Volatility and Sharpe ratio over the longest window that fits into the run twice; null where none does.</summary>
    public RollingRisk? Rolling { get; init; }

    /// <summary>How the bar returns lie; null where the account never moved.</summary>
    public ReturnHistogram? Histogram { get; init; }

    /// <summary>Of a run, beside a benchmark where one is given.</summary>
    public static RunCourse Of(BacktestResult result, RiskMarket market, CancellationToken cancel = default)
    {
        var run = new RiskRun(result, market);
        var missing = run.Gaps.Count > 0 ? run.Gaps[0].Reason : "";
        cancel.ThrowIfCancellationRequested();
        return new RunCourse
        {
            Curve = run.Curve,
            Drawdown = DrawdownTable.Falls(run.Equity),
            Benchmark = run.Benchmark?.Name,
            BenchmarkEquity = run.Benchmark is { } beside ? Scaled(run, beside) : default(ReadOnlyMemory<double>),
            Missing = missing,
            Months = CalendarReturns.Months(run),
            Years = CalendarReturns.Years(run),
            Rolling = RollingOf(run),
            Histogram = ReturnHistogram.Of(run.Returns),
        };
    }

    private static RollingRisk? RollingOf(RiskRun run)
    {
        foreach (var (name, years) in RollingFigures.Windows.Reverse())
        {
            var window = (int)Math.Min(Math.Round(years * run.PeriodsPerYear), int.MaxValue);
            if (window >= RollingFigures.LeastBars && window <= run.Returns.Length / 2) return RollingFigures.Of(run, name, window);
        }

        return null;
    }

    private static double[] Scaled(RiskRun run, AlignedBenchmark benchmark)
    {
        var values = new double[run.Equity.Length];
        var unit = run.Equity[benchmark.First] / benchmark.Closes[benchmark.First];
        for (var bar = 0; bar < values.Length; bar++) values[bar] = benchmark.Closes[bar] * unit;
        return values;
    }
}
