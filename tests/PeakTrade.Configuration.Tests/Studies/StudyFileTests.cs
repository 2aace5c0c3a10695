using System.Text.Json;

namespace PeakTrade.Configuration.Tests;

public class StudyFileTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "study-files.md"));

    private static string[] Examples => [.. Enumerable.Range(0, Lines.Length).Where(i => Lines[i] == "```yaml").Select(i => string.Join('\n', Lines[(i + 1)..Array.IndexOf(Lines, "```", i)]))];

    [Fact]
    public void The_table_of_the_documentation_lists_every_key_in_the_readers_order() =>
        Assert.Equal(StudyFile.KnownKeys, Lines.SkipWhile(l => l != "| Key | Value | Meaning |").Skip(2).TakeWhile(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|')[1].Trim(' ', '`')));

    [Fact]
    public void The_examples_of_the_documentation_are_read_as_they_say()
    {
        Assert.Equal(2, Examples.Length);
        Assert.Equal(new StudyFileObjective("sharpe"), Assert.Single(StudyFile.Read(Examples[0]).Objectives!));
        var options = StudyFile.Read(Examples[1], "study.yaml");
        Assert.Equal(("btc_crossover", "ma_crossover", "config.toml", "studies.db"), (options.Name, options.Strategy, options.Config, options.Storage));
        Assert.Equal(("data/btc_eur_15m.csv", "2022-01-01", "2024-01-01", "1h"), (options.Data!.Path, options.Data.From, options.Data.To, options.Data.Resample));
        Assert.Equal(["BTC/EUR"], options.Data.Symbols!);
        Assert.Equal([new("backtest.fee_bps", 5L), new("backtest.slippage_bps", 2L)], options.Settings!);
        Assert.Equal([new("sharpe"), new("turnover", StudyDirection.Minimize)], options.Objectives!);
        Assert.Equal(["trades >= 30", "max_drawdown > -0.2"], options.Constraints!);
        Assert.Equal((200, TimeSpan.FromHours(2), 42L, 8, 4, true, 8), (options.Trials, options.Timeout, options.Seed, options.Segments, options.Lag, options.Parallel, options.ThrottleLimit));
        Assert.Equal(("tpe(multivariate=true, startup=20)", "median(startup=5)"), (options.Sampler, options.Pruner));
        Assert.Equal("""{"fast_window":"5..40 step 5","slow_window":{"low":30,"high":100,"step":10}}""", JsonSerializer.Serialize(options.Parameters));
        Assert.Empty(options.Fixed!);
        Assert.Equal(["fast_window < slow_window"], options.Relations!);
        Assert.Equal("""[{"fast_window":20,"slow_window":50}]""", JsonSerializer.Serialize(options.Enqueue));
        Assert.Equal(
            new StudyFileWalkForward { Train = WalkForwardLength.Parse("2y"), Test = WalkForwardLength.Parse("6m"), Folds = 5, Scheme = WalkForwardScheme.Rolling, Purge = 24, Embargo = 5 },
            options.WalkForward);
    }

    [Fact]
    public void What_is_not_said_is_null()
    {
        var options = StudyFile.Read("{ \"seed\": null, \"trials\": 5 }");
        Assert.Equal(new StudyFileOptions { Trials = 5 }, options with { Root = null });
    }

    [Fact]
    public void A_list_a_value_and_a_number_with_a_point_keep_their_kinds() =>
        Assert.Equal("""{"a":[10,20.5,"x",true],"b":1.5,"c":7,"d":"7"}""", JsonSerializer.Serialize(StudyFile.Read("parameters: { a: [10, 20.5, x, true], b: 1.5, c: 7, d: '7' }").Parameters));

    [Fact]
    public void Names_made_of_digits_stay_as_they_are_written()
    {
        var options = StudyFile.Read("name: 007\ndata: { symbols: [600519, 1.10, \"no\", no] }\n");
        Assert.Equal("007", options.Name);
        Assert.Equal(["600519", "1.10", "no", "no"], options.Data!.Symbols!);
    }

    [Fact]
    public void A_setting_keeps_lists_maps_and_null() =>
        Assert.Equal(
            """[{"Key":"backtest.sizing","Value":{"kind":"fraction","value":0.5}},{"Key":"backtest.stop_loss","Value":null},{"Key":"data.timezone","Value":"Europe/Berlin"},{"Key":"backtest.seed","Value":7}]""",
            JsonSerializer.Serialize(StudyFile.Read("settings:\n  backtest.sizing: { kind: fraction, value: 0.5 }\n  backtest.stop_loss: ~\n  data: { timezone: Europe/Berlin }\n  backtest: { seed: 7 }\n").Settings));

    [Fact]
    public void It_knows_where_it_says_something()
    {
        var options = StudyFile.Read("trials: 5\nparameters:\n  fast: 1..2\n  Slow: 3..4\nfixed: { band: 1 }\n", "s.yaml");
        Assert.Equal(new Place("s.yaml", 4, 3), options.PlaceOf("parameters", "slow"));
        Assert.Equal(new Place("s.yaml", 2, 1), options.PlaceOf("parameters", "other"));
        Assert.Equal(new Place("s.yaml"), options.PlaceOf("settings", "other"));
        Assert.Equal(new Place("s.yaml", 3, 3), options.PlaceOfParameter("fast"));
        Assert.Equal(new Place("s.yaml", 5, 10), options.PlaceOfParameter("band"));
    }

    [Theory]
    [InlineData("trails: 5\n", 1, 1, "There is no key \"trails\". Did you mean \"trials\"?")]
    [InlineData("symbol: x\n", 1, 1, "There is no key \"symbol\". It belongs in data.")]
    [InlineData("data:\n  pth: x\n", 2, 3, "There is no key \"pth\" in data. Did you mean \"path\"?")]
    [InlineData("walk_forward: { trian: 5 }\n", 1, 17, "There is no key \"trian\" in walk_forward. Did you mean \"train\"?")]
    [InlineData("trials: many\n", 1, 9, "trials must be a whole number from 1 on, and is the text \"many\".")]
    [InlineData("trials: '5'\n", 1, 9, "trials must be a whole number from 1 on, and is the text \"5\".")]
    [InlineData("trials: 0\n", 1, 9, "trials must be a whole number from 1 on, and is the number 0.")]
    [InlineData("trials: 2.5\n", 1, 9, "trials must be a whole number from 1 on, and is the number 2.5.")]
    [InlineData("timeout: 90\n", 1, 10, "timeout must be a span of time such as 90s, 10m or 2h, and is the number 90.")]
    [InlineData("timeout: -5m\n", 1, 10, "timeout must be a span of time such as 90s, 10m or 2h, and is the text \"-5m\".")]
    [InlineData("strategy: true\n", 1, 11, "strategy must be a text, and is true.")]
    [InlineData("strategy: ''\n", 1, 11, "strategy must not be empty. Leave it out for its default.")]
    [InlineData("strategy: [a]\n", 1, 11, "strategy must be a text, and is a list.")]
    [InlineData("parallel: 4\n", 1, 11, "parallel must be true or false, and is the number 4.")]
    [InlineData("data: [a]\n", 1, 7, "data must be a map, and is a list.")]
    [InlineData("data: { from: 2024 }\n", 1, 9, "data.from must be a date or a time such as 2024-03-01 or 2024-03-01T14:30+02:00, and is \"2024\".")]
    [InlineData("data: { symbol: a, symbols: [b] }\n", 1, 20, "data.symbol and data.symbols are both given. Keep one of the two.")]
    [InlineData("objective: sharpe\nobjectives: [cagr]\n", 2, 1, "objective and objectives are both given. Keep one of the two.")]
    [InlineData("objectives: []\n", 1, 1, "objectives is an empty list. Leave it out for its default.")]
    [InlineData("objectives: sharpe\n", 1, 13, "objectives must be a list, and is the text \"sharpe\".")]
    [InlineData("objectives: [sharpe, 5]\n", 1, 22, "objectives[1] must be a figure such as sharpe, or a map of name and direction, and is the number 5.")]
    [InlineData("objectives:\n  - { name: cagr, direction: maximise }\n", 2, 19, "objectives[0].direction must be minimize or maximize, and is \"maximise\". Did you mean \"maximize\"?")]
    [InlineData("objectives:\n  - { name: cagr, dir: maximize }\n", 2, 19, "There is no key \"dir\" in objectives[0]. Did you mean \"direction\"?")]
    [InlineData("objective: { direction: maximize }\n", 1, 12, "objective lacks a name. Write name: sharpe.")]
    [InlineData("sampler: { multivariate: true }\n", 1, 10, "sampler lacks a name. Write name: tpe.")]
    [InlineData("pruner: { name: median, startup: [5] }\n", 1, 34, "pruner.startup must be a number, true or false, or a word, and is a list.")]
    [InlineData("pruner: [median]\n", 1, 9, "pruner must be a name, or a map of name and options, and is a list.")]
    [InlineData("parameters: { fast: }\n", 1, 21, "parameters.fast must be a range such as 5..40, a list, a map or a value, and is nothing.")]
    [InlineData("fixed: { fast: [1] }\n", 1, 16, "fixed.fast must be a number, true or false, or a text, and is a list.")]
    [InlineData("enqueue: { fast: 1 }\n", 1, 10, "enqueue must be a list, and is a map.")]
    [InlineData("enqueue: [5]\n", 1, 11, "enqueue[0] must be a map of parameters and values, and is the number 5.")]
    [InlineData("enqueue: [{ fast: {} }]\n", 1, 19, "enqueue[0].fast must be a number, true or false, or a text, and is a map.")]
    [InlineData("relations: [true]\n", 1, 13, "relations[0] must be a text, and is true.")]
    [InlineData("walk_forward: { train: 5 years }\n", 1, 24, "walk_forward.train must be a number of bars, or a length such as 90d, 26w, 6m or 2y, and is the text \"5 years\".")]
    [InlineData("walk_forward: { test: 0 }\n", 1, 23, "walk_forward.test must be a number of bars, or a length such as 90d, 26w, 6m or 2y, and is the number 0.")]
    [InlineData("walk_forward: { scheme: rollng }\n", 1, 17, "walk_forward.scheme must be rolling or anchored, and is \"rollng\". Did you mean \"rolling\"?")]
    [InlineData("- a\n", 1, 1, "A study is a map of keys, and this is a list. Begin with a line such as strategy: ma_crossover.")]
    public void A_fault_says_where_it_is_what_came_and_what_was_wanted(string text, int line, int column, string message)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => StudyFile.Read(text, "study.yaml"));
        Assert.Same(FaultCatalogue.ConfigInvalid, thrown.Kind);
        Assert.Equal($"study.yaml, line {line}, column {column}: {message}", Assert.Single(thrown.Faults).ToString());
    }

    [Fact]
    public void An_interval_that_is_none_lists_those_that_are() =>
        Assert.StartsWith("Allowed are 1m, ", Assert.Single(Assert.Throws<PeakTradeException>(() => StudyFile.Read("data: { resample: 7m }")).Faults).Action, StringComparison.Ordinal);

    [Fact]
    public void All_faults_of_a_file_come_at_once_in_their_order() =>
        Assert.Equal(
            [1, 3, 4, 6],
            Assert.Throws<PeakTradeException>(() => StudyFile.Read("trails: 5\ndata:\n  pth: x\n  from: soon\nseed: 1\nlag: 0\n")).Faults.Select(f => f.Place.Line));

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_missing() =>
        Assert.Same(FaultCatalogue.ConfigMissing, Assert.Throws<PeakTradeException>(() => StudyFile.ReadFile(Path.Combine(Repository.Root, "no", "study.yaml"))).Kind);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("0s", null)]
    [InlineData("s", null)]
    [InlineData("1e3s", null)]
    [InlineData("10 m", null)]
    [InlineData("99999d", null)]
    public void A_duration_is_a_number_and_a_unit(string text, int? seconds) => Assert.Equal(seconds, (int?)DurationText.Parse(text)?.TotalSeconds);
}
