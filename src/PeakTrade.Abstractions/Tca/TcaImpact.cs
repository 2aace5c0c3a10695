namespace PeakTrade;

/// <summary>
/// An estimate of what the fills' own weight would have moved prices by. The engine fills any size at the price with slippage, so none of it was paid,
/// and none of it is in the shortfall.
/// </summary>
public sealed record TcaImpact
{
    /// <summary>What the square-root law is multiplied by.</summary>
    public double Coefficient { get; init; }

    /// <summary>For how many fills it could be estimated.</summary>
    public int Fills { get; init; }

    /// <summary>Their notional.</summary>
    public double Notional { get; init; }

    /// <summary>The estimate for them together, in money; null where there is none.</summary>
    public double? Cost { get; init; }

    /// <summary>The same in hundredths of a percent of their notional.</summary>
    public double? CostBps => Notional > 0 ? Cost / Notional * 10_000 : null;

    /// <summary>The mean of the fills' units over their bar's volume.</summary>
    public double? MeanParticipation { get; init; }

    /// <summary>The participation that 95 % of the fills stay within.</summary>
    public double? Participation95 { get; init; }

    /// <summary>The largest participation.</summary>
    public double? MaxParticipation { get; init; }

    /// <summary>The start capital with which the estimated impact would eat half of the gross profit; null where there is none.</summary>
    public double? CapacityEquity { get; init; }

    /// <summary>How it was made, or why there is none.</summary>
    public string Note { get; init; } = "";
}
