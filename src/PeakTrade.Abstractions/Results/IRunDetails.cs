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

    /// <summary>A portfolio's positions right after each rebalance.</summary>
    IReadOnlyList<Holding> ReadHoldings() => [];

    /// <summary>What a portfolio's account holds at each bar's close.</summary>
    IReadOnlyList<ExposurePoint> ReadExposure() => [];

    /// <summary>What each factor did for a portfolio from rebalance to rebalance.</summary>
    IReadOnlyList<FactorContribution> ReadFactorContributions() => [];
}
