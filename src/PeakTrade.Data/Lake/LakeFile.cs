using System.Globalization;
using PeakTrade.Data.Contract;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Lake;

/// <summary>One file of the lake: an instrument's bars of one year.</summary>
internal static class LakeFile
{
    /// <summary>The key in the file's own metadata under which the hash of its bars stands.</summary>
    private const string ContentKey = "peaktrade_content";
    private const int RowGroup = 122_880;
    private const int ChunkRows = 2_048;

    /// <summary>Writes bars of one year. The same bars give the same bytes.</summary>
    public static void Write(DuckDbConnection connection, Bars bars, string content, string path, CancellationToken cancel)
    {
        connection.Execute("CREATE OR REPLACE TEMP TABLE staged (timestamp TIMESTAMPTZ, open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE)", cancel);
        using (var appender = connection.Append("staged"))
        {
            Append(appender, bars, cancel);
            appender.Complete();
        }

        // Prices and times seldom come again: without the search for a dictionary a file is written in four fifths of the time, and smaller.
        var options = $"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {RowGroup.ToString(CultureInfo.InvariantCulture)}, DICTIONARY_SIZE_LIMIT 1, KV_METADATA {{{ContentKey}: {Sql.Text(content)}}}";
        connection.Execute($"COPY staged TO {Sql.Text(path)} ({options})", cancel);
        connection.Execute("DROP TABLE staged", cancel);
        Durable.File(path);
    }

    /// <summary>Reads a file of the lake.</summary>
    /// <exception cref="PeakTradeException">It holds what no import writes (<c>Data.BadRow</c>).</exception>
    public static Bars Read(DuckDbConnection connection, string symbol, string path, CancellationToken cancel)
    {
        var rows = Count(connection, path, cancel);
        var ticks = new long[rows];
        var columns = new double[5][];
        for (var i = 0; i < columns.Length; i++) columns[i] = new double[rows];
        using var statement = connection.Prepare($"SELECT timestamp, open, high, low, close, volume FROM {Table(path)}");
        using var result = statement.Query(cancel);
        for (var at = 0; result.Read(); at += result.RowCount)
        {
            result.Column(0).CopyTicks(ticks.AsSpan(at));
            for (var i = 0; i < columns.Length; i++) result.Column(i + 1).CopyDoubles(columns[i].AsSpan(at));
        }

        var volume = Array.TrueForAll(columns[4], double.IsNaN) ? null : columns[4];
        Check(ticks, columns, volume, path);
        return new Bars(symbol, ticks, columns[0], columns[1], columns[2], columns[3], volume);
    }

    /// <summary>Whether a file's bars have volumes, as its first row says.</summary>
    public static bool HasVolume(DuckDbConnection connection, string path, CancellationToken cancel)
    {
        using var result = connection.Query($"SELECT volume IS NOT NULL FROM {Table(path)} LIMIT 1", cancel);
        return result.Read() && (bool)result.Column(0).Value(0)!;
    }

    /// <summary>The hashes of files' bars as their metadata hold them, without reading a bar; a file that DuckDB did not write so has none.</summary>
    public static Dictionary<string, string> Contents(DuckDbConnection connection, IReadOnlyCollection<string> paths, CancellationToken cancel)
    {
        var contents = new Dictionary<string, string>(paths.Count, StringComparer.Ordinal);
        if (paths.Count == 0) return contents;
        var files = Sql.Files(paths);
        // All footers in one query. Only what DuckDB wrote is believed: other programs carry an old entry along when they change rows.
        using var result = connection.Query(
            $"""
            SELECT CAST(entry.file_name AS VARCHAR), decode(entry.value)
            FROM parquet_kv_metadata({files}) entry JOIN parquet_file_metadata({files}) file ON entry.file_name = file.file_name
            WHERE decode(entry.key) = '{ContentKey}' AND CAST(file.created_by AS VARCHAR) LIKE 'DuckDB%'
            """, cancel);
        while (result.Read())
        {
            for (var row = 0; row < result.RowCount; row++) contents[result.Column(0).Text(row)!] = result.Column(1).Text(row)!;
        }

        return contents;
    }

    private static void Append(DuckDbAppender appender, Bars bars, CancellationToken cancel)
    {
        var times = new long[ChunkRows];
        var columns = new double[5][];
        for (var i = 0; i < columns.Length; i++) columns[i] = new double[ChunkRows];
        Array[] chunk = [times, columns[0], columns[1], columns[2], columns[3], bars.HasVolume ? columns[4] : new double?[ChunkRows]];
        for (var first = 0; first < bars.Count; first += ChunkRows)
        {
            cancel.ThrowIfCancellationRequested();
            var rows = Math.Min(ChunkRows, bars.Count - first);
            var ticks = bars.UtcTicks.Slice(first, rows);
            for (var row = 0; row < rows; row++) times[row] = DuckDbTime.ToMicroseconds(ticks[row]);
            bars.Open.Slice(first, rows).CopyTo(columns[0]);
            bars.High.Slice(first, rows).CopyTo(columns[1]);
            bars.Low.Slice(first, rows).CopyTo(columns[2]);
            bars.Close.Slice(first, rows).CopyTo(columns[3]);
            if (bars.HasVolume) bars.Volume.Slice(first, rows).CopyTo(columns[4]);
            appender.Append(chunk, rows);
        }
    }

    private static int Count(DuckDbConnection connection, string path, CancellationToken cancel)
    {
        using var result = connection.Query($"SELECT count(*) FROM {Table(path)}", cancel);
        result.Read();
        return checked((int)(long)result.Column(0).Value(0)!);
    }

    private static void Check(long[] ticks, double[][] columns, double[]? volume, string path)
    {
        var previous = -1L;
        for (var row = 0; row < ticks.Length; row++)
        {
            var bar = new BarRow { Ticks = ticks[row], Open = columns[0][row], High = columns[1][row], Low = columns[2][row], Close = columns[3][row], Volume = volume?[row] ?? 0 };
            if (!DataContract.Holds(bar, previous))
            {
                var (column, message) = DataContract.Broken(bar, previous, "timestamp");
                throw FaultCatalogue.DataBadRow.Because($"the lake's own file holds what no import writes: {message}", "Move that file away and import its bars again.", new Place(path, Key: column, Row: row + 1), path);
            }

            previous = bar.Ticks;
        }
    }

    private static string Table(string path) => $"read_parquet({Sql.File(path)}, hive_partitioning = false)";
}
