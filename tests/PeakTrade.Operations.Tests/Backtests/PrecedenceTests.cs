namespace PeakTrade.Operations.Tests.Backtests;

/// <summary>What wins over what, and where relative paths start.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_parameter_wins_over_the_configuration_and_that_over_the_default()
    {
        var config = _desk.Write("c.toml", "[strategy]\nkey = \"ma_crossover\"\n[strategy.ma_crossover]\nfast_window = 11\nslow_window = 44\n[strategy.rsi_reversion]\nwindow = 9\n");
        Assert.Equal("fast_window=20 slow_window=50", $"{Parameters(_desk.Request)}");
        Assert.Equal("fast_window=11 slow_window=44", $"{Parameters(_desk.Request with { Strategy = null, ConfigPath = config })}");
        Assert.Equal("fast_window=7 slow_window=44", $"{Parameters(_desk.Request with { Strategy = null, ConfigPath = config, Parameters = new Dictionary<string, object?> { ["FAST_WINDOW"] = "7" } })}");
        Assert.Equal(9L, Parameters(_desk.Request with { Strategy = "rsi_reversion", ConfigPath = config })["window"]);
    }

    [Fact]
    public void A_setting_wins_over_the_configuration()
    {
        var config = _desk.Write("c.toml", "[backtest]\nfee_bps = 0\nslippage_bps = 0\n[data]\nsymbol = \"FILE\"\n");
        var free = _desk.Run(_desk.Request with { ConfigPath = config, Save = false });
        Assert.Equal((0.0, "FILE"), (free.FeesPaid, free.Symbol));
        var paid = _desk.Run(_desk.Request with { ConfigPath = config, Save = false, Settings = [new("backtest.fee_bps", 20.0), new("data.symbol", "DOOR")] });
        Assert.True(paid.FeesPaid > 0);
        Assert.Equal((0.0, "DOOR"), (paid.SlippagePaid, paid.Symbol));
    }

    [Fact]
    public void Paths_in_a_file_start_at_its_folder_and_given_ones_where_the_user_stands()
    {
        _desk.Write("sub/c.toml", "[data]\npath = \"../data/btc_eur_1d.csv\"\n[results]\nroot = \"../from_file\"\n");
        var request = _desk.Request with { DataPath = null, ConfigPath = "sub/c.toml" };
        Assert.StartsWith(_desk.PathTo("from_file") + Path.DirectorySeparatorChar, _desk.Run(request).RunPath);
        Assert.StartsWith(_desk.PathTo("given") + Path.DirectorySeparatorChar, _desk.Run(request with { Settings = [new("results.root", "given")] }).RunPath);
        Assert.Equal(_desk.PathTo("data/btc_eur_1d.csv"), _desk.Run(request with { DataPath = "data/btc_eur_1d.csv", Save = false }).Path);
        Assert.StartsWith(_desk.PathTo("results") + Path.DirectorySeparatorChar, _desk.Run(_desk.Request).RunPath);
    }

    [Theory]
    [InlineData("Strategy.Unknown", "nobody", null)]
    [InlineData("Strategy.NotGiven", null, null)]
    [InlineData("Strategy.Parameter", "ma_crossover", "fast")]
    public void A_check_finds_what_is_wrong_with_a_request_without_its_data(string id, string? strategy, string? parameter)
    {
        var request = _desk.Request with { Strategy = strategy, DataPath = "no such file" };
        if (parameter is not null) request = request with { Parameters = new Dictionary<string, object?> { [parameter] = 1 } };
        Assert.Equal(id, Assert.Throws<PeakTradeException>(() => _desk.Workbench.Backtest.Check(request)).Kind.Id);
        _desk.Workbench.Backtest.Check(_desk.Request with { DataPath = "no such file" });
    }

    private ParameterSet Parameters(BacktestRequest request) => _desk.Run(request with { Save = false }).Parameters;
}
