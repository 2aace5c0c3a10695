using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>The long parts of a run just made. What can be derived is worked out only when somebody reads it.</summary>
internal sealed class RunDetails(Bars bars, ArraySegment<Trade> trades, Journal? journal, double[] equity) : IRunDetails
{
    private readonly Lazy<IReadOnlyList<Order>> _orders = new(() => journal?.ToOrders() ?? []);
    private readonly Lazy<double[]> _units = new(() => UnitsHeld(trades, equity.Length));

    public IReadOnlyList<Trade> ReadTrades() => trades;

    public IReadOnlyList<Order> ReadOrders() => _orders.Value;

    public EquityCurve ReadEquity() => new(bars.UtcTicks.ToArray(), equity, _units.Value);

    // A trade is held at the closes from its entry's bar up to, but not at, its exit's.
    private static double[] UnitsHeld(ArraySegment<Trade> trades, int bars)
    {
        var units = new double[bars];
        foreach (var trade in trades) units.AsSpan(trade.EntryBar..(trade.IsOpen ? bars : trade.ExitBar)).Fill((int)trade.Side * trade.Units);
        return units;
    }
}
