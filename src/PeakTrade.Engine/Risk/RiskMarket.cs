namespace PeakTrade.Engine;

/// <summary>The bars that stand beside a run in its risk report.</summary>
/// <param name="Benchmark">What the run is compared with; null for nothing.</param>
/// <param name="Instrument">The bars that a run of one instrument was made on, which its exposure is told by; null where they are not at hand.</param>
public sealed record RiskMarket(Bars? Benchmark = null, Bars? Instrument = null)
{
    /// <summary>Why there is no benchmark, in a sentence; empty where there is one. No path stands in it, so that reports are the same wherever the data lie.</summary>
    public string Missing { get; init; } = "";

    /// <summary>With these bars as the benchmark; where the run was made on them, its exposure is told by them as well.</summary>
    public static RiskMarket Of(BacktestResult result, Bars? benchmark) => new(benchmark, benchmark is not null && result.Portfolio is null && RunBars.Are(benchmark, result) ? benchmark : null);
}
