using System.Globalization;
using System.Text;

namespace PeakTrade.Operations.Tests.Tracking;

/// <summary>What MLflow is told of a backtest, and that telling it costs the run nothing.</summary>
public sealed class TrackedBacktestTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample();

    public void Dispose() => _desk.Dispose();

    private Mlruns Told => new(_desk.PathTo("mlruns"));

    private BacktestRequest Tracked => _desk.Request with { Settings = [.. TrackingSettings.Of("file:./mlruns", "crossovers")] };

    [Fact]
    public void A_run_is_told_with_its_parameters_settings_figures_tags_and_files()
    {
        var result = _desk.Run(Tracked);
        var run = Told.Only("backtest");
        Assert.Equal(("ma_crossover btc_eur_1d", 3), (run.Name, run.Status));
        Assert.Equal(("ma_crossover", "20", "50", "10", "next_open"), (run.Param("strategy"), run.Param("fast_window"), run.Param("slow_window"), run.Param("backtest.fee_bps"), run.Param("backtest.fill")));
        Assert.Equal((result.Sharpe, result.FinalEquity, (double)result.Trades), (run.Metric("sharpe"), run.Metric("final_equity"), run.Metric("trades")));
        Assert.Equal(($"{result.RunId:D}", result.ConfigHash, result.DataHash, result.RunPath), (run.Tag("peaktrade.run_id"), run.Tag("peaktrade.config_hash"), run.Tag("peaktrade.data_hash"), run.Tag("peaktrade.run_path")));
        Assert.Equal(["config_snapshot.json", "config_snapshot.toml", $"plots/{PeakTrade.Reports.EquityPicture.FileName}", "reports/backtest_report.txt", "reports/trades_summary.json", "run.json", "stats.json"], run.Artifacts);
        Assert.Equal(File.ReadAllBytes(Path.Combine(result.RunPath!, "stats.json")), run.Artifact("stats.json"));
        Assert.Empty(_desk.Warnings);
    }

    [Fact]
    public void The_way_of_equity_and_drawdown_begins_with_the_first_bar_and_ends_with_the_last()
    {
        var result = _desk.Run(Tracked with { Save = false });
        var run = Told.Only("backtest");
        var equity = result.GetEquity().Equity.Span;
        var way = run.Way("equity");
        Assert.Equal((0L, equity[0]), way[0]);
        Assert.Equal((equity.Length - 1L, equity[^1]), way[^1]);
        Assert.InRange(way.Count, 200, 260);
        foreach (var (step, value) in way) Assert.Equal(equity[(int)step], value);
        Assert.Equal(result.GetEquity().ElementAt((int)run.Way("drawdown")[100].Step).Drawdown, run.Way("drawdown")[100].Value);
        Assert.DoesNotContain("run.json", run.Artifacts);
    }

    [Fact]
    public void A_run_of_few_bars_is_told_bar_by_bar()
    {
        var equity = _desk.Run(Tracked with { Settings = [.. Tracked.Settings, new("data.to", "2020-06-01")] }).GetEquity().Equity.ToArray();
        Assert.InRange(equity.Length, 100, 200);
        Assert.Equal(equity.Select((value, bar) => ((long)bar, value)), Told.Only("backtest").Way("equity"));
    }

    [Fact]
    public void A_figure_that_is_undefined_is_not_told()
    {
        var result = _desk.Run(Tracked with { Parameters = new Dictionary<string, object?> { ["fast_window"] = 150, ["slow_window"] = 399 }, AllowOutOfRange = true });
        Assert.Null(result.WinRate);
        var run = Told.Only("backtest");
        Assert.False(run.Has("win_rate"));
        Assert.True(run.Has("trades"));
    }

    [Fact]
    public void Tracked_or_not_a_run_has_the_same_bytes()
    {
        var (plain, tracked) = (_desk.Run(_desk.Request), _desk.Run(Tracked));
        foreach (var file in Directory.GetFiles(plain.RunPath!).Select(Path.GetFileName).Where(name => name is not ("run.json" or "config_snapshot.toml" or "config_snapshot.json")))
            Assert.Equal(File.ReadAllBytes(Path.Combine(plain.RunPath!, file!)), File.ReadAllBytes(Path.Combine(tracked.RunPath!, file!)));
        Assert.Equal(plain.ConfigHash, tracked.ConfigHash);
    }

    [Fact]
    public void Tags_of_the_configuration_stand_on_every_run()
    {
        var config = _desk.Write("c.toml", "[tracking]\nenabled = true\nbackend = \"mlflow\"\n[tracking.mlflow]\ntracking_uri = \"file:./told\"\ntags = { project = \"Peak_Trade\", \"peaktrade.kind\" = \"mine\" }\n");
        _desk.Run(_desk.Request with { ConfigPath = config });
        var run = Assert.Single(new Mlruns(_desk.PathTo("told")).Runs);
        Assert.Equal(("Peak_Trade", "backtest"), (run.Tag("project"), run.Tag("peaktrade.kind")));
    }

    [Fact]
    public void Turned_off_nothing_is_written()
    {
        _desk.Run(_desk.Request with { Settings = [new("tracking.backend", "mlflow")] });
        _desk.Run(_desk.Request with { Settings = [new("tracking.enabled", true), new("tracking.backend", "noop")] });
        Assert.False(Directory.Exists(_desk.PathTo("mlruns")));
        Assert.False(Directory.Exists(_desk.PathTo("results/.outbox")));
    }

    [Fact]
    public void A_run_that_fails_is_told_as_failed_with_its_reason()
    {
        var outcome = _desk.Workbench.Backtest.Execute(Tracked with { Parameters = new Dictionary<string, object?> { ["fast_window"] = 150, ["slow_window"] = 1000 }, AllowOutOfRange = true }, _desk, default).Single();
        Assert.Equal("Strategy.TooFewBars", outcome.Error!.Kind.Id);
        var run = Told.Only("backtest");
        Assert.Equal((4, "Strategy.TooFewBars", "1000"), (run.Status, run.Tag("peaktrade.error_id"), run.Param("slow_window")));
    }

    [Theory]
    [InlineData("a file in the way")]
    [InlineData("a server that is not there")]
    public void What_cannot_be_delivered_waits_and_is_delivered_by_the_next_command(string why)
    {
        var down = why[2] == 'f' ? "file:./mlruns" : "http://127.0.0.1:9"; // Nobody listens on the port called discard.
        if (why[2] == 'f') _desk.Write("mlruns", "in the way");
        var request = _desk.Request with { Settings = [.. TrackingSettings.Of(down, null)] };
        var (first, second) = (_desk.Run(request), _desk.Run(request));
        Assert.NotNull(first.RunId);
        Assert.Equal(2, _desk.Warnings.Count); // One a command.
        Assert.Matches("; tracked runs wait in .*\\.outbox for the next tracked command, or for Send-TrackedRun \\(peaktrade tracking send\\)\\.$", _desk.Warnings.Last());
        Assert.Equal(2, Directory.GetFiles(_desk.PathTo("results/.outbox"), "journal.jsonl", SearchOption.AllDirectories).Length);
        if (why[2] != 'f') return;

        File.Delete(_desk.PathTo("mlruns"));
        var third = _desk.Run(request);
        Assert.Equal(new[] { first, second, third }.Select(r => $"{r.RunId:D}").Order(StringComparer.Ordinal), Told.Of("backtest").Select(r => r.Tag("peaktrade.run_id")!).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(_desk.PathTo("results/.outbox"), "journal.jsonl", SearchOption.AllDirectories));
        Assert.Equal(2, _desk.Warnings.Count);
    }

    [Fact]
    public void Strict_tracking_that_cannot_deliver_fails_the_run_and_keeps_its_evidence()
    {
        _desk.Write("mlruns", "in the way");
        var outcome = _desk.Workbench.Backtest.Execute(Tracked with { Settings = [.. Tracked.Settings, new("tracking.strict", true)] }, _desk, default).Single();
        Assert.Equal("Tracking.Failed", outcome.Error!.Kind.Id);
        Assert.Single(_desk.Runs, path => Guid.TryParse(Path.GetFileName(path), out _));
    }

    [Fact]
    public void A_backend_that_nobody_knows_ends_the_command_with_what_was_meant()
    {
        var fault = Assert.Throws<PeakTradeException>(() => _desk.Run(_desk.Request with { Settings = [new("tracking.enabled", true), new("tracking.backend", "mlfow")] }));
        Assert.Contains("mlflow", string.Join(' ', fault.Faults), StringComparison.Ordinal);
        Assert.Empty(_desk.Runs);
    }

    [Fact]
    public void Eight_pipelines_at_once_never_mix()
    {
        var slow = Enumerable.Range(40, 24).ToList();
        Parallel.ForEach(slow, new ParallelOptions { MaxDegreeOfParallelism = 8 }, window => _desk.Run(Tracked with { Parameters = new Dictionary<string, object?> { ["slow_window"] = window } }));
        var runs = Told.Of("backtest");
        Assert.Equal(slow, runs.Select(r => int.Parse(r.Param("slow_window")!, CultureInfo.InvariantCulture)).Order());
        foreach (var run in runs)
        {
            Assert.Contains($"\"slow_window\": {run.Param("slow_window")}", Encoding.UTF8.GetString(run.Artifact("stats.json")), StringComparison.Ordinal);
            Assert.Contains(run.Tag("peaktrade.run_id")!, Encoding.UTF8.GetString(run.Artifact("run.json")), StringComparison.Ordinal);
        }
    }
}
