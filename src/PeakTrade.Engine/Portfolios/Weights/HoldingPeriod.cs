namespace PeakTrade.Engine.Weights;

/// <summary>What a portfolio held from one rebalance to the next.</summary>
/// <param name="Decided">What the rebalance was decided on, at the row before it.</param>
/// <param name="Start">The row that it filled in.</param>
/// <param name="End">The row of the next rebalance; the last row where there is none.</param>
/// <param name="IsLast">Whether none follows: the period then ends at the last close, not where orders fill.</param>
internal sealed record HoldingPeriod(ScoredRow Decided, int Start, int End, bool IsLast)
{
    /// <summary>Units of each instrument of the universe.</summary>
    public required double[] Units { get; init; }

    /// <summary>The equity after the rebalance, at the prices that it filled at.</summary>
    public double EquityAfter { get; init; }

    /// <summary>What the rebalance itself took: fees and slippage, in money.</summary>
    public double Paid { get; set; }

    /// <summary>All that trading took up to the period's end: fees, slippage and borrow, in money.</summary>
    public double Costs { get; set; }

    /// <summary>The equity that the period begins with: before what its rebalance took.</summary>
    public double Equity => EquityAfter + Paid;
}
