namespace PeakTrade.Engine;

/// <summary>What all parts of a risk report start from: a run's equity and returns, its benchmark beside it, and a list of what cannot be said.</summary>
internal sealed class RiskRun
{
    private const double LeftAtLeast = 1e-9;

    private readonly List<RiskGap> _gaps = [];

    public RiskRun(BacktestResult result, RiskMarket market)
    {
        Result = result;
        Curve = result.GetEquity();
        if (Curve.Equity.Length == 0) throw FaultCatalogue.ReportNotAvailable.Because($"{result.Strategy} on {result.Symbol}: the run has no equity curve.", "Run it again.", target: result);
        Returns = new double[Curve.Equity.Length - 1];
        // As the figures of the run have it: an account that is gone returns nothing.
        BarReturns.FillAfterRuin(Equity, Returns);
        // Where next to nothing is left, what it grew from cannot be told by it; a debt tells it as well as an equity.
        var capital = result.TotalReturn is { } total && Math.Abs(1 + total) > LeftAtLeast ? result.FinalEquity / (1 + total) : double.NaN;
        StartCapital = double.IsFinite(capital) && capital > 0 ? capital : null;
        if (market.Benchmark is null) Gap("relative", "beta", market.Missing.Length > 0 ? $"{market.Missing} Give a benchmark (-Benchmark, --benchmark)." : "No benchmark was given.");
        else if (AlignedBenchmark.TryAlign(Named(market.Benchmark), Ticks, out var aligned, out var why)) Benchmark = aligned;
        else Gap("relative", "beta", why);
    }

    public BacktestResult Result { get; }

    public EquityCurve Curve { get; }

    public ReadOnlySpan<long> Ticks => Curve.UtcTicks.Span;

    public ReadOnlySpan<double> Equity => Curve.Equity.Span;

    /// <summary>The return from each bar to the next: one fewer than bars.</summary>
    public double[] Returns { get; }

    /// <summary>The benchmark on the run's bars; null where there is none.</summary>
    public AlignedBenchmark? Benchmark { get; }

    public double PeriodsPerYear => Result.PeriodsPerYear;

    /// <summary>What the account began with; null where the figures do not say.</summary>
    public double? StartCapital { get; }

    public IReadOnlyList<RiskGap> Gaps => _gaps;

    public DateTime TimeAt(int bar) => new(Ticks[bar], DateTimeKind.Utc);

    public void Gap(string section, string figure, string reason) => _gaps.Add(new(section, figure, reason));

    // The index of a universe has the portfolio's own name, which says nothing beside it.
    private Bars Named(Bars benchmark) => Result.Portfolio is not null && benchmark.Symbol == Result.Symbol ? benchmark.Named($"index of {Result.Symbol}") : benchmark;
}
