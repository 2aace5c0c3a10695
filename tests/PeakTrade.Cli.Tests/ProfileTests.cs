namespace PeakTrade.Cli.Tests;

public sealed class ProfileTests : IDisposable
{
    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_table_has_a_row_for_each_stage()
    {
        var lines = (await _work.Here("profile", _work.Sample(), "-s", "ma_crossover")).Good().Lines;
        Assert.Matches("^Run +Stage +Seconds +Share +MB +Calls$", lines[0]);
        Assert.Equal(["Load", "Indicators", "Signals", "Simulation", "Metrics", "Write", "Other"], lines[2..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Empty(_work.Runs);
    }

    [Fact]
    public async Task A_JSON_line_is_a_profile()
    {
        var profile = Assert.Single((await _work.Here("profile", _work.Sample(), "-s", "ma_crossover", "--repeat", "3", "--save", "--results-root", _work.Results, "--json")).Good().Objects);
        Assert.Equal((3, 300, 7), (profile.GetProperty("repeats").GetInt32(), profile.GetProperty("bars").GetInt32(), profile.GetProperty("stages").GetArrayLength()));
        Assert.Equal("write", profile.GetProperty("stages")[5].GetProperty("stage").GetString());
        Assert.Equal(1, profile.GetProperty("stages")[5].GetProperty("calls").GetInt32());
        Assert.Equal(3, _work.Runs.Count);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error_and_the_others_are_measured()
    {
        var said = await _work.Here("profile", _work.PathTo("none.csv"), _work.Sample(), "-s", "ma_crossover");
        Assert.Equal(1, said.Code);
        Assert.Contains("none.csv", said.Error, StringComparison.Ordinal);
        Assert.Equal(9, said.Lines.Length);
    }
}
