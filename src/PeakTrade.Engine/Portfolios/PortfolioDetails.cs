namespace PeakTrade.Engine;

/// <summary>The long parts of a portfolio just run by weights. What can be derived is worked out only when somebody reads it.</summary>
internal sealed class PortfolioDetails(PortfolioSimulation run, Func<IRunDetails, IReadOnlyList<FactorContribution>>? contributions) : IRunDetails
{
    private readonly Lazy<IReadOnlyList<Order>> _orders = new(run.Journal.ToOrders);
    private readonly Lazy<IReadOnlyList<Holding>> _holdings = new(run.Holdings.ToHoldings);

    public IReadOnlyList<Trade> ReadTrades() => run.Book.Trades;

    public IReadOnlyList<Order> ReadOrders() => _orders.Value;

    public EquityCurve ReadEquity() => run.Log.Curve;

    public IReadOnlyList<Holding> ReadHoldings() => _holdings.Value;

    public IReadOnlyList<ExposurePoint> ReadExposure() => run.Log.Exposure.ToArray();

    public IReadOnlyList<FactorContribution> ReadFactorContributions() => contributions?.Invoke(this) ?? [];
}
