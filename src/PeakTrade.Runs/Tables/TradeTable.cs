namespace PeakTrade.Runs;

/// <summary><c>trades.csv</c>: a row a trade, in order of entry.</summary>
internal static partial class TradeTable
{
    public static readonly string[] Columns =
    [
        "number", "side", "units", "entry_bar", "entry_time", "entry_price", "exit_bar", "exit_time", "exit_price", "exit_kind",
        "fees", "slippage", "borrow", "profit", "return", "symbol",
    ];

    private const int AddedLater = 1;

    public static void Write(ArtifactWriter file, IReadOnlyList<Trade> trades)
    {
        CsvCells.WriteHeader(file, Columns);
        for (var i = 0; i < trades.Count; i++) Write(file, trades[i]);
    }

    /// <summary>The trades; the symbol is for those of a file without that column.</summary>
    public static IReadOnlyList<Trade> Read(string path, string symbol)
    {
        using var rows = new CsvRows(path, Columns, AddedLater);
        var trades = new List<Trade>();
        while (rows.Next()) trades.Add(ReadRow(rows, symbol));
        return trades;
    }

    private static void Write(ArtifactWriter file, in Trade trade)
    {
        var row = new CsvCells(file, Columns.Length, trade.Symbol?.Length ?? 0);
        row.Integer(trade.Number);
        row.Word(Words<Side>.For(trade.Side));
        row.Number(trade.Units);
        row.Integer(trade.EntryBar);
        row.Time(trade.EntryTime.Ticks);
        row.Number(trade.EntryPrice);
        row.Integer(trade.ExitBar);
        row.Time(trade.ExitTime.Ticks);
        row.Number(trade.ExitPrice);
        row.Word(trade.ExitKind is { } kind ? Words<OrderKind>.For(kind) : null);
        row.Number(trade.Fees);
        row.Number(trade.Slippage);
        row.Number(trade.Borrow);
        row.Number(trade.Profit);
        row.Number(trade.Return);
        row.Text(trade.Symbol);
        row.EndRow();
    }

    // An initialiser sets its members in the order they are written, which is the order of the columns.
    private static Trade ReadRow(CsvRows row, string symbol) => new()
    {
        Number = row.Integer(),
        Side = row.Word<Side>(),
        Units = row.Number(),
        EntryBar = row.Integer(),
        EntryTime = row.Moment(),
        EntryPrice = row.Number(),
        ExitBar = row.Integer(),
        ExitTime = row.Moment(),
        ExitPrice = row.Number(),
        ExitKind = row.WordOrNull<OrderKind>(),
        Fees = row.Number(),
        Slippage = row.Number(),
        Borrow = row.Number(),
        Profit = row.Number(),
        Return = row.Number(),
        Symbol = row.AddedText() ?? symbol,
    };
}
