namespace PeakTrade.Runs;

/// <summary><c>orders.csv</c>: the order journal, a row an order.</summary>
internal static class OrderTable
{
    public static readonly string[] Columns =
    [
        "number", "signal_bar", "signal_time", "kind", "side", "units", "level", "status", "reason", "end_bar", "end_time",
        "fill_price", "fee", "slippage", "symbol", "decision_price",
    ];

    private const int AddedLater = 2;

    public static void Write(ArtifactWriter file, IReadOnlyList<Order> orders)
    {
        CsvCells.WriteHeader(file, Columns);
        for (var i = 0; i < orders.Count; i++) Write(file, orders[i]);
    }

    /// <summary>The orders; the symbol is for those of a file without that column.</summary>
    public static IReadOnlyList<Order> Read(string path, string symbol)
    {
        using var rows = new CsvRows(path, Columns, AddedLater);
        var orders = new List<Order>();
        while (rows.Next()) orders.Add(ReadRow(rows, symbol));
        return orders;
    }

    private static void Write(ArtifactWriter file, in Order order)
    {
        var row = new CsvCells(file, Columns.Length, (order.Reason?.Length ?? 0) + (order.Symbol?.Length ?? 0));
        row.Integer(order.Number);
        row.Integer(order.SignalBar);
        row.Time(order.SignalTime.Ticks);
        row.Word(Words<OrderKind>.For(order.Kind));
        row.Word(Words<Side>.For(order.Side));
        row.Number(order.Units);
        row.Number(order.Level);
        row.Word(Words<OrderStatus>.For(order.Status));
        row.Text(order.Reason);
        row.Integer(order.EndBar);
        row.Time(order.EndTime.Ticks);
        row.Number(order.FillPrice);
        row.Number(order.Fee);
        row.Number(order.Slippage);
        row.Text(order.Symbol);
        row.Number(order.DecisionPrice);
        row.EndRow();
    }

    // An initialiser sets its members in the order they are written, which is the order of the columns.
    private static Order ReadRow(CsvRows row, string symbol)
    {
        var order = new Order
        {
            Number = row.Integer(),
            SignalBar = row.Integer(),
            SignalTime = row.Moment(),
            Kind = row.Word<OrderKind>(),
            Side = row.Word<Side>(),
            Units = row.Number(),
            Level = row.NumberOrNull(),
            Status = row.Word<OrderStatus>(),
            Reason = row.Text(),
            EndBar = row.Integer(),
            EndTime = row.Moment(),
            FillPrice = row.NumberOrNull(),
            Fee = row.Number(),
            Slippage = row.Number(),
            Symbol = row.AddedText() ?? symbol,
        };
        return order with { DecisionPrice = row.AddedNumber() ?? PriceAtDecision(order) };
    }

    // Of an order whose decision price was not written: the level it waited at, or the price it filled at before slippage, so that its delay cost nothing.
    private static double PriceAtDecision(in Order order)
    {
        if (order.Level is { } level) return level;
        if (order.FillPrice is not { } price || order.Units == 0) return 0;
        return order.IsBuy ? price - (order.Slippage / order.Units) : price + (order.Slippage / order.Units);
    }
}
