namespace PeakTrade;

/// <summary>How an order ended.</summary>
public enum OrderStatus
{
    /// <summary>Filled.</summary>
    Filled,

    /// <summary>Refused when it was made or due.</summary>
    Rejected,

    /// <summary>The data ended before it could fill.</summary>
    Expired,

    /// <summary>Taken back because the position it belonged to was closed by another order.</summary>
    Cancelled,
}

/// <summary>An order intent and how it ended.</summary>
public readonly record struct Order
{
    /// <summary>Counts from 1.</summary>
    public int Number { get; init; }

    /// <summary>The instrument.</summary>
    public string Symbol { get; init; }

    /// <summary>The bar whose data made it.</summary>
    public int SignalBar { get; init; }

    /// <summary>That bar's time, in UTC.</summary>
    public DateTime SignalTime { get; init; }

    /// <summary>What it is for.</summary>
    public OrderKind Kind { get; init; }

    /// <summary>The side of the position it opens or closes.</summary>
    public Side Side { get; init; }

    /// <summary>Whether it buys; else it sells.</summary>
    public bool IsBuy => Kind == OrderKind.Entry ? Side == Side.Long : Side == Side.Short;

    /// <summary>Units it was for; 0 where they could not be found.</summary>
    public double Units { get; init; }

    /// <summary>The price level it waited at when it ended; null for an order at the market.</summary>
    public double? Level { get; init; }

    /// <summary>The price when it was decided, which its cost is measured from: the signal bar's close, or the level that it waited at.</summary>
    public double DecisionPrice { get; init; }

    /// <summary>How it ended.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>Why it ended so, with the numbers.</summary>
    public string Reason { get; init; }

    /// <summary>The bar it ended in.</summary>
    public int EndBar { get; init; }

    /// <summary>That bar's time, in UTC.</summary>
    public DateTime EndTime { get; init; }

    /// <summary>The filled price, slippage included; null where not filled.</summary>
    public double? FillPrice { get; init; }

    /// <summary>The fee; 0 where not filled.</summary>
    public double Fee { get; init; }

    /// <summary>What slippage cost; 0 where not filled.</summary>
    public double Slippage { get; init; }
}
