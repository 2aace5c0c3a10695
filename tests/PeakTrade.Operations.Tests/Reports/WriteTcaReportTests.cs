using System.Text.Json;

namespace PeakTrade.Operations.Tests.Reports;

public sealed class WriteTcaReportTests : IDisposable
{
    private static readonly string[] AllFiles = ["tca_fills.csv", "tca_report.html", "tca_report.json", "tca_report.md", "tca_summary.csv"];

    private readonly Desktop _desktop = new Desktop().WithSample();

    public void Dispose() => _desktop.Dispose();

    [Fact]
    public void A_stored_run_is_run_again_at_other_costs_with_the_settings_that_took_effect()
    {
        // The fee comes from the door and not from a file, so that the snapshot of the file does not know of it.
        var run = _desktop.Run(_desktop.Request with { Settings = [new("backtest.fee_bps", 25.0)] });
        var report = Report(run).Report;
        Assert.False(report.Sensitivity.IsApproximate, report.Sensitivity.Note);
        Assert.Equal(run.FinalEquity, report.Sensitivity.Points[1].FinalEquity);
        var free = _desktop.Run(_desktop.Request with { Settings = [new("backtest.fee_bps", 0.0), new("backtest.slippage_bps", 0.0)], Save = false });
        Assert.Equal(free.FinalEquity, report.Sensitivity.Points[0].FinalEquity);
        Assert.NotNull(report.Impact.Cost);
    }

    [Fact]
    public void A_stored_run_costs_what_it_cost_when_it_was_made()
    {
        var made = _desktop.Run(_desktop.Request);
        var stored = Stored(made);
        Assert.Equal(WriteTcaReport.Execute(made, TcaInputs.None, _desktop.PathTo("a"), [], force: false).Report.Total, WriteTcaReport.Execute(stored, TcaInputs.None, _desktop.PathTo("b"), [], force: false).Report.Total);
        foreach (var name in AllFiles) Assert.Equal(File.ReadAllBytes(_desktop.PathTo($"a/{name}")), File.ReadAllBytes(_desktop.PathTo($"b/{name}")));
    }

    [Fact]
    public void Without_replay_the_curve_is_approximated_and_says_why() =>
        Assert.EndsWith("It was not asked to be run again.", Report(_desktop.Run(_desktop.Request), replay: false).Report.Sensitivity.Note);

    [Fact]
    public void A_run_that_was_not_stored_is_approximated_and_says_why() =>
        Assert.EndsWith("The run was not stored, so its data and configuration are not at hand.", Report(_desktop.Run(_desktop.Request with { Save = false })).Report.Sensitivity.Note);

    [Fact]
    public void Data_that_have_changed_or_gone_are_not_used()
    {
        var run = _desktop.Run(_desktop.Request);
        var data = _desktop.PathTo("data/btc_eur_1d.csv");
        File.WriteAllLines(data, File.ReadAllLines(data).SkipLast(1));
        Assert.EndsWith("Its data have changed since.", Report(run).Report.Sensitivity.Note);
        Assert.Equal("Its data have changed since.", Report(run).Report.Impact.Note);
        File.Delete(data);
        var gone = Report(run).Report;
        Assert.EndsWith("Its data or its configuration cannot be read any more.", gone.Sensitivity.Note);
        Assert.DoesNotContain(_desktop.Folder, gone.Sensitivity.Note);
    }

    [Fact]
    public void Files_hold_neither_the_run_id_nor_a_path_and_are_the_same_every_time()
    {
        var run = _desktop.Run(_desktop.Request);
        var first = Report(run, folder: "one").Files;
        Assert.Equal(AllFiles, first.Select(f => f.Name).Order(StringComparer.Ordinal));
        Report(_desktop.Run(_desktop.Request), folder: "two");
        foreach (var file in first)
        {
            var text = File.ReadAllText(file.FullName);
            Assert.DoesNotContain($"{run.RunId}", text);
            Assert.DoesNotContain(_desktop.Folder, text);
            Assert.Equal(text, File.ReadAllText(Path.Combine(_desktop.PathTo("two"), file.Name)));
        }
    }

