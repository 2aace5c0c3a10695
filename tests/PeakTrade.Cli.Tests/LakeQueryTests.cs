using System.Text;
using PeakTrade.House.Tests;

namespace PeakTrade.Cli.Tests;

public sealed class LakeQueryTests : IDisposable
{
    private static readonly bool HasDuckDb = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "native"));
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [FactWithDuckDb]
    public async Task The_runbook_s_three_queries_run_as_they_stand()
    {
        await Fill("BTCUSDT", 30);
        await Fill("BTC%2FEUR", 20);
        Assert.Equal(["n", "-", "50"], (await Query("SELECT COUNT(*) AS n FROM ohlcv")).Good().Lines);
        Assert.Equal(["BTCUSDT            30", "BTC/EUR            20"], (await Query("SELECT symbol, COUNT(*) FROM ohlcv GROUP BY 1 ORDER BY 2 DESC")).Good().Lines[2..]);
        var rows = (await Query("SELECT * FROM ohlcv WHERE symbol='BTCUSDT' LIMIT 5", "--json")).Good().Objects.ToList();
        Assert.Equal(5, rows.Count);
        Assert.Equal("{\"symbol\":\"BTCUSDT\",\"timestamp\":\"2024-01-01T00:00:00Z\",\"open\":0.1,\"high\":2,\"low\":0,\"close\":0.30000000000000004,\"volume\":null}", rows[0].ToString());
    }

    [FactWithDuckDb]
    public async Task A_table_is_for_the_eye_and_JSON_has_every_digit()
    {
        const string sql = "SELECT 0.1::DOUBLE + 0.2::DOUBLE AS x, 'NaN'::DOUBLE AS nan, sum(i) AS total, {'a': [1, NULL], 'm': MAP {1: 'x'}} AS s, DATE '2024-01-01' AS d, TIMESTAMPTZ '2024-01-01 12:00:00.5+01' AS t, TIME '10:00' AS c, 'a\nb' AS text, true AS yes, NULL AS no FROM range(3) r(i)";
        var table = (await Query(sql)).Good().Lines;
        Assert.Equal(["x", "nan", "total", "s", "d", "t", "c", "text", "yes", "no"], Cells(table[0]));
        Assert.Equal(["0.3", "NaN", "3", "{\"a\":[1,null],\"m\":{\"1\":\"x\"}}", "2024-01-01", "2024-01-01 11:00:00.5Z", "10:00:00", "a b", "true"], Cells(table[2]));
        Assert.Equal(
            "{\"x\":0.30000000000000004,\"nan\":null,\"total\":3,\"s\":{\"a\":[1,null],\"m\":{\"1\":\"x\"}},\"d\":\"2024-01-01T00:00:00\",\"t\":\"2024-01-01T11:00:00.5Z\",\"c\":\"10:00:00\",\"text\":\"a\\nb\",\"yes\":true,\"no\":null}",
            (await Query(sql, "--json")).Good().Lines.Single());
        Assert.Contains("\n", (await Query("EXPLAIN SELECT 1")).Good().Output.TrimEnd(), StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public async Task Parameters_are_texts_that_become_what_stands_there()
    {
        Assert.Equal("3", (await Query("SELECT count(*) FROM range(10) t(i) WHERE i < $n", "--param", "n=3")).Good().Lines[2]);
        var missing = await Query("SELECT $n");
        Assert.Equal((1, ""), (missing.Code, missing.Output));
        Assert.Contains("No value was given for $n", missing.Error, StringComparison.Ordinal);
    }

    [FactWithDuckDb]
    public void SQL_comes_from_standard_input() =>
        Assert.Equal(["{\"a\":1}"], _place.Process(Encoding.UTF8.GetBytes("SELECT 1 AS a; -- done\n"), ["lake", "query", "-", "--json"]).Good().Lines);

    [FactWithDuckDb]
    public async Task A_result_goes_to_a_file_and_over_one_with_force_only()
    {
        var file = _place.PathTo("out/x.csv");
        Assert.Contains(file, (await Query("SELECT 1 AS a", "--as", "csv", "--output", file)).Good().Output, StringComparison.Ordinal);
        Assert.Equal("a\n1\n", await File.ReadAllTextAsync(file));
        var again = await Query("SELECT 2 AS a", "--as", "csv", "--output", file);
        Assert.Equal(1, again.Code);
        Assert.Contains("[Output.NotWritten]", again.Error, StringComparison.Ordinal);
        (await Query("SELECT 2 AS a", "--as", "csv", "--output", file, "--force")).Good();
        Assert.Equal("a\n2\n", await File.ReadAllTextAsync(file));
        Assert.Equal(2, (await Query("SELECT 2 AS a", "--as", "csv")).Code);
    }

    [FactWithDuckDb]
    public async Task What_is_refused_is_said_by_its_id_and_leaves_the_exit_code_of_a_failure()
    {
        foreach (var (sql, id) in new[] { ("COPY (SELECT 1) TO 'x.csv'", "Lake.Refused"), ("SELECT * FROM read_csv('/etc/passwd')", "Lake.Refused"), ("SELEC 1", "Lake.Sql"), ("SELECT CASE WHEN i = 5000 THEN error('late') ELSE i END FROM range(9000) t(i)", "Lake.Sql") })
        {
            var outcome = await Query(sql, "--json");
            Assert.Equal(1, outcome.Code);
            Assert.Contains($"[{id}]", outcome.Error, StringComparison.Ordinal);
            Assert.Equal(id, outcome.Objects.Last().GetProperty("error").GetString());
        }

        Assert.Contains("[Lake.TimedOut]", (await Query("SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3", "--timeout", "0.3")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Query("SELECT 1", "--memory-limit", "lots")).Code);
        var none = await Query("SELECT 1 WHERE false");
        Assert.Equal((0, "", "peaktrade: the query has no rows."), (none.Code, none.Output, none.Error.TrimEnd()));
    }

    [LinuxFact]
    public void Every_line_of_the_page_on_queries_runs()
    {
        if (!HasDuckDb) return;
        var page = File.ReadAllText(Checkout.PathTo("docs", "lake.md")).ReplaceLineEndings("\n");
        var section = page[page.IndexOf("## Queries", StringComparison.Ordinal)..];
        var block = section[(section.IndexOf("```sh\n", StringComparison.Ordinal) + 6)..];
        var outcome = _place.Shell(block[..block.IndexOf("```", StringComparison.Ordinal)]);
        Assert.True(outcome.Code == 0, outcome.Error);
    }

    private static string[] Cells(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task Fill(string symbol, int count) =>
        (await Query($"SELECT TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (i) DAY AS timestamp, i + 0.1::DOUBLE AS open, 2::DOUBLE AS high, 0::DOUBLE AS low, 0.1::DOUBLE + 0.2::DOUBLE AS close, NULL::DOUBLE AS volume FROM range({count}) t(i)",
            "--as", "parquet", "--output", _place.PathTo($"data/lake/ohlcv/symbol={symbol}/year=2024/bars.parquet"))).Good();

    private Task<Outcome> Query(string sql, params string[] arguments) => _place.Here(["lake", "query", sql, "--lake", _place.PathTo("data/lake"), "--results-root", _place.Results, .. arguments]);

    private sealed class FactWithDuckDbAttribute : FactAttribute
    {
        public FactWithDuckDbAttribute()
        {
            if (!HasDuckDb) Skip = "DuckDB's native library is not there; a build with npm brings it.";
        }
    }
}
