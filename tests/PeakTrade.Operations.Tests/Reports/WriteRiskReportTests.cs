using PeakTrade.Engine;

namespace PeakTrade.Operations.Tests;

public sealed class WriteRiskReportTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_stored_run_and_the_same_run_fresh_give_the_same_four_files()
    {
        var stored = _desk.Run(_desk.Request);
        var fresh = _desk.Run(_desk.Request with { Save = false });
        var found = FindRuns.Execute(_desk.PathTo("results"), new RunQuery(), default).Single().Result!;
        var files = WriteRiskReport.Execute(found, Market(found), ReportKind.FolderOf(found)!, [], force: false).Files;
        var others = WriteRiskReport.Execute(fresh, Market(fresh), _desk.PathTo("elsewhere"), [], force: false).Files;
        Assert.Equal(["risk_report.html", "risk_report.md", "risk_report.csv", "risk_report.json"], files.Select(f => f.Name));
        Assert.All(files, f => Assert.Equal(Path.Combine(stored.RunPath!, "reports"), f.DirectoryName));
        Assert.All(files.Zip(others), pair => Assert.Equal(File.ReadAllBytes(pair.First.FullName), File.ReadAllBytes(pair.Second.FullName)));
        Assert.All(files, f => Assert.DoesNotContain(_desk.Folder, File.ReadAllText(f.FullName)));
    }

    [Fact]
    public void Beta_comes_from_the_runs_own_data_read_again()
    {
        var run = _desk.Run(_desk.Request);
        var report = WriteRiskReport.Execute(run, Market(run), _desk.PathTo("r"), [ReportFormat.Json], force: false).Report;
        Assert.Equal(run.Beta!.Value, report.Relative!.Beta!.Value, 1e-10);
        Assert.NotNull(report.Exposure!.AverageGross);
    }

    [Fact]
    public void Settings_of_a_stored_run_choose_the_same_bars_again()
    {
        var request = _desk.Request with { AllowOutOfRange = true, Settings = [KeyValuePair.Create("data.resample", (object?)"1w"), KeyValuePair.Create("data.from", (object?)"2020-03-02"), KeyValuePair.Create("strategy.ma_crossover.slow_window", (object?)15L), KeyValuePair.Create("strategy.ma_crossover.fast_window", (object?)5L)] };
        var stored = _desk.Run(request);
        Assert.NotNull(Market(stored).Benchmark);
        var fresh = Market(_desk.Run(request with { Save = false }));
        Assert.Null(fresh.Benchmark);
        Assert.Contains("other bars than the run's", fresh.Missing);
    }

    [Fact]
    public void Data_that_are_gone_leave_a_reason_without_a_path()
    {
        var run = _desk.Run(_desk.Request);
        File.Delete(run.Path!);
        var market = Market(run);
        Assert.Null(market.Benchmark);
        Assert.Contains("Data.Missing", market.Missing);
        Assert.DoesNotContain(_desk.Folder, market.Missing);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_by_force_only_and_then_nothing_is_written()
    {
        var run = _desk.Run(_desk.Request);
        var kept = _desk.Write("r/risk_report.csv", "mine");
        var fault = Assert.Throws<PeakTradeException>(() => WriteRiskReport.Execute(run, benchmark: null, _desk.PathTo("r"), [], force: false));
        Assert.Equal("Output.NotWritten", fault.Kind.Id);
        Assert.Equal([kept], Directory.GetFiles(_desk.PathTo("r")));
        Assert.Equal(4, WriteRiskReport.Execute(run, benchmark: null, _desk.PathTo("r"), [], force: true).Files.Count);
        Assert.StartsWith("section,name,value\n", File.ReadAllText(kept));
        Assert.Equal(4, Directory.GetFiles(_desk.PathTo("r")).Length);
    }

    [Fact]
    public void A_runs_folder_may_be_called_anything()
    {
        var run = _desk.Run(_desk.Request);
        Directory.Move(run.RunPath!, _desk.PathTo("backtest"));
        var found = ReportRuns.In(_desk.PathTo("backtest"), default).Single().Result!;
        Assert.Equal(run.RunId, found.RunId);
        Assert.Equal(run.FinalEquity, found.GetEquity().Last().Equity);
        Assert.Equal("Run.Missing", ReportRuns.In(_desk.PathTo("data"), default).Single().Error!.Kind.Id);
        Assert.Equal("Run.Missing", Assert.Throws<PeakTradeException>(() => ReportRuns.In(_desk.PathTo("nowhere"), default)).Kind.Id);
    }

    [Fact]
    public void The_report_of_a_batchs_run_lies_beside_its_evidence()
    {
        var batch = new BatchRunResult { BatchName = "b", RunId = "core", Status = BatchRunStatus.Success, BacktestPath = _desk.PathTo("out/b/runs/core/backtest") };
        Assert.Equal(_desk.PathTo("out/b/runs/core/risk_report"), ReportKind.Risk.FolderOf(batch));
        Assert.Contains("core of b has no result", ReportKind.Risk.NoReportOf(batch).Message);
    }

    private RiskMarket Market(BacktestResult run) => _desk.Workbench.RunReader(_desk.Folder).Market(run, null, default);
}
