namespace PeakTrade.Engine;

/// <summary>The long parts of a run with shared cash. Orders are merged only when somebody reads them.</summary>
internal sealed class SharedCashDetails(IReadOnlyList<Seat> seats, IReadOnlyList<Trade> trades, PortfolioLog log) : IRunDetails
{
    private readonly Lazy<IReadOnlyList<Order>> _orders = new(() => Merged(seats));

    public IReadOnlyList<Trade> ReadTrades() => trades;

    public IReadOnlyList<Order> ReadOrders() => _orders.Value;

    public EquityCurve ReadEquity() => log.Curve;

    public IReadOnlyList<ExposurePoint> ReadExposure() => log.Exposure.ToArray();

    // A journal's orders stand in order of the bars that made them, and the sort is stable: by row, then symbol, then as they were made.
    private static IReadOnlyList<Order> Merged(IReadOnlyList<Seat> seats) =>
        [.. seats.SelectMany(seat => seat.Journal!.ToOrders()).OrderBy(order => order.SignalBar).Select((order, i) => order with { Number = i + 1 })];
}
