using System.Diagnostics;
using PeakTrade.Data.Lake;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Lake;

public class LakeQueryTests
{
    [FactWithDuckDb]
    public void The_runbook_s_three_queries_run_as_they_stand()
    {
        using var lake = new FilledLake();
        Assert.Equal(288L, lake.Rows("SELECT COUNT(*) AS n FROM ohlcv").Single()["n"]);
        Assert.Equal([("BTC/EUR", 96L), ("BTCUSDT", 96L), ("ETHUSDT", 96L)], lake.Rows("SELECT symbol, COUNT(*) FROM ohlcv GROUP BY 1 ORDER BY 2 DESC").Select(r => ((string)r.Values[0]!, (long)r.Values[1]!)).Order());
        var rows = lake.Rows("SELECT * FROM ohlcv WHERE symbol='BTCUSDT' LIMIT 5");
        Assert.Equal(5, rows.Count);
        Assert.Equal(["symbol", "timestamp", "open", "high", "low", "close", "volume"], rows[0].Columns.Select(c => c.Name));
        Assert.Equal(["BTCUSDT", new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc), 100.0, 102.0, 99.0, 101.0, 0.0], rows[0].Values);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)rows[0]["timestamp"]!).Kind);
    }

    [FactWithDuckDb]
    public void Parameters_are_bound_lists_too()
    {
        using var lake = new FilledLake();
        Assert.Equal(96L, lake.One("SELECT count(*) FROM ohlcv WHERE symbol = ANY($s) AND timestamp >= $from", new { s = new[] { "BTC/EUR", "ETHUSDT", "NONE" }, from = new DateTime(2024, 1, 1) }));
        Assert.Equal(96L, lake.One("SELECT count(*) FROM ohlcv WHERE symbol IN (SELECT unnest($s))", new { s = new[] { "BTC/EUR" } }));
    }

    [FactWithDuckDb]
    public void A_filter_on_the_symbol_opens_no_other_symbol_s_file()
    {
        using var lake = new FilledLake();
        var plan = (string)lake.Rows("EXPLAIN ANALYZE SELECT sum(close) FROM ohlcv WHERE symbol = 'BTC/EUR'").Single().Values[1]!;
        Assert.Contains("Scanning Files: 2/6", plan, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void An_empty_lake_is_an_empty_table_of_the_same_types_and_is_said()
    {
        using var lake = new FilledLake();
        var full = lake.Rows("DESCRIBE ohlcv").Select(r => (r["column_name"], r["column_type"]));
        foreach (var root in new[] { "nowhere", "outside" })
        {
            lake.Warnings.Clear();
            Assert.Equal(full, lake.Rows("DESCRIBE ohlcv", options: lake.Options with { Lake = lake.PathTo(root) }).Select(r => (r["column_name"], r["column_type"])));
            Assert.Contains("holds no bars", Assert.Single(lake.Warnings), StringComparison.Ordinal);
        }

        lake.Warnings.Clear();
        Assert.Single(lake.Rows("SELECT 1", options: lake.Options with { Lake = lake.PathTo("nowhere") }));
        Assert.Empty(lake.Warnings);
    }

    [FactWithDuckDb]
    public void Names_that_are_taken_get_a_number()
    {
        using var lake = new FilledLake();
        Assert.Equal(["a", "a_2", "a_1", "A_3", "b"], lake.Rows("SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS A, 5 AS b").Single().Columns.Select(c => c.Name));
    }

    [FactWithDuckDb]
    public void The_first_row_comes_long_before_the_last_and_who_leaves_early_ends_the_query()
    {
        using var lake = new FilledLake();
        var clock = Stopwatch.StartNew();
        Assert.Equal([0L, 1L, 2L], new LakeQuery(lake.Options, lake.Warnings.Add).Read("SELECT * FROM range(1000000000000)", new Dictionary<string, object?>(), default).Take(3).Select(r => r.Values[0]));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 5000);
    }

    [FactWithDuckDb]
    public void The_lake_is_held_while_rows_are_read_and_let_go_after()
    {
        using var lake = new FilledLake();
        var file = Path.Combine(lake.Root, ".lake", "lock");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        LakeLock.Exclusive(file, LakePatience.Reader, default).Dispose();
        var rows = new LakeQuery(lake.Options, lake.Warnings.Add).Read("SELECT * FROM ohlcv", new Dictionary<string, object?>(), default).GetEnumerator();
        Assert.True(rows.MoveNext());
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.ThrowsAny<OperationCanceledException>(() => LakeLock.Exclusive(file, LakePatience.Reader, soon.Token));
        rows.Dispose();
        LakeLock.Exclusive(file, LakePatience.Reader, default).Dispose();
        // While an import writes, a query waits, and its time limit counts.
        using (LakeLock.Exclusive(file, LakePatience.Reader, default)) Assert.Equal("Lake.TimedOut", lake.Fault("SELECT * FROM ohlcv", lake.Options with { TimeoutSeconds = 0.2 }).Kind.Id);
    }

    [FactWithDuckDb]
    public void A_query_that_takes_too_long_or_too_much_says_which_limit_to_raise()
    {
        using var lake = new FilledLake();
        var late = lake.Fault("SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3", lake.Options with { TimeoutSeconds = 0.3 });
        Assert.Equal("Lake.TimedOut", late.Kind.Id);
        Assert.Contains("0.3 s", late.Message, StringComparison.Ordinal);
        var fat = lake.Fault("SELECT * FROM range(50000000) t(i) ORDER BY hash(i)", lake.Options with { MemoryLimit = "60MB" });
        Assert.Equal("Lake.OutOfMemory", fat.Kind.Id);
        Assert.Contains("--memory-limit", fat.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(lake.PathTo("results")));
    }

    [FactWithDuckDb]
    public void Cancelling_stops_a_query()
    {
        using var lake = new FilledLake();
        using var cancel = new CancellationTokenSource(300);
        Assert.ThrowsAny<OperationCanceledException>(() => new LakeQuery(lake.Options with { TimeoutSeconds = 100 }, lake.Warnings.Add)
            .Read("SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3", new Dictionary<string, object?>(), cancel.Token).Count());
    }

    [Theory]
    [InlineData("lots", null, null)]
    [InlineData("0GB", null, null)]
    [InlineData("4GB; SET x", null, null)]
    [InlineData(null, -1.0, null)]
    [InlineData(null, double.NaN, null)]
    [InlineData(null, null, 0)]
    public void Limits_that_are_none_are_refused(string? memory, double? seconds, int? threads) =>
        Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => new LakeQuery(new() { Lake = "/x", MemoryLimit = memory, TimeoutSeconds = seconds, Threads = threads }, _ => { })).Kind.Id);

    [FactWithDuckDb]
    public void Limits_are_what_DuckDB_uses()
    {
        using var lake = new FilledLake();
        Assert.Equal("953.6 MiB", Assert.Single(lake.Rows("SELECT current_setting('memory_limit')", options: lake.Options with { MemoryLimit = "1GB" })).Values[0]);
        Assert.Equal(1L, Assert.Single(lake.Rows("SELECT current_setting('threads')::BIGINT", options: lake.Options with { Threads = 1 })).Values[0]);
    }

    [FactWithDuckDb]
    public void Other_tables_are_asked_for_their_content_only_where_they_are_named()
    {
        using var lake = new FilledLake();
        var asked = 0;
        var id = Guid.Parse("8f112233-4455-4677-8899-aabbccddeeff");
        var time = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        LakeColumn[] columns = [new("id", "UUID"), new("word", "VARCHAR"), new("number", "DOUBLE"), new("count", "BIGINT"), new("flag", "BOOLEAN"), new("time", "TIMESTAMP WITH TIME ZONE")];
        var table = new LakeRowTable("things", columns, _ =>
        {
            asked++;
            return [[id, "it's", 1.5, 3, true, time], [Guid.Empty, null, null, null, false, null]];
        });
        var options = lake.Options with { Tables = [table] };
        lake.Rows("SELECT count(*) AS things FROM ohlcv", options: options);
        Assert.Equal(["ohlcv", "things"], lake.Rows("SHOW TABLES", options: options).Select(r => r.Values[0]));
        Assert.Equal(0, asked);
        Assert.Equal([[id, "it's", 1.5, 3L, true, time], [Guid.Empty, null, null, null, false, null]], lake.Rows("SELECT * FROM Things", options: options).Select(r => r.Values));
        Assert.Equal(1, asked);
        foreach (var hidden in new[] { "WITH x AS (SELECT * FROM things) SELECT count(*) FROM x", "SELECT (SELECT count(*) FROM memory.main.things)", "SELECT 1 WHERE EXISTS (FROM \"things\")", "SUMMARIZE things", "FROM (PIVOT things ON flag IN (true) USING count(*))", "EXPLAIN SELECT * FROM things" })
        {
            lake.Rows(hidden, options: options);
            Assert.Equal(2, asked--);
        }
    }
}
