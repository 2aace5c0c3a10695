using static PeakTrade.Engine.Tests.Strategies.Compiled;

namespace PeakTrade.Cli.Tests;

/// <summary>Each fault has its id and exit code, and leaves nothing in the store.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("missing", "Data.Missing")]
    [InlineData("empty folder", "Data.Missing")]
    [InlineData("empty", "Data.Empty")]
    [InlineData("header", "Data.Empty")]
    [InlineData("junk", "Data.Format")]
    [InlineData("long line", "Data.Format")]
    [InlineData("broken row", "Data.BadRow")]
    [InlineData("short", "Strategy.TooFewBars")]
    public async Task Data_that_cannot_be_used_fail_their_own_run_and_the_next_goes_on(string what, string id)
    {
        const string header = "timestamp,open,high,low,close\n";
        var path = what switch
        {
            "empty folder" => Directory.CreateDirectory(_place.PathTo("none")).FullName,
            "empty" => _place.Write("empty.csv", ""),
            "header" => _place.Write("header.csv", header),
            "junk" => _place.Write("junk.csv", string.Concat(Enumerable.Range(0, 5000).Select(i => (char)(i % 7)))),
            "long line" => _place.Write("long.csv", header + new string('1', 10_000_000)),
            "broken row" => _place.Write("broken.csv", header + "2024-01-01,5,4,3,5\n"),
            "short" => _place.Sample(count: 20, symbol: "SHORT"),
            _ => _place.PathTo("missing.csv"),
        };
        var outcome = await _place.Here("backtest", path, _place.Sample(), "-s", "ma_crossover", "--results-root", _place.Results, "--json");
        Assert.Equal(1, outcome.Code);
        Assert.Contains($"peaktrade: [{id}]", outcome.Error);
        var objects = outcome.Objects.ToList();
        Assert.Equal(id, objects[0].GetProperty("error").GetString());
        Assert.NotEqual("", objects[0].GetProperty("action").GetString());
        Assert.Equal("btc_eur_1d", objects[1].GetProperty("symbol").GetString());
        Assert.Single(_place.Runs);
    }

    [Theory]
    [InlineData("Strategy.Unknown", "-s", "ma_crosover")]
    [InlineData("Strategy.Parameter", "-s", "ma_crossover", "-p", "fast_windw=3")]
    [InlineData("Strategy.Parameter", "-s", "ma_crossover", "-p", "fast_window=x")]
    [InlineData("Strategy.Parameter", "-s", "ma_crossover", "-p", "fast_window=500")]
    [InlineData("Strategy.Parameter", "-s", "ma_crossover", "-p", "fast_window=40", "-p", "slow_window=40")]
    [InlineData("Strategy.NotGiven")]
    [InlineData("Argument.Invalid", "-s", "ma_crossover", "-p", "fast_window")]
    [InlineData("Argument.Invalid", "-s", "ma_crossover", "-p", "fast_window=5", "-p", "FAST_window=6")]
    [InlineData("Argument.Invalid", "--startegy", "ma_crossover")]
    [InlineData("Config.Invalid", "-s", "ma_crossover", "--set", "backtest.fee_bsp=5")]
    [InlineData("Config.Missing", "-s", "ma_crossover", "-c", "/no/such/config.toml")]
    [InlineData("Config.Unreadable", "-s", "ma_crossover", "-c", "/")]
    [InlineData("Strategy.FileMissing", "-s", "x", "--strategy-assembly", "/no/such.dll")]
    public async Task What_would_fail_every_run_is_said_once_and_nothing_is_begun(string id, params string[] arguments)
    {
        var file = _place.Sample();
        var outcome = await _place.Here(["backtest", file, file, "--results-root", _place.Results, "--json", .. arguments]);
        Assert.Equal(2, outcome.Code);
        Assert.Equal(id, Assert.Single(outcome.Objects).GetProperty("error").GetString());
        Assert.Contains($"[{id}]", outcome.Error);
        Assert.False(Directory.Exists(_place.Results));
    }

    [Theory]
    [InlineData("--resample", "7m", "data.resample must be an interval such as 15m, 1h, 1d or 1w, and is \"7m\".")]
    [InlineData("--from", "soon", "data.from must be a date or a time such as 2024-03-01 or 2024-03-01T14:30+02:00, and is the string \"soon\".")]
    [InlineData("--set", "data.session=noon", "data.session must be a time of day such as \"17:00\", and is the string \"noon\".")]
    public async Task A_span_or_interval_that_cannot_be_read_is_said_with_what_is_wanted(string option, string value, string message)
    {
        var outcome = await _place.Here("backtest", _place.Sample(), "-s", "ma_crossover", option, value);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(message, outcome.Error);
    }

    [Fact]
    public async Task Bars_that_cannot_be_made_shorter_and_a_span_without_bars_are_refused()
    {
        var file = _place.Sample();
        Assert.Contains("[Data.CannotResample]", (await _place.Here("backtest", file, "-s", "ma_crossover", "--resample", "1h", "--no-save")).Error);
        Assert.Contains("[Data.Empty]", (await _place.Here("backtest", file, "-s", "ma_crossover", "--from", "2150-01-01", "--no-save")).Error);
    }

    [Fact]
    public async Task An_interval_is_a_setting_like_any_other()
    {
        var file = _place.Sample(1500);
        var (option, setting) = (await _place.Here("backtest", file, "-s", "ma_crossover", "--no-save", "--json", "--resample", "1w"), await _place.Here("backtest", file, "-s", "ma_crossover", "--no-save", "--json", "--set", "data.resample=1w"));
        Assert.Equal(0, option.Code);
        Assert.Equal(option.Output, setting.Output);
        Assert.InRange(option.Objects.Single().GetProperty("bars").GetInt32(), 214, 216);
    }

    [Fact]
    public async Task All_faults_of_a_configuration_come_at_once_with_line_and_what_was_meant()
    {
        var config = _place.Write("five.toml", "mod = \"x\"\n[backtest]\nfee_bps = -1\nfil = \"close\"\n[data]\ntimezone = \"Mars\"\n[trakcing]\nx = 1\n");
        var outcome = await _place.Here("backtest", _place.Sample(), "-c", config, "-s", "ma_crossover");
        Assert.Equal(2, outcome.Code);
        var lines = outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        foreach (var (line, part) in lines.Zip(["line 1, column 1", "line 3, column 1", "line 4, column 1", "line 6, column 1", "line 7, column 2"])) Assert.Contains(part, line);
        Assert.Contains("Did you mean \"fill\"?", outcome.Error);
    }

    [Fact]
    public async Task Broken_toml_names_its_line_and_column()
    {
        var outcome = await _place.Here("backtest", _place.Sample(), "-c", _place.Write("broken.toml", "[strategy\nkey ="));
        Assert.Equal(2, outcome.Code);
        Assert.Contains("[Config.Syntax]", outcome.Error);
        Assert.Contains("line 1, column 10", outcome.Error);
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"boom\");", "Strategy.Threw", "boom")]
    [InlineData("states[5] = 7;", "Strategy.BadStates", "7 for bar 5")]
    public async Task A_strategy_that_fails_leaves_no_run(string body, string id, string words)
    {
        using var compiled = new Engine.Tests.Strategies.Compiled();
        var dll = compiled.Dll("bad", Usings + Strategy("Bad", "bad", body));
        var outcome = await _place.Here("backtest", _place.Sample(), "-s", "bad", "--strategy-assembly", dll, "--results-root", _place.Results);
        Assert.Equal(1, outcome.Code);
        Assert.Contains($"[{id}]", outcome.Error);
        Assert.Contains(words, outcome.Error);
        Assert.Empty(_place.Runs);
    }

    [Fact]
    public async Task A_strategy_that_cheats_is_caught_with_its_bar()
    {
        using var compiled = new Engine.Tests.Strategies.Compiled();
        var dll = compiled.Dll("cheat", Usings + Strategy("Cheat", "cheat", "for (var t = 100; t < states.Length - 1; t++) states[t] = (sbyte)(bars.Close[t + 1] > 0 ? 1 : 0);"));
        var outcome = await _place.Here("strategies", "test", "cheat", "ma_crossover", "--strategy-assembly", dll, "--json");
        Assert.Equal(1, outcome.Code);
        Assert.Equal([false, true], outcome.Objects.Select(o => o.GetProperty("passed").GetBoolean()));
        Assert.Equal(100, outcome.Objects.First().GetProperty("first_bar").GetInt32());
    }

    [Fact]
    public async Task A_store_that_is_a_file_is_refused()
    {
        var file = _place.Sample();
        var outcome = await _place.Here("backtest", file, "-s", "ma_crossover", "--results-root", file);
        Assert.Equal(1, outcome.Code);
        Assert.Contains("[Run.NotStored]", outcome.Error);
        Assert.Equal([file], Directory.GetFileSystemEntries(Path.GetDirectoryName(file)!));
        Assert.Contains("[Run.Damaged]", (await _place.Here("runs", "--results-root", file)).Error);
    }
}
