namespace PeakTrade;

/// <summary>
/// A run: its figures, what they come from, and where it is stored. The same type comes from a run just made and from
/// the store; trades, orders and the equity curve are read when they are asked for.
/// </summary>
public sealed record BacktestResult : Metrics
{
    private readonly IRunDetails _details;

    /// <summary>A result with these figures and details.</summary>
    public BacktestResult(Metrics metrics, IRunDetails details) : base(metrics) => _details = details;

    /// <summary>The instrument; for a portfolio what its universe is called.</summary>
    public required string Symbol { get; init; }

    /// <summary>The strategy's key.</summary>
    public required string Strategy { get; init; }

    /// <summary>The strategy's parameters, defaults filled in.</summary>
    public ParameterSet Parameters { get; init; } = ParameterSet.Empty;

    /// <summary>The first bar's time, in UTC.</summary>
    public DateTime Start { get; init; }

    /// <summary>The last bar's time, in UTC.</summary>
    public DateTime End { get; init; }

    /// <summary>How many bars.</summary>
    public int Bars { get; init; }

    /// <summary>How the run was worked out.</summary>
    public ExecutionMode Execution { get; init; }

    /// <summary>Bars in which a stop and a target both lay, so that their order is not known.</summary>
    public int AmbiguousBars { get; init; }

    /// <summary>Final equity when the stop always comes first.</summary>
    public double FinalEquityPessimistic { get; init; }

    /// <summary>Final equity when the target always comes first.</summary>
    public double FinalEquityOptimistic { get; init; }

    /// <summary>Whether a position was still open at the end of the data.</summary>
    public bool OpenAtEnd { get; init; }

    /// <summary>Why there is no trade; null where there is one.</summary>
    public string? NoTradesReason { get; init; }

    /// <summary>What only a portfolio has; null for a run of one instrument.</summary>
    public PortfolioFacts? Portfolio { get; init; }

    /// <summary>Rows of the data that break the contract and were left out.</summary>
    public int RowsDropped { get; init; }

    /// <summary>SHA-256 of the bars' columns, in lower-case hex.</summary>
    public string DataHash { get; init; } = "";

    /// <summary>SHA-256 of the normalised configuration, in lower-case hex.</summary>
    public string ConfigHash { get; init; } = "";

    /// <summary>The data file, as far as there is one.</summary>
    public string? Path { get; init; }

    /// <summary>The run's id; null where it was not stored.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The run's folder; null where it was not stored.</summary>
    public string? RunPath { get; init; }

    /// <summary>When the run was finished; null where it was not stored.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether the run is protected from removal, as it was stored or read.</summary>
    public bool IsKept { get; init; }

    /// <summary>The trades, in order of entry.</summary>
    public IReadOnlyList<Trade> GetTrades() => _details.ReadTrades();

    /// <summary>The order journal; empty for a vectorized run.</summary>
    public IReadOnlyList<Order> GetOrders() => _details.ReadOrders();

    /// <summary>The account at each bar's close.</summary>
    public EquityCurve GetEquity() => _details.ReadEquity();

    /// <summary>A portfolio's positions right after each rebalance; empty for any other run.</summary>
    public IReadOnlyList<Holding> GetHoldings() => _details.ReadHoldings();

    /// <summary>What a portfolio's account holds at each bar's close; empty for a run of one instrument.</summary>
    public IReadOnlyList<ExposurePoint> GetExposure() => _details.ReadExposure();

    /// <summary>What each factor did for a portfolio from rebalance to rebalance; empty where there are no factors.</summary>
    public IReadOnlyList<FactorContribution> GetFactorContributions() => _details.ReadFactorContributions();
}
