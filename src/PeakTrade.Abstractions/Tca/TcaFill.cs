namespace PeakTrade;

/// <summary>A filled order and what it cost.</summary>
public readonly record struct TcaFill
{
    /// <summary>The order's number in the journal.</summary>
    public int Number { get; init; }

    /// <summary>The trade that it belongs to, as <see cref="TcaTrade.Number"/> counts.</summary>
    public int Trade { get; init; }

    /// <summary>The instrument.</summary>
    public string Symbol { get; init; }

    /// <summary>The bar whose data made the order, in UTC.</summary>
    public DateTime SignalTime { get; init; }

    /// <summary>The bar that it filled in, in UTC.</summary>
    public DateTime Time { get; init; }

    /// <summary>What it was for.</summary>
    public OrderKind Kind { get; init; }

    /// <summary>The side of the position.</summary>
    public Side Side { get; init; }

    /// <summary>Whether it bought; else it sold.</summary>
    public bool IsBuy { get; init; }

    /// <summary>Units filled.</summary>
    public double Units { get; init; }

    /// <summary>The price when it was decided: the signal bar's close, or the level that it waited at.</summary>
    public double DecisionPrice { get; init; }

    /// <summary>The price that it met, before slippage.</summary>
    public double MarketPrice { get; init; }

    /// <summary>The filled price.</summary>
    public double FillPrice { get; init; }

    /// <summary>What it cost.</summary>
    public TcaCosts Costs { get; init; }

    /// <summary>Its units over the volume of its bar; null where that is not known.</summary>
    public double? Participation { get; init; }

    /// <summary>What its own weight may have moved the price by, in money: an estimate that was not paid. Null where it cannot be made.</summary>
    public double? ImpactEstimate { get; init; }
}
