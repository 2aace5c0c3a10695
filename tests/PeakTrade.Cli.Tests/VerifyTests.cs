namespace PeakTrade.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Runs_as_they_were_stored_are_good()
    {
        await Backtest("ma_crossover");
        await Backtest("rsi_reversion");
        var all = (await Verify("--all", "--json")).Good().Objects.ToList();
        Assert.Equal(2, all.Count);
        Assert.All(all, run => Assert.Equal(("intact", true, true, 0), (run.GetProperty("status").GetString(), run.GetProperty("is_intact").GetBoolean(), run.GetProperty("is_sealed").GetBoolean(), run.GetProperty("findings").GetArrayLength())));
        var again = (await Verify(Path.GetFileName(_place.Runs[0])[..8], "--replay")).Good();
        Assert.Contains("Reproduced", again.Lines[2]);
        Assert.Equal(3, (await Verify("--latest", "1", "--replay")).Good().Lines.Length);
    }

    [Fact]
    public async Task A_damaged_run_ends_with_1_and_says_what_is_wrong()
    {
        await Backtest("ma_crossover");
        var equity = Path.Combine(_place.Runs.Single(), "equity.csv");
        var bytes = File.ReadAllBytes(equity);
        bytes[^5] ^= 1;
        File.WriteAllBytes(equity, bytes);
        var outcome = await Verify("--all");
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Contains("Damaged", outcome.Output);
        Assert.Contains("equity.csv was changed after the run was stored: its SHA-256 is not the receipt's.", outcome.Output);
        var finding = (await Verify("--all", "--findings", "--json")).Objects.Single();
        Assert.Equal(("content", "equity.csv"), (finding.GetProperty("kind").GetString(), finding.GetProperty("what").GetString()));
    }

    [Fact]
    public async Task A_run_that_gives_other_bytes_or_cannot_be_done_again_ends_with_1()
    {
        var data = await Backtest("ma_crossover");
        var moved = _place.PathTo("moved.csv");
        File.Move(data, moved);
        var gone = await Verify("--all", "--replay");
        Assert.Equal(1, gone.Code);
        Assert.Contains("NotReplayed", gone.Output);
        (await Verify("--all", "--replay", "--data", moved)).Good();
        File.WriteAllLines(moved, File.ReadAllLines(moved).SkipLast(1));
        var other = await Verify("--all", "--replay", "--data", moved);
        Assert.Equal(1, other.Code);
        Assert.Contains("300 bars from", other.Output);
    }

    [Fact]
    public async Task A_run_anywhere_is_found_by_its_folder()
    {
        await Backtest("ma_crossover");
        Directory.Move(_place.Runs.Single(), _place.PathTo("backtest"));
        (await _place.Here("verify", "--run-path", _place.PathTo("backtest"), "--replay")).Good();
    }

    [Theory]
    [InlineData("Which runs is not clear")]
    [InlineData("Ids are given, and other runs beside them", "3f", "--all")]
    [InlineData("it is not to be done again", "--all", "--data", "x.csv")]
    public async Task What_is_not_clear_is_refused(string said, params string[] arguments)
    {
        var outcome = await Verify(arguments);
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains(said, outcome.Error);
    }

    [Fact]
    public async Task An_id_that_is_not_there_is_an_error_and_so_is_a_folder()
    {
        Assert.Contains("[Run.Missing]", (await Verify("zz")).Error);
        Assert.Contains("[Run.Missing]", (await _place.Here("verify", "--run-path", _place.PathTo("nowhere"))).Error);
        var empty = await Verify("--all");
        Assert.Equal((1, ""), (empty.Code, empty.Output));
        Assert.Contains("[Run.Missing]", empty.Error);
    }

    private Task<Outcome> Verify(params string[] arguments) => _place.Here(["verify", .. arguments, "--results-root", _place.Results]);

    private async Task<string> Backtest(string strategy)
    {
        var data = _place.Sample();
        (await _place.Here("backtest", data, "-s", strategy, "--results-root", _place.Results)).Good();
        return data;
    }
}
