namespace PeakTrade;

/// <summary>A position from flat to flat, or to the end of the data, and what its fills and its borrow cost.</summary>
public readonly record struct TcaTrade
{
    /// <summary>Counts from 1, in order of the first fill.</summary>
    public int Number { get; init; }

    /// <summary>The instrument.</summary>
    public string Symbol { get; init; }

    /// <summary>Long or short.</summary>
    public Side Side { get; init; }

    /// <summary>The bar of its first fill, in UTC.</summary>
    public DateTime EntryTime { get; init; }

    /// <summary>The bar of its last fill, in UTC; null where it is open.</summary>
    public DateTime? ExitTime { get; init; }

    /// <summary>What it cost, all its fills together.</summary>
    public TcaCosts Costs { get; init; }

    /// <summary>What it made after all costs, an open position marked.</summary>
    public double Profit { get; init; }

    /// <summary>What it would have made at the prices it was decided at, and for nothing.</summary>
    public double PaperProfit => Profit + Costs.Shortfall;
}
