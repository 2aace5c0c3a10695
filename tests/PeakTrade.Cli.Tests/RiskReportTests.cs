namespace PeakTrade.Cli.Tests;

public sealed class RiskReportTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Reports_go_into_the_folders_of_their_runs()
    {
        var folder = await Backtest("ma_crossover");
        var rows = (await Report(Path.GetFileName(folder), "--json")).Good().Objects.ToList();
        Assert.Equal(["risk_report.html", "risk_report.md", "risk_report.csv", "risk_report.json"], rows.Select(r => Path.GetFileName(r.GetProperty("path").GetString())));
        Assert.All(rows, r => Assert.Equal(Path.Combine(folder, "reports"), Path.GetDirectoryName(r.GetProperty("path").GetString())));
        Assert.Equal(1, (await Report(Path.GetFileName(folder))).Code); // They are there already.
        (await Report(Path.GetFileName(folder), "--force")).Good();
    }

    [Fact]
    public async Task A_runs_folder_or_a_store_of_runs_can_be_named()
    {
        var folder = await Backtest("ma_crossover");
        (await _place.Here("risk-report", "--backtest-dir", folder, "--output", _place.PathTo("risk"), "--format", "csv", "--format", "markdown")).Good();
        Assert.Equal(["risk_report.csv", "risk_report.md"], Directory.GetFiles(_place.PathTo("risk")).Select(Path.GetFileName).Order());
        await Backtest("rsi_reversion");
        (await _place.Here("risk-report", "--backtest-dir", _place.Results, "--output", _place.PathTo("all"), "--format", "html")).Good();
        Assert.Equal(2, Directory.GetDirectories(_place.PathTo("all")).Length);
    }

    [Theory]
    [InlineData("Which runs is not clear")]
    [InlineData("--format must be html, markdown, csv or json", "x", "--format", "pdf")]
    public async Task What_is_not_clear_is_refused(string said, params string[] arguments)
    {
        var outcome = await Report(arguments);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(said, outcome.Error);
    }

    private Task<Outcome> Report(params string[] arguments) => _place.Here(["risk-report", "--results-root", _place.Results, .. arguments]);

    private async Task<string> Backtest(string strategy) =>
        (await _place.Here("backtest", _place.Sample(), "-s", strategy, "--results-root", _place.Results, "--json")).Good().Objects.Single().GetProperty("run_path").GetString()!;
}
