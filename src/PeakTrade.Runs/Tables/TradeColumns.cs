using PeakTrade.Data;

namespace PeakTrade.Runs;

/// <summary>Trades as columns, in the order of <see cref="TradeTable.Columns"/>.</summary>
internal sealed class TradeColumns
{
    public static readonly ParquetField[] Fields = Array.ConvertAll(TradeTable.Columns, name => new ParquetField(name, TypeOf(name), MayBeNull: name == "exit_kind", MayBeMissing: name == "symbol"));

    private readonly int[] _number, _entryBar, _exitBar;
    private readonly string?[] _side, _exitKind, _symbol;
    private readonly DateTime[] _entryTime, _exitTime;
    private readonly double[] _units, _entryPrice, _exitPrice, _fees, _slippage, _borrow, _profit, _return;

    public TradeColumns(int count)
        : this([
            new int[count], new string?[count], new double[count], new int[count], new DateTime[count], new double[count], new int[count], new DateTime[count], new double[count], new string?[count],
            new double[count], new double[count], new double[count], new double[count], new double[count], new string?[count],
        ])
    {
    }

    public TradeColumns(IReadOnlyList<Array> columns)
    {
        All = columns;
        var next = 0;
        (_number, _side, _units) = (Integers(), Texts(), Numbers());
        (_entryBar, _entryTime, _entryPrice) = (Integers(), Times(), Numbers());
        (_exitBar, _exitTime, _exitPrice, _exitKind) = (Integers(), Times(), Numbers(), Texts());
        (_fees, _slippage, _borrow, _profit, _return) = (Numbers(), Numbers(), Numbers(), Numbers(), Numbers());
        _symbol = Texts();

        int[] Integers() => (int[])columns[next++];
        double[] Numbers() => (double[])columns[next++];
        string?[] Texts() => (string?[])columns[next++];
        DateTime[] Times() => (DateTime[])columns[next++];
    }

    public IReadOnlyList<Array> All { get; }

    public int Count => _number.Length;

    public void Set(int row, in Trade trade)
    {
        _number[row] = trade.Number;
        _side[row] = Words<Side>.For(trade.Side);
        _units[row] = trade.Units;
        _entryBar[row] = trade.EntryBar;
        _entryTime[row] = new DateTime(trade.EntryTime.Ticks, DateTimeKind.Utc);
        _entryPrice[row] = trade.EntryPrice;
        _exitBar[row] = trade.ExitBar;
        _exitTime[row] = new DateTime(trade.ExitTime.Ticks, DateTimeKind.Utc);
        _exitPrice[row] = trade.ExitPrice;
        _exitKind[row] = trade.ExitKind is { } kind ? Words<OrderKind>.For(kind) : null;
        _fees[row] = trade.Fees;
        _slippage[row] = trade.Slippage;
        _borrow[row] = trade.Borrow;
        _profit[row] = trade.Profit;
        _return[row] = trade.Return;
        _symbol[row] = trade.Symbol ?? "";
    }

    /// <summary>One trade; the path is for the fault of a word that is none, the symbol for a file without that column.</summary>
    public Trade Get(int row, string path, string symbol) => new()
    {
        Number = _number[row],
        Side = Word<Side>(_side[row]!, "side", row, path),
        Units = _units[row],
        EntryBar = _entryBar[row],
        EntryTime = _entryTime[row],
        EntryPrice = _entryPrice[row],
        ExitBar = _exitBar[row],
        ExitTime = _exitTime[row],
        ExitPrice = _exitPrice[row],
        ExitKind = _exitKind[row] is { } kind ? Word<OrderKind>(kind, "exit_kind", row, path) : null,
        Fees = _fees[row],
        Slippage = _slippage[row],
        Borrow = _borrow[row],
        Profit = _profit[row],
        Return = _return[row],
        Symbol = _symbol[row] ?? symbol,
    };

    private static T Word<T>(string word, string column, int row, string path) where T : struct, Enum =>
        Words<T>.TryRead(word, out var value) ? value : throw Damage.Of(path, $"row {row + 1} must hold one of {string.Join(", ", Words<T>.All)} in column {column}, and holds \"{word}\".", row: row + 1);

    private static ParquetType TypeOf(string column) => column switch
    {
        "number" or "entry_bar" or "exit_bar" => ParquetType.Integer,
        "side" or "exit_kind" or "symbol" => ParquetType.Text,
        "entry_time" or "exit_time" => ParquetType.Time,
        _ => ParquetType.Double,
    };
}
