namespace PeakTrade.Runs;

/// <summary><c>orders.csv</c>: the order journal, a row an order.</summary>
internal static class OrderTable
{
    public static readonly string[] Columns =
    [
        "number", "signal_bar", "signal_time", "kind", "side", "units", "level", "status", "reason", "end_bar", "end_time",
        "fill_price", "fee", "slippage",
    ];

    public static void Write(ArtifactWriter file, IReadOnlyList<Order> orders)
    {
        CsvCells.WriteHeader(file, Columns);
        for (var i = 0; i < orders.Count; i++) Write(file, orders[i]);
    }

    public static IReadOnlyList<Order> Read(string path)
    {
        using var rows = new CsvRows(path, Columns);
        var orders = new List<Order>();
        while (rows.Next()) orders.Add(ReadRow(rows));
        return orders;
    }

    private static void Write(ArtifactWriter file, in Order order)
    {
        var row = new CsvCells(file, Columns.Length, order.Reason?.Length ?? 0);
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
        row.EndRow();
    }

    // An initialiser sets its members in the order they are written, which is the order of the columns.
    private static Order ReadRow(CsvRows row) => new()
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
    };
}
