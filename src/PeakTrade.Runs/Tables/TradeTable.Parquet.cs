using PeakTrade.Data;

namespace PeakTrade.Runs;

/// <summary><c>trades.parquet</c>: the same columns, typed.</summary>
internal static partial class TradeTable
{
    /// <summary>The first trade whose times Parquet's microseconds cannot hold; null where all fit.</summary>
    public static Trade? FirstTooFine(IReadOnlyList<Trade> trades)
    {
        for (var i = 0; i < trades.Count; i++)
        {
            if (!ParquetTable.Holds(trades[i].EntryTime) || !ParquetTable.Holds(trades[i].ExitTime)) return trades[i];
        }

        return null;
    }

    public static void WriteParquet(string path, IReadOnlyList<Trade> trades, CancellationToken cancel)
    {
        var columns = new TradeColumns(trades.Count);
        for (var i = 0; i < trades.Count; i++) columns.Set(i, trades[i]);
        ParquetTable.Write(path, TradeColumns.Fields, columns.All, cancel);
    }

    /// <summary>The trades; the symbol is for those of a file without that column.</summary>
    public static IReadOnlyList<Trade> ReadParquet(string path, string symbol)
    {
        var columns = new TradeColumns(ParquetTable.Read(path, TradeColumns.Fields));
        var trades = new Trade[columns.Count];
        for (var i = 0; i < trades.Length; i++) trades[i] = columns.Get(i, path, symbol);
        return trades;
    }
}
