using System.Text.Json;
using PeakTrade.Cli.Output;

namespace PeakTrade.Cli.Tests.Output;

public sealed class OutputTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_table_puts_numbers_right_words_left_and_folds_its_last_words_to_the_screen()
    {
        var table = new Table<(string Name, int Count, string Text)>(
            new("Name", r => r.Name), new("Count", r => $"{r.Count}", IsNumber: true), new("Spare", _ => "spare", Spare: true), new("Quiet", _ => "0", Quiet: "0"), new("Text", r => r.Text));
        using var output = new StringWriter { NewLine = "\n" };
        table.Write([("a", 1, "one two three four five six"), ("bcd", 12345, "short")], output, screen: 35);
        Assert.Equal("""
            Name  Count  Text
            ----  -----  ----
            a         1  one two three four
                         five six
            bcd   12345  short

            """.ReplaceLineEndings("\n"), output.ToString());
    }

    [Fact]
    public void A_table_that_is_no_screens_comes_whole()
    {
        var table = new Table<string>(new("Spare", _ => "x", Spare: true), new("Text", r => r));
        using var output = new StringWriter { NewLine = "\n" };
        table.Write([new string('y', 300)], output);
        Assert.Equal($"Spare  Text\n-----  ----\nx      {new string('y', 300)}\n", output.ToString());
    }

    [Fact]
    public async Task A_result_has_the_keys_of_stats_json_and_where_it_lies()
    {
        var outcome = (await _place.Here("backtest", _place.Sample(), "-s", "ma_crossover", "--results-root", _place.Results, "--json")).Good();
        var line = Assert.Single(outcome.Objects);
        var stats = JsonDocument.Parse(File.ReadAllText(Path.Combine(line.GetProperty("run_path").GetString()!, "stats.json"))).RootElement;
        Assert.Equal(Names(stats).Except(["engine_version"]).Concat(["path", "run_id", "run_path", "finished_at", "is_kept", "portfolio"]).Order(), Names(line).Order());
        foreach (var name in Names(stats).Where(n => n is not "engine_version" and not "start" and not "end")) Assert.Equal(stats.GetProperty(name).ToString().Replace(" ", "").ReplaceLineEndings(""), line.GetProperty(name).ToString().Replace(" ", ""));
    }

    [Theory]
    [InlineData("strategies", "key,source,description,parameters,relations")]
    [InlineData("strategies show ma_crossover", "name,kind,default,low,high,choices,description")]
    [InlineData("strategies test ma_crossover", "strategy,parameters,passed,cuts,message,first_bar,time,method,cut,before,after")]
    public async Task Json_lines_have_the_documented_keys(string command, string keys)
    {
        var outcome = (await _place.Here([.. command.Split(' '), "--json"])).Good();
        Assert.All(outcome.Objects, o => Assert.Equal(keys, string.Join(',', Names(o))));
    }

    [Fact]
    public async Task Sample_data_are_not_written_over_without_force()
    {
        string[] command = ["sample-data", "X", "--interval", "1d", "--count", "10", "--path", _place.PathTo("data"), "--json"];
        Assert.Equal("symbol,path,bars", string.Join(',', Names((await _place.Here(command)).Good().Objects.Single())));
        File.WriteAllText(_place.PathTo("data/x_1d.csv"), "mine");
        var again = await _place.Here(command);
        Assert.Equal(1, again.Code);
        Assert.Equal("Output.NotWritten", again.Objects.Single().GetProperty("error").GetString());
        Assert.Equal("mine", File.ReadAllText(_place.PathTo("data/x_1d.csv")));
        (await _place.Here([.. command, "--force"])).Good();
    }

    [Fact]
    public async Task The_same_warning_of_many_runs_is_said_once()
    {
        var config = _place.Write("t.toml", "[data]\nbackend = \"pandas\"\n");
        var file = _place.Sample();
        var outcome = await _place.Here("backtest", file, file, "-s", "ma_crossover", "-c", config, "--no-save");
        Assert.Equal(0, outcome.Code);
        Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
