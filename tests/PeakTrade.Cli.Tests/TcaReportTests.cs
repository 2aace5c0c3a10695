namespace PeakTrade.Cli.Tests;

public sealed class TcaReportTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_report_of_a_stored_run_goes_into_its_folder_a_line_a_file()
    {
        await Backtest("ma_crossover");
        var written = (await Report("--backtest-dir", _place.Runs.Single(), "--json")).Good().Objects.ToList();
        Assert.Equal(["tca_report.html", "tca_report.md", "tca_summary.csv", "tca_fills.csv", "tca_report.json"], written.Select(f => Path.GetFileName(f.GetProperty("path").GetString()!)));
        Assert.All(written, f => Assert.StartsWith(Path.Combine(_place.Runs.Single(), "reports"), f.GetProperty("path").GetString()!));
        Assert.Contains("\"is_approximate\": false", File.ReadAllText(written[4].GetProperty("path").GetString()!));
        var again = await Report(Path.GetFileName(_place.Runs.Single())[..8], "--results-root", _place.Results);
        Assert.Equal(1, again.Code);
        Assert.Contains("is there already. Use -Force (--force) to replace it.", again.Error);
    }

    [Fact]
    public async Task Reports_of_several_runs_have_a_folder_each()
    {
        await Backtest("ma_crossover");
        await Backtest("rsi_reversion");
        var costs = _place.PathTo("costs");
        (await Report("--backtest-dir", _place.Results, "--output", costs, "--format", "csv", "--no-replay")).Good();
        Assert.Equal(_place.Runs.Select(Path.GetFileName).Order(), Directory.GetDirectories(costs).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetDirectories(costs), folder => Assert.Equal(2, Directory.GetFiles(folder).Length));
    }

    [Fact]
    public async Task Without_a_run_it_is_refused()
    {
        var outcome = await Report();
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains("Give ids of stored runs, or --backtest-dir, and not both.", outcome.Error);
    }

    private Task<Outcome> Report(params string[] arguments) => _place.Here(["tca-report", .. arguments]);

    private async Task Backtest(string strategy) => (await _place.Here("backtest", _place.Sample(), "-s", strategy, "--results-root", _place.Results)).Good();
}
