namespace PeakTrade.Cli.Tests;

/// <summary><c>compare</c>, <c>prune</c> and <c>keep</c> as they are typed.</summary>
public sealed class RetentionTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Runs_stand_side_by_side_with_differences_marked_and_a_sentence_on_the_Sharpe_ratio()
    {
        var (first, second) = (await Backtest("-p", "fast_window=5"), await Backtest("-p", "fast_window=15"));
        var table = (await Do("compare", first, second)).Good();
        Assert.Matches(@"(?m)^Parameter +fast_window +\* +5 +15\s*$", table.Output);
        Assert.Matches(@"(?m)^Parameter +slow_window +50 +50\s*$", table.Output);
        Assert.Contains($"{second[..8]} against {first[..8]}: The Sharpe ratio", table.Output);
        var rows = (await Do("compare", "--latest", "2", "--reference", "2", "--exclude-equal", "--json")).Good().Objects;
        Assert.DoesNotContain(rows, row => row.GetProperty("name").GetString() == "slow_window");
        Assert.Equal(15, rows.Single(row => row.GetProperty("name").GetString() == "fast_window").GetProperty("values").GetProperty(second[..8]).GetInt32());
    }

    [Fact]
    public async Task Comparing_asks_for_two_runs_and_says_which_is_not_there()
    {
        var id = await Backtest();
        Assert.Equal(2, (await Do("compare", id)).Code);
        Assert.Equal(2, (await Do("compare")).Code);
        var missing = await Do("compare", id, "ffffffff");
        Assert.Contains("[Run.Missing]", missing.Error);
        Assert.Equal((1, ""), (missing.Code, missing.Output));
        Assert.Equal(1, (await Do("compare", id, id, "ffffffff")).Code);
    }

    [Fact]
    public async Task Old_runs_go_protected_ones_stay_and_a_dry_run_removes_none()
    {
        var (first, kept, last) = (await Backtest(), await Backtest("--keep"), await Backtest());
        Assert.Equal([first], Ids(await Do("prune", "--keep-latest", "1", "--dry-run", "--json")));
        Assert.Equal(3, _place.Runs.Count);
        Assert.Equal([first], Ids(await Do("prune", "--keep-latest", "1", "--json")));
        Assert.Empty(Ids(await Do("prune", "--keep-latest", "0", "--older-than", "1d", "--json")));
        Assert.Equal(1, (await Do("prune", kept)).Code);
        (await Do("keep", last, "--reason", "good")).Good();
        Assert.Contains("protected, and therefore left: 2.", (await Do("prune", "--strategy", "ma_*")).Error);
        (await Do("keep", kept, "--off")).Good();
        Assert.Equal([kept], Ids(await Do("prune", "--keep-latest", "0", "--json")));
        Assert.Equal("good", File.ReadAllText(Path.Combine(_place.Results, last, "keep")));
    }

    [Theory]
    [InlineData]
    [InlineData("--older-than", "soon")]
    [InlineData("--keep-latest", "-1")]
    [InlineData("--keep", "3")]
    public async Task A_removal_that_is_not_clear_is_refused(params string[] arguments)
    {
        await Backtest();
        Assert.Equal(2, (await Do(["prune", .. arguments])).Code);
        Assert.Single(_place.Runs);
    }

    private static List<string?> Ids(Outcome outcome) => outcome.Code == 0 ? [.. outcome.Objects.Select(o => o.GetProperty("run_id").GetString())] : throw new InvalidOperationException(outcome.Error);

    private Task<Outcome> Do(params string[] arguments) => _place.Here([.. arguments, "--results-root", _place.Results]);

    private async Task<string> Backtest(params string[] more) =>
        (await Do(["backtest", _place.Sample(), "-s", "ma_crossover", "--json", .. more])).Good().Objects.Single().GetProperty("run_id").GetString()!;
}
