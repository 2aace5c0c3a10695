namespace PeakTrade;

/// <summary>How a run can lose, and how it did. Each figure stands in <c>docs/risk-report.md</c>; null is undefined, and <see cref="Gaps"/> says why.</summary>
public sealed record RiskReport
{
    /// <summary>The run, with its figures.</summary>
    public required BacktestResult Result { get; init; }

    /// <summary>What the run is compared with; null for nothing.</summary>
    public string? Benchmark { get; init; }

    /// <summary>The run bar by bar.</summary>
    public required RiskSeries Series { get; init; }

    /// <summary>The run beside its benchmark; null without one.</summary>
    public RelativeRisk? Relative { get; init; }

    /// <summary>Volatility, Sharpe ratio and beta over moving windows of a month, a quarter and a year.</summary>
    public IReadOnlyList<RollingRisk> Rolling { get; init; } = [];

    /// <summary>The deepest falls, the deepest first.</summary>
    public IReadOnlyList<DrawdownSpan> Drawdowns { get; init; } = [];

    /// <summary>Value at risk at 95 and 99 % by each method.</summary>
    public IReadOnlyList<ValueAtRisk> ValuesAtRisk { get; init; } = [];

    /// <summary>The tails of the bar returns.</summary>
    public required TailStatistics Tail { get; init; }

    /// <summary>What was held, and how it was spread; null where that is not known.</summary>
    public ExposureFacts? Exposure { get; init; }

    /// <summary>The heaviest holding of each instrument right after a rebalance, the heaviest first; empty where there are none.</summary>
    public IReadOnlyList<HeaviestHolding> HeaviestHoldings { get; init; } = [];

    /// <summary>What each factor did in all.</summary>
    public IReadOnlyList<FactorTotal> Factors { get; init; } = [];

    /// <summary>What each factor did year by year.</summary>
    public IReadOnlyList<FactorYear> FactorYears { get; init; } = [];

    /// <summary>The trades' profits by sector, the best first.</summary>
    public IReadOnlyList<ProfitShare> Sectors { get; init; } = [];

    /// <summary>The trades' profits by instrument, the best first.</summary>
    public IReadOnlyList<ProfitShare> Symbols { get; init; } = [];

    /// <summary>The worst spans of the run, and times that were bad for many.</summary>
    public IReadOnlyList<StressWindow> Stress { get; init; } = [];

    /// <summary>Returns by calendar month, in UTC.</summary>
    public IReadOnlyList<PeriodReturn> Months { get; init; } = [];

    /// <summary>Returns by calendar year, in UTC.</summary>
    public IReadOnlyList<PeriodReturn> Years { get; init; } = [];

    /// <summary>The run in calm and wild, rising and falling markets.</summary>
    public IReadOnlyList<RegimeStatistics> Regimes { get; init; } = [];

    /// <summary>What is undefined, and why.</summary>
    public IReadOnlyList<RiskGap> Gaps { get; init; } = [];
}

/// <summary>Something that a risk report cannot say.</summary>
/// <param name="Section">The section that it is missing from.</param>
/// <param name="Figure">What is missing.</param>
/// <param name="Reason">Why.</param>
public sealed record RiskGap(string Section, string Figure, string Reason);
