using System.Net;
using System.Net.Sockets;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Lake;

/// <summary>Attempts to leave the lake. What is refused leaves no file behind either.</summary>
public class RefusedTests
{
    [TheoryWithDuckDb]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("SELECT * FROM read_blob('/etc/passwd')")]
    [InlineData("SELECT * FROM read_blob(['LAKE/ohlcv/symbol=BTCUSDT/year=2024/bars.parquet', '/etc/passwd'])")]
    [InlineData("SELECT * FROM '/etc/passwd'")]
    [InlineData("SELECT * FROM 'HIDDEN'")]
    [InlineData("SELECT * FROM glob('/etc/*')")]
    [InlineData("SELECT * FROM glob('LAKE/../*')")]
    [InlineData("SELECT * FROM sniff_csv('HIDDEN')")]
    [InlineData("SELECT * FROM parquet_metadata('HIDDEN')")]
    [InlineData("SELECT * FROM read_text('LAKE/../outside/secret.csv')")]
    [InlineData("SELECT * FROM read_text('LAKE/*/../../outside/secret.csv')")]
    [InlineData("SELECT * FROM read_text('file://LAKE/../outside/secret.csv')")]
    [InlineData("SELECT * FROM read_text('../outside/secret.csv')")]
    [InlineData("SELECT * FROM read_text('LAKE-beside/x')")]
    [InlineData("SELECT (SELECT content FROM read_text('HIDDEN'))")]
    [InlineData("EXPLAIN ANALYZE SELECT * FROM read_csv('HIDDEN')")]
    [InlineData("DESCRIBE SELECT * FROM read_csv('HIDDEN')")]
    [InlineData("SELECT * FROM read_csv('http://localhost/x.csv')")]
    [InlineData("SELECT * FROM 's3://bucket/x.parquet'")]
    public void A_file_elsewhere_is_refused_with_the_folders_that_may_be_read_and_DuckDB_s_own_words(string sql)
    {
        using var lake = new FilledLake();
        var fault = lake.Fault(In(lake, sql));
        Assert.Equal("Lake.Refused", fault.Kind.Id);
        Assert.Contains(lake.Root, fault.Message, StringComparison.Ordinal);
        Assert.Contains("DuckDB says: ", fault.Message, StringComparison.Ordinal);
    }

    [TheoryWithDuckDb]
    [InlineData("COPY (SELECT 1) TO 'LAKE/x.csv'", "COPY is not run")]
    [InlineData("COPY (SELECT 1) TO '/tmp/peaktrade-x.csv'", "COPY is not run")]
    [InlineData("EXPLAIN ANALYZE COPY (SELECT 1) TO 'LAKE/x.csv'", "COPY is not run")]
    [InlineData("EXPLAIN (ANALYZE) COPY (SELECT 1) TO 'LAKE/x.csv'", "COPY is not run")]
    [InlineData("EXPLAIN /* ) */ ANALYZE -- x\n COPY (SELECT 1) TO 'LAKE/x.csv'", "COPY is not run")]
    [InlineData("/* SELECT */ COPY (SELECT 1) TO 'LAKE/x.csv'", "COPY is not run")]
    [InlineData("-- SELECT 1\nATTACH 'LAKE/x.db'", "ATTACH is not run")]
    [InlineData("ATTACH ':memory:' AS m", "ATTACH is not run")]
    [InlineData("DETACH memory", "DETACH is not run")]
    [InlineData("INSTALL httpfs", "INSTALL is not run")]
    [InlineData("LOAD httpfs", "LOAD is not run")]
    [InlineData("SET enable_external_access = true", "SET is not run")]
    [InlineData("SET VARIABLE x = 1", "SET is not run")]
    [InlineData("RESET lock_configuration", "RESET is not run")]
    [InlineData("PRAGMA enable_profiling", "PRAGMA is not run")]
    [InlineData("PRAGMA version", "PRAGMA is not run")]
    [InlineData("CALL enable_logging()", "CALL is not run")]
    [InlineData("CREATE TABLE t AS SELECT 1", "CREATE is not run")]
    [InlineData("CREATE MACRO ohlcv2() AS TABLE SELECT 1", "CREATE is not run")]
    [InlineData("CREATE SECRET (TYPE http)", "CREATE is not run")]
    [InlineData("INSERT INTO ohlcv VALUES (1)", "INSERT is not run")]
    [InlineData("WITH x AS (SELECT 1) INSERT INTO ohlcv FROM x", "WITH is not run")]
    [InlineData("UPDATE ohlcv SET close = 1", "UPDATE is not run")]
    [InlineData("DELETE FROM ohlcv", "DELETE is not run")]
    [InlineData("DROP VIEW ohlcv", "DROP is not run")]
    [InlineData("EXPORT DATABASE 'LAKE/x'", "EXPORT is not run")]
    [InlineData("IMPORT DATABASE 'LAKE/x'", "IMPORT is not run")]
    [InlineData("CHECKPOINT", "CHECKPOINT is not run")]
    [InlineData("VACUUM", "VACUUM is not run")]
    [InlineData("BEGIN TRANSACTION", "BEGIN is not run")]
    [InlineData("PREPARE x AS SELECT 1", "PREPARE is not run")]
    [InlineData("USE memory", "USE is not run")]
    [InlineData("PIVOT ohlcv ON symbol USING sum(close)", "PIVOT whose columns are not named")]
    [InlineData("SELECT 1; SELECT 2", "holds 2 statements")]
    [InlineData("SELECT 1; COPY (SELECT 1) TO 'LAKE/x.csv'", "is not run")]
    [InlineData("SELECT 1 /* ; */; -- ;\n ATTACH ':memory:' AS m", "is not run")]
    [InlineData("SELECT ';'; SELECT '--'; SELECT $$;$$", "holds 3 statements")]
    [InlineData("", "holds no statement")]
    [InlineData(" ; -- nothing", "holds no statement")]
    [InlineData("SELECT 1 \0; COPY (SELECT 1) TO 'LAKE/x.csv'", "NUL")]
    // A SELECT that acts: these write files wherever they are told to.
    [InlineData("SELECT * FROM enable_logging(storage = 'file', storage_path = 'LAKE/log')", "function enable_logging is not run")]
    [InlineData("SELECT * FROM enable_profiling(save_location = '/tmp/peaktrade-x.txt')", "function enable_profiling is not run")]
    [InlineData("SELECT (SELECT count(*) FROM system.main.\"Enable_Logging\"(storage = 'file', storage_path = 'LAKE/log'))", "function enable_logging is not run")]
    [InlineData("EXPLAIN ANALYZE FROM enable_logging(storage = 'file', storage_path = 'LAKE/log')", "function enable_logging is not run")]
    [InlineData("SELECT * FROM query('FROM enable_logging()')", "function query is not run")]
    [InlineData("SELECT * FROM query_table('ohlcv')", "function query_table is not run")]
    [InlineData("SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))", "json_execute_serialized_sql is not run")]
    [InlineData("SELECT * FROM read_duckdb('LAKE/x.db')", "function read_duckdb is not run")]
    [InlineData("SELECT * FROM checkpoint()", "function checkpoint is not run")]
    public void What_does_more_than_read_is_refused_before_it_runs(string sql, string wanted)
    {
        using var lake = new FilledLake();
        var before = Everything(lake);
        var fault = lake.Fault(In(lake, sql));
        Assert.Equal("Lake.Refused", fault.Kind.Id);
        Assert.Contains(wanted, fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Everything(lake));
    }

    [TheoryWithDuckDb]
    [InlineData("SELECT getenv('HOME')")]
    [InlineData("SELEC 1")]
    [InlineData("SELECT 1) TO '/tmp/x'; --")]
    [InlineData("SELECT * FROM nowhere")]
    public void What_DuckDB_does_not_know_is_a_fault_with_its_words(string sql)
    {
        using var lake = new FilledLake();
        Assert.Equal("Lake.Sql", lake.Fault(sql).Kind.Id);
    }

    [FactWithDuckDb]
    public void A_fault_of_syntax_says_where_it_is()
    {
        using var lake = new FilledLake();
        Assert.Contains("line 2, column 6", lake.Fault("SELECT 1\nFROM WHERE").Message, StringComparison.Ordinal);
        Assert.Contains("line 1, column 1.", lake.Fault("SELEC 1").Message, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void A_link_that_leads_out_of_the_lake_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        using var lake = new FilledLake();
        File.CreateSymbolicLink(Path.Combine(lake.Root, "link.csv"), lake.Secret);
        Directory.CreateSymbolicLink(Path.Combine(lake.Root, "linked"), lake.PathTo("outside"));
        foreach (var path in new[] { "link.csv", "linked/secret.csv", "*.csv" }) Assert.Equal("Lake.Refused", lake.Fault($"SELECT * FROM read_text('{lake.Root}/{path}')").Kind.Id);
        // The lake itself may be reached through one.
        Directory.CreateSymbolicLink(lake.PathTo("other"), lake.Root);
        Assert.Equal(288L, Assert.Single(lake.Rows("SELECT count(*) FROM ohlcv", options: lake.Options with { Lake = lake.PathTo("other") })).Values[0]);
    }

    [FactWithDuckDb]
    public void Nothing_is_asked_of_a_server()
    {
        using var lake = new FilledLake();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        foreach (var name in new[] { "x.csv", "x.parquet" }) Assert.Equal("Lake.Refused", lake.Fault($"SELECT * FROM 'http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/{name}'").Kind.Id);
        Assert.False(server.Pending());
    }

    [FactWithDuckDb]
    public void Files_inside_the_folders_are_read()
    {
        using var lake = new FilledLake();
        File.WriteAllText(lake.PathTo("results/a.csv"), "x,y\n1,2\n");
        Assert.Equal(96L, lake.One($"SELECT count(*) FROM '{lake.Root}/ohlcv/symbol=BTC%2FEUR/*/*.parquet'"));
        Assert.Equal(2L, lake.One($"SELECT y FROM '{lake.PathTo("results/a.csv")}'"));
        Assert.Equal(6L, lake.One($"SELECT count(*) FROM glob('{lake.Root}/ohlcv/**')"));
    }

    [TheoryWithDuckDb]
    [InlineData("SELECT 1 AS n")]
    [InlineData("FROM range(1)")]
    [InlineData("WITH x AS (SELECT 1) FROM x")]
    [InlineData("VALUES (1)")]
    [InlineData("TABLE ohlcv LIMIT 1")]
    [InlineData("(SELECT 1)")]
    [InlineData("SHOW memory_limit")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("explain analyze select 1")]
    [InlineData("EXPLAIN (FORMAT json) SELECT 1")]
    [InlineData("EXPLAIN (SELECT 1)")]
    [InlineData("SELECT 1; -- done; COPY")]
    [InlineData("-- first\n/* second /* nested */ ; */ SELECT ';--' AS \";\" ;; ")]
    [InlineData("SELECT $$ ; ' $$, E'\\';', $x$ $$ ; $x$;")]
    [InlineData("SELECT symbol FROM (PIVOT ohlcv ON symbol IN ('BTCUSDT') USING sum(close)) t(symbol) LIMIT 1")]
    public void Every_way_to_read_is_let_through(string sql)
    {
        using var lake = new FilledLake();
        if (!sql.StartsWith("SHOW memory", StringComparison.Ordinal)) Assert.NotEmpty(lake.Rows(sql));
        else Assert.Equal("Lake.Sql", lake.Fault(sql).Kind.Id);
    }

    [FactWithDuckDb]
    public void DESCRIBE_SHOW_and_SUMMARIZE_read_too()
    {
        using var lake = new FilledLake();
        Assert.Equal(7, lake.Rows("DESCRIBE ohlcv").Count);
        Assert.Equal(7, lake.Rows("SUMMARIZE ohlcv").Count);
        Assert.Equal("ohlcv", lake.Rows("SHOW ALL TABLES").Single()["name"]);
    }

    [FactWithDuckDb]
    public void A_query_nested_without_end_is_refused_and_ends_no_process()
    {
        using var lake = new FilledLake();
        var fault = lake.Fault($"SELECT {string.Concat(Enumerable.Repeat("(1+", 20_000))}1{new string(')', 20_000)}");
        Assert.Contains(fault.Kind.Id, new[] { "Lake.Sql", "Lake.Refused" });
    }

    private static string In(FilledLake lake, string sql) => sql.Replace("LAKE", lake.Root, StringComparison.Ordinal).Replace("HIDDEN", lake.Secret, StringComparison.Ordinal);

    private static string[] Everything(FilledLake lake) =>
        [.. Directory.GetFileSystemEntries(lake.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal), .. Directory.GetFiles(Path.GetTempPath(), "peaktrade-x*")];
}
