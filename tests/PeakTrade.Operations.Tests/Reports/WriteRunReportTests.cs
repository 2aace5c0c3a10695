using PeakTrade.Runs;

namespace PeakTrade.Operations.Tests;

public sealed class WriteRunReportTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_stored_runs_report_lies_in_its_folder_and_the_receipt_knows_nothing_of_it()
    {
        var run = _desk.Run(_desk.Request);
        var before = File.ReadAllBytes(Path.Combine(run.RunPath!, "run.json"));
        var files = Write(run, RunReportPlace.Of(run, _desk.Folder), Enum.GetValues<RunReportFormat>());
        Assert.Equal(["run_report.html", "backtest_report.txt", "trades_summary.json"], files.Take(3).Select(f => f.Name));
        Assert.All(files.Take(3), f => Assert.Equal(Path.Combine(run.RunPath!, "reports"), f.DirectoryName));
        Assert.Equal(Path.Combine(run.RunPath!, "plots"), files[3].DirectoryName);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(run.RunPath!, "run.json")));
        var found = FindRuns.Execute(_desk.PathTo("results"), new RunQuery(), default).Single().Result!;
        Assert.Equal(run.FinalEquity, found.FinalEquity);
        Assert.Empty(Directory.GetDirectories(run.RunPath!, ".tmp-*"));
    }

    [Fact]
    public void The_page_says_what_the_receipt_says_and_links_to_the_trades()
    {
        var run = _desk.Run(_desk.Request);
        var page = File.ReadAllText(Write(run, RunReportPlace.Of(run, _desk.Folder), [])[0].FullName);
        var receipt = RunStore.ReadReceipt(run.RunPath!);
        Assert.Equal(run.RunId, receipt.RunId);
        Assert.Contains($"{run.RunId:D}", page);
        Assert.All(receipt.Artifacts, a => Assert.Contains(a.Sha256, page));
        var trades = receipt.Artifacts.Single(a => a.Name.StartsWith("trades.", StringComparison.Ordinal)).Name;
        Assert.Contains($"href=\"../{trades}\"", page);
        var other = File.ReadAllText(Write(run, RunReportPlace.Named(_desk.PathTo("a b/page.html")), [])[0].FullName);
        Assert.Contains($"href=\"../results/{run.RunId:D}/{trades}\"", other);
        Assert.Contains("backtest.fee_bps", page);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_and_is_replaced_by_force_only()
    {
        var run = _desk.Run(_desk.Request);
        var place = RunReportPlace.Named(_desk.PathTo("pages"));
        var first = File.ReadAllBytes(Write(run, place, [])[0].FullName);
        Assert.Equal("Output.NotWritten", Assert.Throws<PeakTradeException>(() => Write(run, place, [RunReportFormat.Text, RunReportFormat.Html])).Kind.Id);
        Assert.False(File.Exists(_desk.PathTo("pages/backtest_report.txt")));
        var found = FindRuns.Execute(_desk.PathTo("results"), new RunQuery(), default).Single().Result!;
        Assert.Equal(first, File.ReadAllBytes(Write(found, place, [], force: true)[0].FullName));
    }

    [Fact]
    public void Where_a_file_is_in_the_way_of_a_folder_nothing_is_written()
    {
        var run = _desk.Run(_desk.Request);
        File.WriteAllText(Path.Combine(run.RunPath!, "plots"), "mine");
        Assert.Equal("Output.NotWritten", Assert.Throws<PeakTradeException>(() => Write(run, RunReportPlace.Of(run, _desk.Folder), Enum.GetValues<RunReportFormat>())).Kind.Id);
        Assert.False(File.Exists(Path.Combine(run.RunPath!, "reports", "run_report.html")));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(run.RunPath!, "plots")));
    }

    [Fact]
    public void Several_runs_are_compared_on_one_page()
    {
        BacktestResult[] runs = [_desk.Run(_desk.Request), _desk.Run(_desk.Request with { Save = false })];
        var file = WriteRunReport.Compare(runs, RunReportPlace.Comparison(_desk.PathTo("both")), force: false);
        Assert.Equal(_desk.PathTo("both/comparison.html"), file.FullName);
        Assert.Throws<PeakTradeException>(() => RunReportPlace.Among(_desk.PathTo("both.html"), runs[0], 1));
    }

    private IReadOnlyList<FileInfo> Write(BacktestResult run, RunReportPlace place, IReadOnlyList<RunReportFormat> formats, bool force = false) =>
        WriteRunReport.Execute(run, new Workbench().RunReader(_desk.Folder).Market(run, benchmark: null, default), place, formats, force);
}
