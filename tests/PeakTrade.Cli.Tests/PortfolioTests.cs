namespace PeakTrade.Cli.Tests;

/// <summary>Portfolios at the command line: many instruments in one account.</summary>
public sealed class PortfolioTests : IDisposable
{
    private readonly Workplace _place = new();

    public PortfolioTests()
    {
        foreach (var symbol in new[] { "AAA", "BBB", "CCC" }) _place.Sample(400, symbol);
        _place.Write("core.yaml", "name: core\nuniverse: three.txt\nfactors: [{ name: momentum_3_1, weight: 1 }]\noptions: { long_quantile: 0.34, short_quantile: 0.34 }\n");
        _place.Write("three.txt", "AAA\nBBB\nCCC\n");
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_bundle_alone_stands_for_its_strategy_and_its_paths_start_where_the_user_stands()
    {
        var run = _place.Process("backtest", "data", "--bundle", "core.yaml", "--rebalance", "W", "--max-weight", "0.4", "--json").Good().Objects.Single();
        Assert.Equal(("multifactor_long_short", "core"), (run.GetProperty("strategy").GetString(), run.GetProperty("symbol").GetString()));
        Assert.Equal(["AAA", "BBB", "CCC"], run.GetProperty("portfolio").GetProperty("symbols").EnumerateArray().Select(s => s.GetString()));
    }

    [Fact]
    public async Task Several_paths_are_one_run_of_a_portfolio_and_a_run_each_without()
    {
        string[] paths = [.. new[] { "aaa", "bbb", "ccc" }.Select(name => _place.PathTo($"data/{name}_1d.csv"))];
        var one = (await _place.Here(["backtest", .. paths, "-s", "ma_crossover", "--portfolio", "--no-save", "--json"])).Good().Objects.Single();
        Assert.Equal(3, one.GetProperty("portfolio").GetProperty("symbols").GetArrayLength());
        Assert.Equal(string.Join('|', paths), one.GetProperty("path").GetString());
        Assert.Equal(3, (await _place.Here(["backtest", .. paths, "-s", "ma_crossover", "--no-save", "--json"])).Good().Objects.Count());
        Assert.Single((await _place.Here(["profile", .. paths, "-s", "ma_crossover", "--portfolio", "--json"])).Good().Objects);
    }

    [Theory]
    [InlineData("ma_crossover", "--max-weight", "0.3", "portfolio.max_weight is given, and ma_crossover runs on each instrument by itself. Hold all instruments in one account (-Portfolio, --portfolio), or leave it out.")]
    [InlineData("equal_weight", "--rebalance", "X", "portfolio.rebalance must be")]
    [InlineData("equal_weight", "--max-weight", "much", "portfolio.max_weight must be a number")]
    [InlineData("equal_weight", "--max-turnover", "-1", "max_turnover must be above 0")]
    [InlineData("multifactor_long_short", "--net-exposure", "0", "none is named")]
    public async Task Rubbish_is_refused_with_2_before_anything_is_read(string strategy, string option, string value, string told)
    {
        var outcome = await _place.Here("backtest", _place.PathTo("data"), "-s", strategy, option, value, "--no-save");
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains("[Config.Invalid]", outcome.Error);
        Assert.Contains(told, outcome.Error);
    }

    [Fact]
    public async Task One_instrument_in_two_files_is_told_with_both_and_ends_with_1()
    {
        Directory.CreateDirectory(_place.PathTo("else"));
        File.Copy(_place.PathTo("data/aaa_1d.csv"), _place.PathTo("else/aaa_1d.csv"));
        var outcome = await _place.Here("backtest", _place.PathTo("data/aaa_1d.csv"), _place.PathTo("else/aaa_1d.csv"), "-s", "equal_weight", "--no-save");
        Assert.Equal((1, ""), (outcome.Code, outcome.Output));
        Assert.Contains($"{_place.PathTo("data/aaa_1d.csv")} and {_place.PathTo("else/aaa_1d.csv")} both hold aaa_1d.", outcome.Error);
    }

    [Fact]
    public async Task Standard_input_beside_files_is_refused()
    {
        var outcome = await _place.Here("backtest", _place.PathTo("data/aaa_1d.csv"), "-", "-s", "equal_weight", "--no-save");
        Assert.Equal(2, outcome.Code);
        Assert.Contains("Standard input (-) is one table of bars", outcome.Error);
    }

    [Fact]
    public async Task Only_strategies_of_one_instrument_are_tested_unless_one_is_named()
    {
        var all = (await _place.Here("strategies", "test", "--data", _place.PathTo("data/aaa_1d.csv"), "--json")).Good().Objects.Select(o => o.GetProperty("strategy").GetString());
        Assert.Equal(["ma_crossover", "rsi_reversion", "breakout_donchian"], all);
        var named = await _place.Here("strategies", "test", "equal_weight");
        Assert.Equal(1, named.Code);
        Assert.Contains("[Strategy.NeedsPortfolio]", named.Error);
    }

    [Theory]
    [InlineData("study", "-s", "equal_weight", "Strategy.NeedsPortfolio")]
    [InlineData("walkforward", "-s", "equal_weight", "Strategy.NeedsPortfolio")]
    [InlineData("study", "--set", "portfolio.enabled=true", "one instrument at a time")]
    [InlineData("walkforward", "--set", "portfolio.enabled=true", "one instrument at a time")]
    public async Task Searches_refuse_portfolios(string command, string option, string value, string told)
    {
        string[] strategy = option == "-s" ? [] : ["-s", "ma_crossover"];
        var outcome = await _place.Here([command, _place.PathTo("data/aaa_1d.csv"), option, value, .. strategy]);
        Assert.NotEqual(0, outcome.Code);
        Assert.Contains(told, outcome.Error);
    }
}
