namespace PeakTrade;

/// <summary>Where a result's long parts come from: memory for a run just made, the run's folder for a stored one.</summary>
public interface IRunDetails
{
    /// <summary>The trades, in order of entry.</summary>
    IReadOnlyList<Trade> ReadTrades();

    /// <summary>The order journal.</summary>
    IReadOnlyList<Order> ReadOrders();

    /// <summary>The account at each bar's close.</summary>
    EquityCurve ReadEquity();
}
