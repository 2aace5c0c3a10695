using PeakTrade.Engine.Tca;

namespace PeakTrade.Reports;

/// <summary>The order journal in short: by kind and end, and why orders did not fill.</summary>
internal static class OrderSection
{
    private const int MostReasons = 15;

    private static readonly OrderStatus[] Ends = Enum.GetValues<OrderStatus>();

    public static Action<Markup> Write(BacktestResult run) => to =>
    {
        var orders = run.GetOrders();
        if (orders.Count == 0)
        {
            to.Element("p", run.Execution == ExecutionMode.Vectorized ? "A vectorized run keeps no journal of orders." : "There was no order.", ("class", "lead"));
            return;
        }

        to.Element("p", $"{NumberText.Count(orders.Count, "order")}. Each ended in one of these ways.", ("class", "lead"));
        var counts = new int[Enum.GetValues<OrderKind>().Length, Ends.Length];
        foreach (var order in orders) counts[(int)order.Kind, (int)order.Status]++;
        to.BeginTable("", [("Kind", false), .. Ends.Select(end => (CellText.Word(end), true)), ("all", true)]);
        foreach (var kind in Enum.GetValues<OrderKind>())
        {
            var all = Ends.Sum(end => counts[(int)kind, (int)end]);
            if (all == 0) continue;
            to.Open("tr").Element("td", CellText.Word(kind));
            foreach (var end in Ends) to.Element("td", counts[(int)kind, (int)end] is var n and > 0 ? NumberText.Count(n) : "", ("class", "number"));
            to.Cell(CellKind.Count, all).CloseLine();
        }

        to.EndTable();
        Reasons(to, UnfilledOrders.Count(orders));
    };

    private static void Reasons(Markup to, IReadOnlyList<TcaUnfilled> unfilled)
    {
        if (unfilled.Count == 0) return;
        to.Element("h3", "Why orders did not fill").Element("p", "Reasons that differ in their numbers only (#) are counted together.", ("class", "lead"));
        to.BeginTable("wide", ("Reason", false), ("Ended", false), ("Kind", false), ("Orders", true));
        foreach (var reason in unfilled.OrderByDescending(u => u.Orders).Take(MostReasons))
            to.Open("tr").Element("td", NumberText.Cut(reason.Reason, 300), ("class", "long")).Element("td", CellText.Word(reason.Status)).Element("td", CellText.Word(reason.Kind)).Cell(CellKind.Count, reason.Orders).CloseLine();
        to.EndTable();
        if (unfilled.Count > MostReasons) to.Element("p", $"And {NumberText.Count(unfilled.Count - MostReasons, "further reason")}; orders.csv holds all.", ("class", "lead"));
    }
}
