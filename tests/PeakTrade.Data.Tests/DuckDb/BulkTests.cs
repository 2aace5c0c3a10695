
namespace PeakTrade.Data.Tests.DuckDb;

public class BulkTests
{
    private const int Rows = 10_000;

    [FactWithDuckDb]
    public void Columns_that_are_appended_come_back_as_they_were()
    {
        using var lake = new Opened();
        lake.Connection.Execute("CREATE TABLE t (a BIGINT, b DOUBLE, c VARCHAR, d BOOLEAN, e TIMESTAMP, f INTEGER, g DOUBLE, h BIGINT, i TIMESTAMP)");
        var start = new DateTime(2024, 1, 1);
        Array[] columns =
        [
            Numbers(i => (long)i), Numbers(i => i % 7 == 0 ? double.NaN : i / 3.0), Numbers(i => i % 5 == 0 ? null : i % 2 == 0 ? $"s{i}" : $"a text longer than twelve, {i} é"),
            Numbers(i => i % 3 == 0), Numbers(i => start.AddMinutes(i)), Numbers(i => -i), Numbers(i => i % 4 == 0 ? (double?)null : i), Numbers(i => i > 3000 ? i : (long?)null), Numbers(i => i % 2 == 0 ? start : (DateTime?)null),
        ];
        using (var appender = lake.Connection.Append("t"))
        {
            appender.Append(columns, Rows);
            appender.Complete();
        }

        var rows = lake.Rows("SELECT * FROM t ORDER BY a");
        Assert.Equal(Rows, rows.Count);
        for (var row = 0; row < Rows; row++) Assert.Equal(columns.Select(c => c.GetValue(row)), rows[row]);
    }

    [FactWithDuckDb]
    public void Rows_that_are_not_completed_are_not_written()
    {
        using var lake = new Opened();
        lake.Connection.Execute("CREATE TABLE t (a BIGINT)");
        using (var appender = lake.Connection.Append("t")) appender.Append([new long[] { 1, 2 }], 2);
        Assert.Equal(0L, lake.One("SELECT count(*) FROM t"));
    }

    [FactWithDuckDb]
    public void What_does_not_fit_the_table_is_a_fault()
    {
        using var lake = new Opened();
        Assert.Contains("nowhere", Assert.Throws<PeakTradeException>(() => lake.Connection.Append("nowhere")).Message, StringComparison.Ordinal);
        lake.Connection.Execute("CREATE TABLE t (a BIGINT PRIMARY KEY)");
        using var appender = lake.Connection.Append("t");
        Assert.Contains("BigInt", Assert.Throws<PeakTradeException>(() => appender.Append([new double[1]], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("1 columns", Assert.Throws<PeakTradeException>(() => appender.Append([new long[1], new long[1]], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("2 rows", Assert.Throws<PeakTradeException>(() => appender.Append([new long[1]], 2)).Message, StringComparison.Ordinal);
        appender.Append([new long[] { 5, 5 }], 2);
        Assert.Contains("5", Assert.Throws<PeakTradeException>(appender.Complete).Message, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void Parquet_is_written_and_read_back_dictionaries_and_NULLs_included()
    {
        using var lake = new Opened();
        var folder = Directory.CreateTempSubdirectory("peaktrade-duckdb-");
        try
        {
            var file = Path.Combine(folder.FullName, "bars.parquet");
            using (var copy = lake.Connection.Prepare($"COPY (SELECT 'symbol number ' || (i // 2500) AS symbol, i, i / 2 AS price, CASE WHEN i % 3 = 0 THEN i END AS gaps FROM range({Rows}) t(i)) TO '{file}' (FORMAT parquet, COMPRESSION zstd)"))
            {
                Assert.Equal(Rows, copy.Execute());
            }

            Assert.Contains(lake.Rows($"SELECT encodings FROM parquet_metadata('{file}') WHERE path_in_schema = 'symbol'"), r => ((string)r[0]!).Contains("DICTIONARY", StringComparison.Ordinal));
            using var read = lake.Connection.Prepare("SELECT symbol, i, price, gaps FROM read_parquet(?) ORDER BY i");
            read.Bind(1, file);
            using var result = read.Query();
            var rows = Opened.All(result);
            for (var i = 0; i < Rows; i++) Assert.Equal([$"symbol number {i / 2500}", (long)i, i / 2.0, i % 3 == 0 ? (long)i : null], rows[i]);

            using var texts = lake.Connection.Query($"SELECT symbol FROM '{file}' WHERE i < 2000");
            Assert.True(texts.Read());
            var symbols = new string?[texts.RowCount];
            texts.Column(0).CopyTexts(symbols);
            Assert.All(symbols, s => Assert.Same(symbols[0], s));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [FactWithDuckDb]
    public void Columns_stream_into_arrays_and_allocate_nothing_a_row()
    {
        using var lake = new Opened();
        const int rows = 1_000_000;
        var (ticks, prices, counts) = (new long[rows], new double[rows], new long[rows]);
        var (at, before) = (0, 0L);
        using (var result = lake.Connection.Query($"SELECT TIMESTAMP '2020-01-01' + INTERVAL (i) MINUTE AS ts, i / 4 AS price, i FROM range({rows}) t(i)"))
        {
            while (result.Read())
            {
                if (at == 0) before = GC.GetAllocatedBytesForCurrentThread();
                result.Column(0).CopyTicks(ticks.AsSpan(at));
                result.Column(1).CopyDoubles(prices.AsSpan(at));
                result.Column(2).CopyLongs(counts.AsSpan(at));
                at += result.RowCount;
            }
        }

        Assert.Equal(rows, at);
        // A handle for a chunk of 2,048 rows is all there is.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, rows / 10);
        for (var i = 0; i < rows; i += 9973) Assert.Equal((new DateTime(2020, 1, 1).AddMinutes(counts[i]).Ticks, counts[i] / 4.0), (ticks[i], prices[i]));
        Assert.Equal(rows * (rows - 1L) / 2, counts.Sum());
    }

    private static T[] Numbers<T>(Func<int, T> value) => [.. Enumerable.Range(0, Rows).Select(value)];
}
