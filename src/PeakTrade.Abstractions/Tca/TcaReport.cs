namespace PeakTrade;

/// <summary>What trading cost a run: its implementation shortfall, split into parts that add up. <c>docs/tca-report.md</c> states every formula.</summary>
public sealed record TcaReport
{
    /// <summary>The instrument; for a portfolio what its universe is called.</summary>
    public required string Symbol { get; init; }

    /// <summary>The strategy's key.</summary>
    public required string Strategy { get; init; }

    /// <summary>The strategy's parameters.</summary>
    public ParameterSet Parameters { get; init; } = ParameterSet.Empty;

    /// <summary>The first bar's time, in UTC.</summary>
    public DateTime Start { get; init; }

    /// <summary>The last bar's time, in UTC.</summary>
    public DateTime End { get; init; }

    /// <summary>How many bars.</summary>
    public int Bars { get; init; }

    /// <summary>Cash at the start.</summary>
    public double StartCapital { get; init; }

    /// <summary>Equity at the last bar's close.</summary>
    public double FinalEquity { get; init; }

    /// <summary>What the run made before fees, slippage and borrow, its trades being what they are.</summary>
    public double GrossProfit { get; init; }

    /// <summary>SHA-256 of the bars' columns, in lower-case hex.</summary>
    public string DataHash { get; init; } = "";

    /// <summary>SHA-256 of the normalised configuration, in lower-case hex.</summary>
    public string ConfigHash { get; init; } = "";

    /// <summary>All costs.</summary>
    public TcaCosts Total { get; init; }

    /// <summary>The fills, in order of time.</summary>
    public IReadOnlyList<TcaFill> Fills { get; init; } = [];

    /// <summary>The trades, in order of their first fill.</summary>
    public IReadOnlyList<TcaTrade> Trades { get; init; } = [];

    /// <summary>The fills by what they have in common; the groups of each grouping add up to <see cref="Total"/>.</summary>
    public IReadOnlyList<TcaGroup> Groups { get; init; } = [];

    /// <summary>Orders that did not fill.</summary>
    public IReadOnlyList<TcaUnfilled> Unfilled { get; init; } = [];

    /// <summary>What the fills' own weight may have moved prices by: an estimate, not paid.</summary>
    public required TcaImpact Impact { get; init; }

    /// <summary>The run's figures at other costs.</summary>
    public required CostSensitivity Sensitivity { get; init; }
}
