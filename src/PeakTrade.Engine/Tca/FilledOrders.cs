using System.Globalization;

namespace PeakTrade.Engine.Tca;

/// <summary>What each filled order cost, borrow left out.</summary>
internal static class FilledOrders
{
    public static TcaFill[] Measure(BacktestResult result, IReadOnlyList<Order> orders)
    {
        var fills = new List<TcaFill>();
        foreach (var order in orders)
        {
            if (order.Status == OrderStatus.Filled) fills.Add(Measure(result, order));
        }

        fills.Sort((a, b) => a.Time.CompareTo(b.Time) is var time and not 0 ? time : a.Number.CompareTo(b.Number));
        return [.. fills];
    }

    private static TcaFill Measure(BacktestResult result, in Order order)
    {
        if (order.FillPrice is not { } filled || !(order.DecisionPrice > 0))
            throw FaultCatalogue.ReportNoOrders.Because(
                string.Create(CultureInfo.InvariantCulture, $"{result.Symbol}, {result.Strategy}: order {order.Number} is filled and has no decision price to measure its cost from; the run was stored before those were kept."),
                "Run it again, and report on that run.", target: result.RunId is { } id ? id : result.Symbol);

        var sign = order.IsBuy ? 1 : -1;
        var notional = order.Units * filled;
        // All that the price was worse than the decision, less what of it is slippage. What rounding leaves of a price that did not move is no delay.
        var delay = sign * (filled - order.DecisionPrice) * order.Units - order.Slippage;
        if (Math.Abs(delay) <= 1e-12 * notional) delay = 0;
        return new TcaFill
        {
            Number = order.Number,
            Symbol = order.Symbol is { Length: > 0 } symbol ? symbol : result.Symbol,
            SignalTime = order.SignalTime,
            Time = order.EndTime,
            Kind = order.Kind,
            Side = order.Side,
            IsBuy = order.IsBuy,
            Units = order.Units,
            DecisionPrice = order.DecisionPrice,
            MarketPrice = delay == 0 ? order.DecisionPrice : filled - sign * order.Slippage / order.Units,
            FillPrice = filled,
            Costs = new TcaCosts { Fills = 1, Notional = notional, Delay = delay, Slippage = order.Slippage, Fees = order.Fee },
        };
    }
}
