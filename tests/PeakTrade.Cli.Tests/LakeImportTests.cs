using PeakTrade.Data.Lake;

namespace PeakTrade.Cli.Tests;

public sealed class LakeImportTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [FactWithLake]
    public void Files_are_imported_and_told_as_a_table()
    {
        _here.Sample(count: 300);
        _here.Sample(count: 200, symbol: "ETH/EUR");
        var lines = _here.Process("lake", "import", "data/btc_eur_1d.csv", "data/eth_eur_1d.csv").Good().Lines;
        Assert.Equal(
            [
                "Symbol      Bars  Added  Unchanged  From               To",
                "------      ----  -----  ---------  ----               --",
                "btc_eur_1d   300    300          0  2020-01-01 00:00Z  2020-10-26 00:00Z",
                "eth_eur_1d   200    200          0  2020-01-01 00:00Z  2020-07-18 00:00Z",
            ],
            lines);
        Assert.True(File.Exists(_here.PathTo("data/lake/ohlcv/symbol=btc_eur_1d/year=2020/bars.parquet")));
    }

    [FactWithLake]
    public async Task A_result_is_a_JSON_line()
    {
        var outcome = (await Import(_here.Sample(), "--symbol", "BTC/EUR", "--json")).Good();
        var result = Assert.Single(outcome.Objects);
        Assert.Equal(("BTC/EUR", 300, 300, 0, 0), (result.GetProperty("symbol").GetString(), result.GetProperty("rows").GetInt32(), result.GetProperty("added").GetInt32(), result.GetProperty("unchanged").GetInt32(), result.GetProperty("replaced").GetInt32()));
        Assert.True(result.GetProperty("changed").GetBoolean());
        Assert.Equal("2020-01-01T00:00:00Z", result.GetProperty("from").GetString());
    }

    [FactWithLake]
    public async Task Other_values_are_a_conflict_until_force_replaces_them()
    {
        var (one, other) = (_here.Sample(), _here.Sample(symbol: "ETH/EUR"));
        (await Import(one, "--symbol", "X")).Good();
        var refused = await Import(other, "--symbol", "X");
        Assert.Equal(ExitCodes.Failed, refused.Code);
        Assert.StartsWith("peaktrade: [Lake.Conflict] X: 300 bars have other values in the lake than in the data: 2020-01-01T00:00Z open ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single((await Import(one, "--symbol", "X", "--json")).Good().Objects).GetProperty("replaced").GetInt32());
        Assert.Equal(300, Assert.Single((await Import(other, "--symbol", "X", "--json", "--force")).Good().Objects).GetProperty("replaced").GetInt32());
    }

    [FactWithLake]
    public async Task A_dry_run_says_what_would_be_done_and_makes_nothing()
    {
        Assert.Equal(300, Assert.Single((await Import(_here.Sample(), "--dry-run", "--json")).Good().Objects).GetProperty("added").GetInt32());
        Assert.False(Directory.Exists(_here.PathTo("lake")));
    }

    [FactWithLake]
    public async Task A_file_that_cannot_be_used_does_not_keep_the_others_out()
    {
        var outcome = await Import(_here.PathTo("none.csv"), _here.Sample());
        Assert.Equal(ExitCodes.Failed, outcome.Code);
        Assert.Contains("[Data.Missing]", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("btc_eur_1d", outcome.Output, StringComparison.Ordinal);
    }

    [FactWithLake]
    public async Task Bad_rows_are_refused_or_left_out()
    {
        var file = _here.Write("x.csv", "timestamp,open,high,low,close\n2020-01-01,1,1,1,1\n2020-01-02,1,1,1,n/a\n");
        Assert.Contains("x.csv, row 3: close \"n/a\" is no number.", (await Import(file)).Error, StringComparison.Ordinal);
        var outcome = await Import(file, "--on-bad-row", "drop", "--json");
        Assert.Equal((ExitCodes.Done, 1), (outcome.Code, Assert.Single(outcome.Objects).GetProperty("added").GetInt32()));
        Assert.Contains("warning: x: 1 of 2 rows", outcome.Error, StringComparison.Ordinal);
    }

    [TheoryWithLake]
    [InlineData("--timezone", "Europe/Berlni", "Did you mean \"Europe/Berlin\"?")]
    [InlineData("--on-bad-row", "maybe", "maybe")]
    [InlineData("--lakee", "x", "--lakee")]
    public async Task What_cannot_be_understood_ends_before_anything_is_done(string option, string value, string told)
    {
        var outcome = await Import(_here.Sample(), option, value);
        Assert.Equal(ExitCodes.Unusable, outcome.Code);
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_here.PathTo("lake")));
    }

    [FactWithLake]
    public async Task No_path_and_no_command_are_told()
    {
        Assert.Equal(ExitCodes.Unusable, (await _here.Here("lake", "import")).Code);
        Assert.Equal(ExitCodes.Unusable, (await _here.Here("lake")).Code);
    }

    private Task<Outcome> Import(params string[] args) => _here.Here([.. new[] { "lake", "import", "--lake", _here.PathTo("lake") }, .. args]);
}

/// <summary>A test that needs DuckDB's library.</summary>
[AttributeUsage(AttributeTargets.Method)]
file sealed class FactWithLakeAttribute : FactAttribute
{
    public FactWithLakeAttribute() => Skip = LakePart.Missing;
}

/// <summary>Tests that need DuckDB's library, a row each.</summary>
[AttributeUsage(AttributeTargets.Method)]
file sealed class TheoryWithLakeAttribute : TheoryAttribute
{
    public TheoryWithLakeAttribute() => Skip = LakePart.Missing;
}

file static class LakePart
{
    public static string? Missing
    {
        get
        {
            try
            {
                LakeStore.Require();
                return null;
            }
            catch (PeakTradeException fault)
            {
                return fault.Message;
            }
        }
    }
}
