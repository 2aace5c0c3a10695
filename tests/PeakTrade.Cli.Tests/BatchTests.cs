namespace PeakTrade.Cli.Tests;

/// <summary><c>peaktrade batch</c> on small batches.</summary>
public sealed class BatchTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_batch_of_the_example_kind_runs_is_skipped_the_second_time_and_runs_again_when_forced()
    {
        _place.Sample();
        _place.Write("batch.yaml", Batch("{ id: usual }, { id: slow, parameters: { fast_window: 30, slow_window: 90 } }"));
        var first = _place.Process("batch", "batch.yaml", "--json").Good().Objects.ToList();
        Assert.Equal(["usual", "slow"], first.Select(o => o.GetProperty("run_id").GetString()));
        Assert.All(first, o => Assert.Equal("success", o.GetProperty("status").GetString()));
        Assert.All(first, o => Assert.True(Directory.Exists(o.GetProperty("backtest_path").GetString())));
        Assert.Equal(["batch_config.yaml", "batch_summary.csv", "batch_summary.md", "logs", "runs"], Directory.GetFileSystemEntries(_place.PathTo("output/batch_backtests/demo")).Select(Path.GetFileName).Where(n => !n!.StartsWith('.')).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllText(_place.PathTo("batch.yaml")), File.ReadAllText(_place.PathTo("output/batch_backtests/demo/batch_config.yaml")));

        var second = _place.Process("batch", "batch.yaml", "--json").Good().Objects.ToList();
        Assert.All(second, o => Assert.Equal("skipped", o.GetProperty("status").GetString()));
        Assert.Equal(first.Select(o => o.GetProperty("sharpe").GetRawText()), second.Select(o => o.GetProperty("sharpe").GetRawText()));
        var forced = _place.Process("batch", "batch.yaml", "--json", "--force", "--max-workers", "2").Good().Objects.ToList();
        Assert.All(forced, o => Assert.Equal("success", o.GetProperty("status").GetString()));
    }

    [Fact]
    public void Standard_input_is_a_batch_too_and_a_table_shows_what_came_of_it()
    {
        _place.Sample();
        var outcome = _place.Process(System.Text.Encoding.UTF8.GetBytes(Batch("{ id: usual }")), ["batch", "-", "--output-root", "mine"]).Good();
        Assert.Matches("^RunId +Status +Seconds +FinalPf +Sharpe +MaxDrawdown +Trades", outcome.Lines[0]);
        Assert.Matches(@"^usual +Success +\d", outcome.Lines[2]);
        Assert.True(File.Exists(_place.PathTo("mine/demo/batch_summary.md")));
    }

    [Fact]
    public async Task The_exit_code_is_0_where_one_run_succeeded_and_1_where_none_did()
    {
        _place.Sample();
        var some = await _place.Here("batch", _place.Write("some.yaml", Batch("{ id: good }, { id: bad, data_path: nothing.csv }")), "--output-root", _place.PathTo("out"), "--json");
        Assert.Equal(0, some.Code);
        Assert.Equal(["failed", "success"], some.Objects.Select(o => o.GetProperty("status").GetString()).Order(StringComparer.Ordinal));
        Assert.StartsWith("peaktrade: [Data.Missing] bad: ", some.Error);

        var none = await _place.Here("batch", _place.Write("none.yaml", Batch("{ id: bad, data_path: nothing.csv }", "none")), "--output-root", _place.PathTo("out"));
        Assert.Equal(1, none.Code);
        Assert.Contains("Data.Missing", none.Output);
    }

    [Theory]
    [InlineData("batch_name: ../x\nruns: [{ id: a }]\n", "[Config.Invalid]")]
    [InlineData("batch_name: b\nruns: [{ id: CON, strategy: ma_crossover, start_date: 2020-01-01, end_date: 2020-12-31 }]\n", "[Config.Invalid]")]
    [InlineData("a: &a [x, x]\nb: [*c]\n", "[Config.Syntax]")]
    [InlineData("", "[Config.Syntax]")]
    public async Task An_unreadable_batch_is_refused_with_2_and_nothing_is_written(string text, string id)
    {
        var outcome = await _place.Here("batch", _place.Write("b.yaml", text), "--output-root", _place.PathTo("out"));
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains(id, outcome.Error);
        Assert.Contains("b.yaml, line ", outcome.Error);
        Assert.Equal(["b.yaml"], Directory.GetFileSystemEntries(_place.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_batch_that_is_not_there_is_refused_with_2() => Assert.Equal(2, (await _place.Here("batch", _place.PathTo("none.yaml"))).Code);

    [Fact]
    public async Task A_dry_run_shows_the_plan_and_writes_nothing()
    {
        _place.Sample();
        var outcome = (await _place.Here("batch", _place.Write("b.yaml", Batch("{ id: usual }, { id: bad, data_path: nothing.csv }")), "--output-root", _place.PathTo("out"), "--dry-run", "--json")).Good();
        Assert.Equal(["run", "refuse"], outcome.Objects.Select(o => o.GetProperty("action").GetString()));
        Assert.Equal([200, 0], outcome.Objects.Select(o => o.GetProperty("bars").GetInt64()));
        Assert.False(Directory.Exists(_place.PathTo("out")));
    }

    // Absolute, for tests that do not run in the folder.
    private string Batch(string runs, string name = "demo") =>
        $"batch_name: {name}\ndefaults: {{ strategy: ma_crossover, data_path: '{_place.PathTo("data/btc_eur_1d.csv")}', start_date: 2020-01-01, end_date: 2020-07-18 }}\nruns: [{runs}]\n";
}
