namespace PeakTrade.Cli.Tests;

/// <summary><c>peaktrade</c> on a machine that has no libduckdb and no libvips: everything but Parquet and SQL works, and what asks for those says what to do; pictures come as SVG.</summary>
public sealed class WithoutDuckDbTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly string _program;

    public WithoutDuckDbTests()
    {
        var copy = Directory.CreateDirectory(_place.PathTo("program")).FullName;
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory).Where(IsOurs)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        _program = Path.Combine(copy, "peaktrade.dll");
        _place.Sample(symbol: "AAA");
        _place.Sample(symbol: "BBB");
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Backtests_are_run_stored_and_found_and_their_trades_are_text()
    {
        Assert.Equal(2, Run("backtest", "data", "-s", "ma_crossover", "--json").Good().Objects.Count());
        Assert.All(_place.Runs, run => Assert.Equal((true, false), (File.Exists(Path.Combine(run, "trades.csv")), File.Exists(Path.Combine(run, "trades.parquet")))));
        Assert.Equal(2, Run("runs", "--json").Good().Objects.Count());
    }

    [Fact]
    public void A_picture_that_is_asked_for_comes_as_SVG_and_the_command_says_so_once()
    {
        Run("backtest", "data", "-s", "ma_crossover").Good();
        var report = Run([.. new[] { "report", "--each", "--format", "plot", "--format", "text" }, .. _place.Runs.Where(r => Guid.TryParse(Path.GetFileName(r), out _)).Select(r => Path.GetFileName(r)!)]);
        Assert.Equal(0, report.Code);
        Assert.Matches("^peaktrade: warning: Pictures are written as SVG instead of PNG\\. .*npm.*$", Assert.Single(report.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.All(_place.Runs, run => Assert.True(File.Exists(Path.Combine(run, "plots", "equity_curve.svg"))));
    }

    [Fact]
    public void A_tracked_run_has_its_picture_as_SVG_without_a_warning()
    {
        Run("backtest", "data/aaa_1d.csv", "-s", "ma_crossover", "--no-save", "--tracking-uri", "file:./mlruns").Good();
        Assert.Single(Directory.GetFiles(_place.PathTo("mlruns"), "equity_curve.svg", SearchOption.AllDirectories));
        var said = Run("backtest", "data/aaa_1d.csv", "-s", "ma_crossover", "--no-save", "--tracking-uri", "file:./mlruns", "--verbose").Error;
        Assert.Single(said.Split('\n'), line => line.Contains("Pictures are written as SVG", StringComparison.Ordinal));
    }

    [Fact]
    public void Factors_are_computed_and_data_are_checked()
    {
        Assert.Equal(300, Run("factors", "rsi_14", "--path", "data", "--json").Good().Objects.Count());
        Assert.False(Directory.Exists(_place.PathTo("data/factors")));
        Assert.Equal(2, Run("check-data", "data", "--json").Good().Objects.Count());
    }

    [Fact]
    public void A_folder_with_Parquet_in_it_gives_the_instruments_that_are_text()
    {
        _place.Write("data/CCC.parquet", "PAR1");
        var outcome = Run("backtest", "data", "-s", "ma_crossover", "--no-save", "--json");
        Assert.Equal(1, outcome.Code);
        Assert.Contains("[Lake.NotAvailable]", outcome.Error);
        Assert.Equal(["aaa_1d", "bbb_1d"], outcome.Objects.Where(o => o.TryGetProperty("sharpe", out _)).Select(o => o.GetProperty("symbol").GetString()));
    }

    [Theory]
    [InlineData(1, "lake", "query", "SELECT 1")]
    [InlineData(2, "lake", "import", "data/aaa_1d.csv")]
    [InlineData(1, "backtest", "x.parquet", "-s", "ma_crossover")]
    [InlineData(1, "backtest", "data/aaa_1d.csv", "-s", "ma_crossover", "--set", "data.backend=duckdb")]
    [InlineData(2, "backtest", "data/aaa_1d.csv", "-s", "ma_crossover", "--set", "results.trades=parquet")]
    public void What_needs_it_says_what_to_do(int code, params string[] arguments)
    {
        _place.Write("x.parquet", "PAR1");
        var outcome = Run(arguments);
        Assert.Equal(code, outcome.Code);
        Assert.Contains("[Lake.NotAvailable]", outcome.Error);
        Assert.Contains("npm", outcome.Error);
        Assert.Empty(_place.Runs);
        Assert.False(Directory.Exists(_place.PathTo("data/lake")));
    }

    private Outcome Run(params string[] arguments) => _place.Process(_program, arguments);

    private static bool IsOurs(string file)
    {
        var name = Path.GetFileName(file);
        return new[] { "PeakTrade.", "peaktrade", "System.CommandLine" }.Any(start => name.StartsWith(start, StringComparison.Ordinal)) && !name.Contains("Tests", StringComparison.Ordinal);
    }
}