    [Fact]
    public void Nothing_is_written_where_one_of_the_files_is_there_already()
    {
        _desktop.Write("kept/tca_report.json", "mine");
        var run = _desktop.Run(_desktop.Request);
        var fault = Assert.Throws<PeakTradeException>(() => Report(run, folder: "kept"));
        Assert.Equal("Output.NotWritten", fault.Kind.Id);
        Assert.Equal(["tca_report.json"], Names("kept"));
        Assert.Equal("mine", File.ReadAllText(_desktop.PathTo("kept/tca_report.json")));
        WriteTcaReport.Execute(run, TcaInputs.None, _desktop.PathTo("kept"), [ReportFormat.Json], force: true);
        using var json = JsonDocument.Parse(File.ReadAllText(_desktop.PathTo("kept/tca_report.json")));
        Assert.Equal(run.Strategy, json.RootElement.GetProperty("strategy").GetString());
        Assert.Equal(["tca_report.json"], Names("kept"));
    }

    [Fact]
    public void Only_the_forms_that_are_named_are_written()
    {
        WriteTcaReport.Execute(_desktop.Run(_desktop.Request), TcaInputs.None, _desktop.PathTo("some"), [ReportFormat.Csv, ReportFormat.Html], force: false);
        Assert.Equal(["tca_fills.csv", "tca_report.html", "tca_summary.csv"], Names("some"));
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_told_and_nothing_is_written()
    {
        Directory.CreateDirectory(_desktop.PathTo("odd/tca_fills.csv"));
        var fault = Assert.Throws<PeakTradeException>(() => Report(_desktop.Run(_desktop.Request), folder: "odd"));
        Assert.Contains("tca_fills.csv is a folder", fault.Message);
        Assert.Equal(["tca_fills.csv"], Names("odd"));
        Assert.Contains("is a file, and a folder is wanted", Assert.Throws<PeakTradeException>(() => Report(_desktop.Run(_desktop.Request), folder: "data/btc_eur_1d.csv")).Message);
    }

    [Fact]
    public void A_vectorized_run_is_told_to_run_with_the_pipeline()
    {
        var run = _desktop.Run(_desktop.Request with { Settings = [new("backtest.execution", "vectorized")] });
        var fault = Assert.Throws<PeakTradeException>(() => Report(run));
        Assert.Equal("Report.NoOrders", fault.Kind.Id);
        Assert.Contains("execution = \"pipeline\"", fault.RecommendedAction);
    }

    [Theory]
    [InlineData("ma_crossover")]
    [InlineData("equal_weight")]
    [InlineData("multifactor_long_short")]
    public void A_stored_portfolio_is_run_again_at_other_costs(string strategy)
    {
        var request = Portfolio(strategy);
        var run = _desktop.Run(request with { Settings = [.. request.Settings, new("backtest.fee_bps", 25.0)] });
        var report = Report(run).Report;
        Assert.False(report.Sensitivity.IsApproximate, report.Sensitivity.Note);
        Assert.Equal(run.FinalEquity, report.Sensitivity.Points[1].FinalEquity);
        var free = _desktop.Run(request with { Settings = [.. request.Settings, new("backtest.fee_bps", 0.0), new("backtest.slippage_bps", 0.0)], Save = false });
        Assert.Equal(free.FinalEquity, report.Sensitivity.Points[0].FinalEquity);
        Assert.NotNull(report.Impact.Cost);
        Assert.EndsWith("It was not asked to be run again.", Report(run, replay: false).Report.Sensitivity.Note);
    }

    [Fact]
    public void A_portfolio_whose_files_or_data_have_changed_is_approximated_and_says_why()
    {
        var run = _desktop.Run(Portfolio("multifactor_long_short"));
        _desktop.Write("three.txt", "AAA\nBBB\n");
        Assert.EndsWith("Its bundle, its universe or its sectors have changed since, or cannot be read any more.", Report(run).Report.Sensitivity.Note);
        var alike = _desktop.Run(Portfolio("equal_weight"));
        var data = _desktop.PathTo("stocks/aaa_1d.csv");
        File.WriteAllLines(data, File.ReadAllLines(data).SkipLast(1));
        Assert.EndsWith("Its data have changed since.", Report(alike).Report.Sensitivity.Note);
        Assert.Equal("Its data have changed since.", Report(alike).Report.Impact.Note);
    }

    [Fact]
    public void A_portfolio_of_a_batch_is_run_again()
    {
        Portfolio("multifactor_long_short");
        _desktop.Write("b.yaml", "batch_name: b\ndefaults: { bundle_path: core.yaml, data_path: stocks, start_date: 2020-06-01, end_date: 2020-12-31 }\nruns: [{ id: one }]\n");
        var batch = new BatchRequest { BaseFolder = _desktop.Folder, Path = "b.yaml" };
        var run = _desktop.Workbench.Batch.Execute(batch, _desktop, default).Single();
        var stored = ReportRuns.In(run.BacktestPath!, default).Single().Result!;
        var report = Report(stored).Report;
        Assert.False(report.Sensitivity.IsApproximate, report.Sensitivity.Note);
        Assert.Equal(stored.FinalEquity, report.Sensitivity.Points[1].FinalEquity);
    }

    [Fact]
    public void The_run_of_a_folder_and_the_runs_of_a_store_are_found()
    {
        var run = _desktop.Run(_desktop.Request);
        Assert.Equal(run.RunId, ReportRuns.In(run.RunPath!, default).Single().Result!.RunId);
        Assert.Equal(run.RunId, ReportRuns.In(_desktop.PathTo("results"), default).Single().Result!.RunId);
        Assert.Equal("Run.Missing", ReportRuns.In(_desktop.PathTo("data"), default).Single().Error!.Kind.Id);
        Assert.Equal("Run.Missing", Assert.Throws<PeakTradeException>(() => ReportRuns.In(_desktop.PathTo("nowhere"), default)).Kind.Id);
    }

    [Fact]
    public void A_thing_that_is_no_run_is_told_what_is_wanted()
    {
        Assert.Contains("There is no transaction-cost report of an object of type String; a run is wanted.", ReportKind.Tca.NoReportOf("x").Message);
        var failed = new BatchRunResult { BatchName = "b", RunId = "core", Status = BatchRunStatus.Failed, Error = "It failed." };
        Assert.Contains("Run core of b has no result to report on: It failed.", ReportKind.Tca.NoReportOf(failed).Message);
    }

    // The bundle names its universe from where the user stands.
    private BacktestRequest Portfolio(string strategy)
    {
        _ = MakeSampleData.Execute(new() { Folder = _desktop.PathTo("stocks"), Interval = SampleInterval.Daily, Count = 400, Symbols = ["AAA", "BBB", "CCC"], Force = true }, default).ToList();
        _desktop.Write("core.yaml", "name: core\nuniverse: three.txt\nfactors: [{ name: momentum_3_1, weight: 1 }]\noptions: { long_quantile: 0.34, short_quantile: 0.34 }\n");
        _desktop.Write("three.txt", "AAA\nBBB\nCCC\n");
        List<KeyValuePair<string, object?>> settings = [new("portfolio.enabled", true)];
        if (strategy == "multifactor_long_short") settings.Add(new("portfolio.bundle", _desktop.PathTo("core.yaml")));
        return _desktop.Request with { DataPath = "stocks", Strategy = strategy, Settings = settings };
    }

    private TcaReportFiles Report(BacktestResult run, bool replay = true, string? folder = null) =>
        WriteTcaReport.Execute(run, _desktop.Workbench.RunReader(_desktop.Folder).TcaInputs(run, replay, _desktop, default), _desktop.PathTo(folder ?? $"out{Guid.NewGuid():N}"), [], force: false);

    private BacktestResult Stored(BacktestResult run) => FindRuns.Execute(_desktop.PathTo("results"), new RunQuery { RunIds = [$"{run.RunId}"] }, default).Single().Result!;

    private IEnumerable<string?> Names(string folder) => Directory.GetFileSystemEntries(_desktop.PathTo(folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
