namespace PeakTrade.Cli.Tests;

public sealed class RunsTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_empty_store_is_no_failure_and_is_said()
    {
        var outcome = await Find();
        Assert.Equal((0, ""), (outcome.Code, outcome.Output));
        Assert.Contains("holds no run.", outcome.Error);
    }

    [Fact]
    public async Task Runs_are_found_by_strategy_symbol_id_number_and_time()
    {
        await Backtest("ma_crossover");
        await Backtest("rsi_reversion");
        await Backtest("breakout_donchian", "--symbol", "BTC/EUR");
        Assert.Equal(["breakout_donchian", "rsi_reversion", "ma_crossover"], await Strategies());
        Assert.Equal(["breakout_donchian", "rsi_reversion"], await Strategies("--latest", "2"));
        Assert.Equal(["ma_crossover"], await Strategies("-s", "ma_*"));
        Assert.Equal(["breakout_donchian"], await Strategies("--symbol", "BTC/*"));
        Assert.Equal(3, (await Strategies("--since", "2020-01-01")).Count);
        Assert.Empty(await Strategies("--since", "2999-01-01T00:00Z"));
        var id = (await Find("-s", "rsi*", "--json")).Objects.Single().GetProperty("run_id").GetString()!;
        Assert.Equal(["rsi_reversion"], await Strategies(id));
        Assert.Equal(["rsi_reversion"], await Strategies(id[..8]));
    }

    [Fact]
    public async Task A_damaged_run_is_an_error_and_the_others_still_come()
    {
        await Backtest("ma_crossover");
        await Backtest("rsi_reversion");
        var damaged = (await Find("-s", "rsi*", "--json")).Objects.Single().GetProperty("run_path").GetString()!;
        File.WriteAllText(Path.Combine(damaged, "stats.json"), "{");
        var outcome = await Find();
        Assert.Equal(1, outcome.Code);
        Assert.Contains("[Run.Damaged]", outcome.Error);
        Assert.Contains("ma_crossover", outcome.Output);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_an_error()
    {
        var outcome = await Find("ffffffff");
        Assert.Equal(1, outcome.Code);
        Assert.Contains("[Run.Missing]", outcome.Error);
    }

    [Theory]
    [InlineData("--latest", "0")]
    [InlineData("--latest", "x")]
    [InlineData("--since", "rubbish")]
    [InlineData("--since", "01/02/2024")]
    [InlineData("--sinse", "2024-01-01")]
    public async Task Filters_that_cannot_be_read_are_refused_by_name(string option, string value)
    {
        var outcome = await Find(option, value);
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains("[Argument.Invalid]", outcome.Error);
        Assert.Contains(option, outcome.Error);
        Assert.DoesNotContain("System.", outcome.Error);
    }

    private Task<Outcome> Find(params string[] arguments) => _place.Here(["runs", "--results-root", _place.Results, .. arguments]);

    private async Task<List<string?>> Strategies(params string[] arguments) => [.. (await Find([.. arguments, "--json"])).Objects.Select(o => o.GetProperty("strategy").GetString())];

    private async Task Backtest(string strategy, params string[] more) =>
        (await _place.Here(["backtest", _place.Sample(), "-s", strategy, "--results-root", _place.Results, .. more])).Good();
}
