namespace PeakTrade.Cli.Tests;

public sealed class RunReportTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_page_of_a_run_goes_into_its_folder_by_id_by_folder_and_as_the_last()
    {
        var folder = await Backtest("ma_crossover");
        var page = Path.Combine(folder, "reports", "run_report.html");
        var row = (await Report(Path.GetFileName(folder)[..8], "--json")).Good().Objects.Single();
        Assert.Equal(page, row.GetProperty("path").GetString());
        Assert.Contains("ma_crossover on ", File.ReadAllText(page));
        Assert.Equal(1, (await Report("--last")).Code); // It is there already.
        var before = File.ReadAllBytes(page);
        (await Report("--last", "--force")).Good();
        Assert.Equal(before, File.ReadAllBytes(page));
        (await Report("--run", folder, "--output", _place.PathTo("pages/one.html"))).Good();
        Assert.True(File.Exists(_place.PathTo("pages/one.html")));
    }

    [Fact]
    public async Task Every_form_is_written_and_the_run_is_verified_as_before()
    {
        var folder = await Backtest("ma_crossover");
        var outcome = await Report("--last", "--format", "plot", "--format", "html", "--format", "text", "--format", "json", "--json");
        Assert.Equal(0, outcome.Code);
        Assert.Matches("^(peaktrade: warning: Pictures are written as SVG.*)?$", outcome.Error.TrimEnd()); // Where there is no libvips, as it should.
        var files = outcome.Objects.Select(o => Path.GetRelativePath(folder, o.GetProperty("path").GetString()!)).ToList();
        Assert.Equal(["reports/run_report.html", "reports/backtest_report.txt", "reports/trades_summary.json"], files.Take(3).Select(f => f.Replace('\\', '/')));
        Assert.StartsWith("plots", files[3]);
        Assert.Single((await _place.Here("runs", "--results-root", _place.Results, "--json")).Good().Objects);
    }

    [Fact]
    public async Task Several_runs_make_one_page_or_each_its_own()
    {
        await Backtest("ma_crossover");
        await Backtest("rsi_reversion");
        var row = (await Report("--run", _place.Results, "--output", _place.PathTo("both"), "--json")).Good().Objects.Single();
        Assert.Equal(2, row.GetProperty("runs").GetInt32());
        Assert.Equal(_place.PathTo("both/comparison.html"), row.GetProperty("path").GetString());
        (await Report("--run", _place.Results, "--each", "--output", _place.PathTo("each"))).Good();
        Assert.Equal(2, Directory.GetDirectories(_place.PathTo("each")).Length);
    }

    [Theory]
    [InlineData(1, "holds no run", "--last")]
    [InlineData(1, "has the id \"a4b8c0d2\"", "a4b8c0d2")] // No study is called so either.
    [InlineData(2, "--format must be html, text, json or plot", "--last", "--format", "pdf")]
    public async Task What_is_not_there_or_not_clear_is_refused(int code, string said, params string[] arguments)
    {
        var outcome = await Report([.. arguments, "--storage", _place.PathTo("studies.db")]);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(said, outcome.Error);
    }

    private Task<Outcome> Report(params string[] arguments) => _place.Here(["report", "--results-root", _place.Results, .. arguments]);

    private async Task<string> Backtest(string strategy) =>
        (await _place.Here("backtest", _place.Sample(), "-s", strategy, "--results-root", _place.Results, "--json")).Good().Objects.Single().GetProperty("run_path").GetString()!;
}
