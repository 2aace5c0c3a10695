namespace PeakTrade;

/// <summary>A run's figures as its costs are multiplied.</summary>
public sealed record CostSensitivity
{
    /// <summary>Whether the figures come out of the stored run to first order; else each was run again.</summary>
    public bool IsApproximate { get; init; }

    /// <summary>How the figures were made, and why they are approximate where they are.</summary>
    public string Note { get; init; } = "";

    /// <summary>The figures, from no costs on.</summary>
    public IReadOnlyList<SensitivityPoint> Points { get; init; } = [];

    /// <summary>How many times the costs the run bears before its return is 0; null where that lies beyond the points.</summary>
    public double? BreakEvenMultiple { get; init; }

    /// <summary>Where the return crosses 0, in words.</summary>
    public string BreakEvenNote { get; init; } = "";
}

/// <summary>A run's figures at a multiple of its fees, slippage and borrow. Null is undefined.</summary>
/// <param name="Multiple">How many times the costs.</param>
/// <param name="FinalEquity">Equity at the last bar's close.</param>
/// <param name="TotalReturn">Final equity over start capital, less one.</param>
/// <param name="Cagr">The growth rate a year.</param>
/// <param name="Sharpe">Mean over standard deviation of the bar returns, a year.</param>
/// <param name="MaxDrawdown">The deepest fall from a peak, as a negative fraction.</param>
/// <param name="Trades">Trades, an open one at the end counted.</param>
public readonly record struct SensitivityPoint(double Multiple, double? FinalEquity, double? TotalReturn, double? Cagr, double? Sharpe, double? MaxDrawdown, int? Trades);
