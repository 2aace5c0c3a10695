namespace PeakTrade.Cli.Tests;

public sealed class WalkForwardTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_folds_and_the_verdict_stand_under_the_result()
    {
        var outcome = await WalkForward("--folds", "3", "-n", "5");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Matches(@"(?s)^Symbol +Strategy +Folds .*Fold +TestStart .*   3  20\d\d-.*Over 3 test windows", outcome.Output);
    }

    [Fact]
    public async Task As_JSON_a_result_is_one_line_with_its_folds()
    {
        var result = Assert.Single((await WalkForward("--train", "200", "--test", "100", "-n", "5", "--json")).Objects);
        Assert.Equal([1, 2, 3, 4], result.GetProperty("folds").EnumerateArray().Select(f => f.GetProperty("number").GetInt32()));
        Assert.StartsWith("Over 4 test windows", result.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Bars_come_from_standard_input_too()
    {
        var data = _place.Sample(600);
        var piped = Assert.Single(_place.Process(File.ReadAllBytes(data), ["walkforward", "-", "-s", "ma_crossover", "-n", "5", "--json"]).Good().Objects);
        var read = Assert.Single((await WalkForward("-n", "5", "--json")).Objects);
        Assert.Equal(("stdin", read.GetProperty("total_return").GetDouble()), (piped.GetProperty("symbol").GetString(), piped.GetProperty("total_return").GetDouble()));
    }

    [Fact]
    public async Task A_stored_study_says_what_is_searched_and_on_which_data()
    {
        var storage = _place.PathTo("s.db");
        await _place.Here("study", _place.Sample(600), "-s", "ma_crossover", "-n", "6", "--seed", "7", "--name", "one", "--storage", storage, "--no-output");
        await _place.Here("study", _place.Sample(600), "-s", "ma_crossover", "-n", "6", "--seed", "7", "--name", "other", "--storage", storage, "--no-output");
        var like = Assert.Single((await _place.Here("walkforward", "--study", "one", "--storage", storage, "--json")).Objects);
        var written = Assert.Single((await WalkForward("-n", "6", "--seed", "7", "--json")).Objects);
        Assert.Equal(written.GetRawText(), like.GetRawText());
        foreach (var (name, code, id) in new[] { ("nope", 2, "[Study.Missing]"), ("nope*", 2, "stands for 0 studies"), ("o*", 2, "stands for 2 studies") })
        {
            var refused = await _place.Here("walkforward", "--study", name, "--storage", storage);
            Assert.Equal((code, ""), (refused.Code, refused.Output));
            Assert.Contains(id, refused.Error);
        }
    }

    [Theory]
    [InlineData(2, "[Argument.Invalid]", "--train", "soon")]
    [InlineData(2, "[Argument.Invalid]", "--train", "100", "--test", "3m")]
    [InlineData(2, "[Argument.Invalid]", "--test", "3m")]
    [InlineData(2, "[Argument.Invalid]", "--folds", "0")]
    [InlineData(2, "[Argument.Objective]", "-o", "sharpe", "-o", "calmar")]
    [InlineData(2, "[Argument.SearchSpace]", "--space", "fast=1..2")]
    [InlineData(1, "[WalkForward.TooFewBars]", "--folds", "400")]
    [InlineData(1, "[WalkForward.TooFewBars]", "--purge", "400")]
    public async Task Rubbish_is_refused_in_words(int code, string id, params string[] rubbish)
    {
        var outcome = await WalkForward(["-n", "3", .. rubbish]);
        Assert.Equal((code, ""), (outcome.Code, outcome.Output));
        Assert.Contains(id, outcome.Error);
        Assert.DoesNotContain("System.", outcome.Error);
    }

    private Task<Outcome> WalkForward(params string[] arguments) => _place.Here(["walkforward", _place.Sample(600), "-s", "ma_crossover", .. arguments]);
}
