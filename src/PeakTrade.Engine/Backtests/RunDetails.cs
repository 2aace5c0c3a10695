using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>The long parts of a run just made. The journal becomes sentences only when somebody reads it.</summary>
internal sealed class RunDetails(Bars bars, Trade[] trades, Journal? journal, double[] equity, double[] units) : IRunDetails
{
    private readonly Lazy<IReadOnlyList<Order>> _orders = new(() => journal?.ToOrders() ?? []);

    public IReadOnlyList<Trade> ReadTrades() => trades;

    public IReadOnlyList<Order> ReadOrders() => _orders.Value;

    public EquityCurve ReadEquity() => new(bars.UtcTicks.ToArray(), equity, units);
}
