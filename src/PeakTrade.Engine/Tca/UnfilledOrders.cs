using System.Text.RegularExpressions;

namespace PeakTrade.Engine.Tca;

/// <summary>Counts the orders that did not fill. Reasons that differ in their numbers only are one.</summary>
public static partial class UnfilledOrders
{
    /// <summary>How many orders ended unfilled, by end, kind and reason.</summary>
    public static IReadOnlyList<TcaUnfilled> Count(IReadOnlyList<Order> orders)
    {
        var counts = new Dictionary<(OrderStatus Status, OrderKind Kind, string Reason), int>();
        foreach (var order in orders)
        {
            if (order.Status == OrderStatus.Filled) continue;
            var key = (order.Status, order.Kind, Numbers().Replace(order.Reason ?? "", "#"));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return
        [
            .. counts.OrderBy(c => c.Key.Status).ThenBy(c => c.Key.Kind).ThenByDescending(c => c.Value).ThenBy(c => c.Key.Reason, StringComparer.Ordinal)
                .Select(c => new TcaUnfilled(c.Key.Status, c.Key.Kind, c.Key.Reason, c.Value)),
        ];
    }

    [GeneratedRegex(@"-?\b\d+(\.\d+)?([eE][+-]?\d+)?\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
