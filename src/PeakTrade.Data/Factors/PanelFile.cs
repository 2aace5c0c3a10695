using System.Globalization;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Factors;

/// <summary>
/// A panel as a Parquet file of the columns time, symbol and value (NULL where there is none): a row for each time and symbol, time after time. So the values
/// stand in the file as they stand in memory. A sum over symbols, times and values lies in the footer.
/// </summary>
internal static class PanelFile
{
    private const string KeyEntry = "peaktrade_key";
    private const string SymbolsEntry = "peaktrade_symbols";
    private const string TimesEntry = "peaktrade_times";
    private const string ValuesEntry = "peaktrade_values";
    private const int RowsAtOnce = 122_880;

    /// <summary>Writes the file of a panel that holds at least one value.</summary>
    public static void Write(string file, FactorPanel panel, CancellationToken cancel)
    {
        using var connection = DuckDbDatabase.Shared.Connect();
        connection.Execute("CREATE TEMP TABLE panel (time TIMESTAMPTZ, symbol INTEGER, value DOUBLE)", cancel);
        using (var rows = connection.Append("panel")) Append(rows, panel, cancel);

        var symbols = $"[{string.Join(", ", panel.Symbols.Select(Sql.Text))}]";
        connection.Execute(
            $$"""
            COPY (SELECT time, {{symbols}}[symbol] AS symbol, CASE WHEN isnan(value) THEN NULL ELSE value END AS value FROM panel)
            TO {{Sql.Text(file)}} (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, KV_METADATA {
                {{KeyEntry}}: {{Sql.Text(panel.Key)}}, {{SymbolsEntry}}: '{{panel.Symbols.Count}}', {{TimesEntry}}: '{{panel.Count}}', {{ValuesEntry}}: '{{SumOf(panel)}}' })
            """, cancel);
    }

    /// <summary>Reads the file back.</summary>
    /// <exception cref="PeakTradeException">DuckDB cannot read it (<c>Lake.Sql</c>).</exception>
    /// <exception cref="InvalidDataException">It does not hold what was written.</exception>
    public static FactorPanel Read(string file, string factor, string key, CancellationToken cancel)
    {
        using var connection = DuckDbDatabase.Shared.Connect();
        var said = Footer(connection, file, cancel);
        if (said.GetValueOrDefault(KeyEntry) != key) throw new InvalidDataException("it is not the panel of its name");
        var symbols = new string?[Count(said, SymbolsEntry)];
        var ticks = new long[Count(said, TimesEntry)];
        var values = GC.AllocateUninitializedArray<double>(checked(symbols.Length * ticks.Length));

        var from = $"FROM read_parquet({Sql.File(file)}, hive_partitioning = false)";
        Fill(connection, $"SELECT symbol {from} LIMIT {symbols.Length}", symbols, (column, into) => column.CopyTexts(into), cancel);
        if (symbols.Distinct(StringComparer.Ordinal).Count() < symbols.Length) throw new InvalidDataException("its symbols are not those that were written");
        // Putting equal times together is half the work of finding the rows of one symbol.
        Fill(connection, $"SELECT DISTINCT time {from}", ticks, (column, into) => column.CopyTicks(into), cancel);
        Array.Sort(ticks);
        // Summed as they come, while DuckDB's threads work on what comes next.
        var sum = SumOf(symbols, ticks);
        Fill(connection, $"SELECT value {from}", values, (column, into) =>
        {
            column.CopyDoubles(into);
            sum.Add<double>(into);
        }, cancel);
        if (sum.ToString() != said.GetValueOrDefault(ValuesEntry)) throw new InvalidDataException("its values are not those that were written");
        return new FactorPanel(factor, symbols!, ticks, values, key, cached: true);
    }

    private static void Append(DuckDbAppender rows, FactorPanel panel, CancellationToken cancel)
    {
        var width = panel.Symbols.Count;
        var times = new DateTime[RowsAtOnce];
        var symbols = new int[RowsAtOnce];
        var values = new double[RowsAtOnce];
        var count = 0;
        for (var row = 0; row < panel.Count; row++)
        {
            var section = panel.CrossSection(row);
            for (var column = 0; column < width; column++)
            {
                (times[count], symbols[count], values[count]) = (panel.TimeAt(row), column + 1, section[column]);
                if (++count < RowsAtOnce) continue;
                cancel.ThrowIfCancellationRequested();
                rows.Append([times, symbols, values], count);
                count = 0;
            }
        }

        rows.Append([times, symbols, values], count);
        rows.Complete();
    }

    private static Dictionary<string, string> Footer(DuckDbConnection connection, string file, CancellationToken cancel)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        using var result = connection.Query($"SELECT decode(key), decode(value) FROM parquet_kv_metadata({Sql.File(file)})", cancel);
        while (result.Read())
        {
            for (var row = 0; row < result.RowCount; row++) found[result.Column(0).Text(row)!] = result.Column(1).Text(row)!;
        }

        return found;
    }

    private static int Count(Dictionary<string, string> said, string entry) =>
        int.TryParse(said.GetValueOrDefault(entry), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw new InvalidDataException($"its footer lacks {entry}");

    private static void Fill<T>(DuckDbConnection connection, string query, T[] target, CopyColumn<T> copy, CancellationToken cancel)
    {
        var at = 0;
        using var result = connection.Query(query, cancel);
        while (result.Read())
        {
            if (target.Length - at < result.RowCount) throw new InvalidDataException("it holds more rows than were written");
            copy(result.Column(0), target.AsSpan(at, result.RowCount));
            at += result.RowCount;
        }

        if (at < target.Length) throw new InvalidDataException("it holds fewer rows than were written");
    }

    // Parquet's pages carry no sums that DuckDB checks, and a flipped bit in a number is a number still.
    private static PanelSum SumOf(FactorPanel panel)
    {
        var sum = SumOf(panel.Symbols, panel.UtcTicks);
        for (var row = 0; row < panel.Count; row++) sum.Add(panel.CrossSection(row));
        return sum;
    }

    private static PanelSum SumOf(IEnumerable<string?> symbols, ReadOnlySpan<long> ticks)
    {
        var sum = new PanelSum();
        foreach (var symbol in symbols) sum.Add(symbol);
        sum.Add(ticks);
        return sum;
    }

    private delegate void CopyColumn<T>(DuckDbColumn column, Span<T> target);
}
