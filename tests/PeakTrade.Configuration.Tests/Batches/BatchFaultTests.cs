namespace PeakTrade.Configuration.Tests;

public class BatchFaultTests
{
    private const string Dates = "start_date: 2020-01-01, end_date: 2020-12-31";
    private const string Folder = "for it names a folder";

    [Theory]
    [InlineData("- a", 1, 1, "A batch is a map of keys, and this is a list. Begin with a line such as batch_name: my_batch.")]
    [InlineData("hello", 1, 1, "A batch is a map of keys, and this is the text \"hello\". Begin with a line such as batch_name: my_batch.")]
    [InlineData("runs: [{ id: a, strategy: s, start_date: 2020-01-01, end_date: 2020-01-01 }]", 1, 1, "batch_name is missing. Write batch_name: my_batch.")]
    [InlineData("batch_name: b", 1, 1, "runs is missing. List one run at least, each with id, start_date and end_date.")]
    [InlineData("batch_name: b\nruns: []", 2, 1, "runs is an empty list. List one run at least, each with id, start_date and end_date.")]
    [InlineData("batch_name: b\nruns: { id: a }", 2, 7, "runs must be a list, and is a map.")]
    [InlineData("batch_name: b\nruns: [5]", 2, 8, "runs[0] must be a map with id, start_date and end_date, and is the number 5.")]
    [InlineData("batch_name: true\nruns: [{ id: a, strategy: s, start_date: 2020-01-01, end_date: 2020-01-01 }]", 1, 13, "batch_name must be a text, and is true.")]
    public void A_batch_that_is_none_says_why(string text, int line, int column, string message) => Check(text, line, column, message);

    [Theory]
    [InlineData("batch_nmae: b", "There is no key \"batch_nmae\". Did you mean \"batch_name\"?")]
    [InlineData("strategy: ma_crossover", "There is no key \"strategy\". It belongs in defaults.")]
    [InlineData("output_root: ''", "output_root must not be empty. Leave it out for its default.", 14)]
    [InlineData("output_root: '  '", "output_root must not be blank. Leave it out for its default.")]
    [InlineData("description: [a]", "description must be a text, and is a list.", 14)]
    [InlineData("parallel: 4", "parallel must be true or false, and is the number 4.", 11)]
    [InlineData("throttle_limit: 0", "throttle_limit must be a whole number from 1 on, and is the number 0.", 17)]
    [InlineData("defaults: [a]", "defaults must be a map, and is a list.", 11)]
    [InlineData("defaults: { id: x }", "There is no key \"id\" in defaults. The documentation lists the keys.", 13)]
    [InlineData("defaults: { fee_bp: 5 }", "There is no key \"fee_bp\" in defaults. Did you mean \"fee_bps\"?", 13)]
    [InlineData("defaults: { fee_bps: much }", "defaults.fee_bps must be a number, and is the text \"much\".", 22)]
    [InlineData("defaults: { data_source: yahoo }", "defaults.data_source must be local, and is \"yahoo\": a batch reads files of this machine and goes to no network. Name the files by data_path.", 13)]
    [InlineData("defaults: { strategy: equal_weight, bundle_path: x }", "defaults.bundle_path is given, and the strategy equal_weight weighs by no factors. Take it out, or write strategy: multifactor_long_short.", 37)]
    public void A_fault_at_the_top_says_where_it_is_what_came_and_what_was_wanted(string line, string message, int column = 1) =>
        Check($"batch_name: b\nruns: [{{ id: a, strategy: s, {Dates} }}]\n{line}\n", 3, column, message);

    [Theory]
    [InlineData("bundle: x", "There is no key \"bundle\" in runs[0]. Did you mean \"bundle_path\"?")]
    [InlineData("fee_bps: '5'", "runs[0].fee_bps must be a number, and is the text \"5\".", 12)]
    [InlineData("fee_bps: .inf", "runs[0].fee_bps must be a number, and is the number .inf.", 12)]
    [InlineData("max_positions: 2.5", "runs[0].max_positions must be a whole number from 1 on, and is the number 2.5.", 18)]
    [InlineData("seed: x", "runs[0].seed must be a whole number, and is the text \"x\".", 9)]
    [InlineData("allow_short: no", "runs[0].allow_short must be true or false, and is the text \"no\".", 16)]
    [InlineData("generate_report: 1", "runs[0].generate_report must be true or false, and is the number 1.", 20)]
    [InlineData("fill: nextopen", "runs[0].fill must be next_open or close, and is \"nextopen\". Did you mean \"next_open\"?")]
    [InlineData("rebalance_freq: Y", "runs[0].rebalance_freq must be D, W, M or Q (a day, week, month or quarter), and is the text \"Y\".", 19)]
    [InlineData("freq: 7m", "runs[0].freq must be an interval such as 15m, 1h, 1d or 1w, and is the text \"7m\".", 9)]
    [InlineData("stop_loss: tight", "runs[0].stop_loss must be a fraction such as 0.05, or a map such as { kind: atr, window: 14, multiple: 2 }, and is the text \"tight\".", 14)]
    [InlineData("timeout: 90", "runs[0].timeout must be a span of time such as 90s, 10m or 2h, and is the number 90.", 12)]
    [InlineData("data_source: http", "runs[0].data_source must be local, and is \"http\": a batch reads files of this machine and goes to no network. Name the files by data_path.")]
    [InlineData("bundle_path: x", "runs[0].bundle_path is given, and the strategy s weighs by no factors. Take it out, or write strategy: multifactor_long_short.")]
    [InlineData("symbols: []", "runs[0].symbols is an empty list. Leave it out for all instruments of the data.")]
    [InlineData("symbols: [A, [B]]", "runs[0].symbols[1] must be a text, and is a list.", 16)]
    [InlineData("parameters: 5", "runs[0].parameters must be a map, and is the number 5.", 15)]
    [InlineData("parameters: { fast: [5] }", "runs[0].parameters.fast must be a number, true or false, or a text, and is a list.", 23)]
    [InlineData("settings: [a]", "runs[0].settings must be a map, and is a list.", 13)]
    [InlineData("settings: { data.from: 2020-01-01 }", "runs[0].settings.data.from is what start_date says. Write start_date and take this out.", 15)]
    [InlineData("settings: { results: { root: x } }", "runs[0].settings.results.root is what output_root says. Write output_root at the top and take this out.", 15)]
    [InlineData("settings: { backtest.seed: 1, backtest: { seed: 2 } }", "runs[0].settings.backtest.seed is given twice. Keep one of the two.", 33)]
    public void A_fault_of_a_run_says_where_it_is_what_came_and_what_was_wanted(string line, string message, int column = 3) =>
        Check($"batch_name: b\nruns:\n- id: a\n  strategy: s\n  start_date: 2020-01-01\n  end_date: 2020-12-31\n  {line}\n", 7, column, message);

    [Fact]
    public void One_thing_said_in_two_ways_is_a_fault()
    {
        Check($"batch_name: b\nruns:\n- {{ id: a, strategy: s, {Dates}, symbols_file: x, universe_file: y }}", 3, 88, "runs[0].symbols_file and runs[0].universe_file are both given. Keep one of the two.");
        Check($"batch_name: b\nruns:\n- {{ id: a, strategy: s, {Dates}, symbols: x, universe_file: y }}", 3, 71, "runs[0].universe_file and runs[0].symbols are both given. Keep one of the two.");
        Check($"batch_name: b\nruns:\n- {{ id: a, strategy: s, {Dates}, fee_bps: 1, settings: {{ backtest.fee_bps: 2 }} }}", 3, 95, "runs[0].settings.backtest.fee_bps is what fee_bps says. Write fee_bps and take this out.");
    }

    [Theory]
    [InlineData("strategy: s, start_date: 2020-01-01, end_date: 2020-01-01", 3, "runs[0].id is missing. Give each run an id of its own, such as id: core_2015_2020.")]
    [InlineData("id: a, strategy: s, end_date: 2020-01-01", 3, "runs[0].start_date is missing. Write start_date: 2015-01-01 in the run or in defaults.")]
    [InlineData("id: a, strategy: s, start_date: 2020-01-01, end_date: ", 49, "runs[0].end_date is missing. Write end_date: 2020-12-31 in the run or in defaults.")]
    [InlineData("id: a, start_date: 2020-01-01, end_date: 2020-01-01", 3, "runs[0].bundle_path is missing: multifactor_long_short weighs by a factor bundle. Name one, or a strategy that needs none, such as strategy: equal_weight.")]
    [InlineData("id: a, strategy: multifactor_long_short, start_date: 2020-01-01, end_date: 2020-01-01", 3, "runs[0].bundle_path is missing: multifactor_long_short weighs by a factor bundle. Name one, or a strategy that needs none, such as strategy: equal_weight.")]
    [InlineData("id: a, strategy: s, start_date: soon, end_date: 2020-01-01", 37, "runs[0].start_date must be a date or a time such as 2015-01-31 or 2015-01-31T14:30+01:00, and is the text \"soon\".")]
    [InlineData("id: a, strategy: s, start_date: 2020-02-30, end_date: 2020-12-01", 37, "runs[0].start_date must be a date or a time such as 2015-01-31 or 2015-01-31T14:30+01:00, and is the text \"2020-02-30\".")]
    [InlineData("id: a, strategy: s, start_date: 20200101, end_date: 2020-12-01", 37, "runs[0].start_date must be a date or a time such as 2015-01-31 or 2015-01-31T14:30+01:00, and is the number 20200101.")]
    [InlineData("id: a, strategy: s, start_date: 2020-02-01, end_date: 2020-01-31", 49, "runs[0].end_date 2020-01-31 is before start_date 2020-02-01. The end date is the last day of the run.")]
    public void What_a_run_needs_is_asked_for(string run, int column, string message) => Check($"batch_name: b\nruns:\n- {{ {run} }}\n", 3, column, message);

    [Theory]
    [InlineData("a b", "may hold only letters from a to z, digits, _ and -, for it names a folder, and a blank stands in \"a b\"")]
    [InlineData("../x", "may hold only letters from a to z, digits, _ and -, for it names a folder, and \".\" stands in \"../x\"")]
    [InlineData("v1.2", "may hold only letters from a to z, digits, _ and -, for it names a folder, and \".\" stands in \"v1.2\"")]
    [InlineData("größe", "may hold only letters from a to z, digits, _ and -, for it names a folder, and \"ö\" stands in \"größe\"")]
    [InlineData("nul", "may not be \"nul\": Windows takes NUL for a device and not for a folder")]
    public void A_batch_name_is_a_folder_on_every_system(string name, string message) =>
        Check($"batch_name: \"{name}\"\nruns: [{{ id: a, strategy: s, {Dates} }}]", 1, 1, $"batch_name {message}.");

    [Theory]
    [InlineData("../x", "\"/\" stands in \"../x\"")]
    [InlineData("a/b", "\"/\" stands in \"a/b\"")]
    [InlineData("a\\\\b", "\"\\\" stands in \"a\\b\"")]
    [InlineData("C:x", "\":\" stands in \"C:x\"")]
    [InlineData("core ", "a blank stands in \"core \"")]
    [InlineData("läufe", "\"ä\" stands in \"läufe\"")]
    [InlineData("run\\u202Etxt", "\"\u202e\" stands in \"run\u202etxt\"")]
    [InlineData("x\\ty", "the character U+0009 stands in \"x\ty\"")]
    [InlineData("up \\U0001F680", "a blank stands in \"up \U0001F680\"")]
    [InlineData("\\U0001F680", "\"\U0001F680\" stands in \"\U0001F680\"")]
    public void An_id_holds_only_what_every_folder_may(string id, string what) =>
        Check($"batch_name: b\nruns: [{{ id: \"{id}\", strategy: s, {Dates} }}]", 2, 10, $"runs[0].id may hold only letters from a to z, digits, _, - and ., {Folder}, and {what}.");

    [Theory]
    [InlineData(".", "begin or end with a dot or hold two in a row, for it names a folder, and is \".\"")]
    [InlineData("..", "begin or end with a dot or hold two in a row, for it names a folder, and is \"..\"")]
    [InlineData(".hidden", "begin or end with a dot or hold two in a row, for it names a folder, and is \".hidden\"")]
    [InlineData("a..b", "begin or end with a dot or hold two in a row, for it names a folder, and is \"a..b\"")]
    [InlineData("end.", "begin or end with a dot or hold two in a row, for it names a folder, and is \"end.\"")]
    [InlineData("CON", "be \"CON\": Windows takes CON for a device and not for a folder")]
    [InlineData("lpt9.x.y", "be \"lpt9.x.y\": Windows takes LPT9 for a device and not for a folder")]
    public void An_id_cannot_leave_its_folder_or_be_a_device(string id, string what) =>
        Check($"batch_name: b\nruns: [{{ id: \"{id}\", strategy: s, {Dates} }}]", 2, 10, $"runs[0].id may not {what}.");

    [Fact]
    public void Names_have_100_characters_at_most()
    {
        var longest = new string('x', 100);
        Assert.Equal(longest, BatchFile.Read($"batch_name: {longest}\nruns: [{{ id: {longest}, strategy: s, {Dates} }}]").Runs[0].Id);
        Check($"batch_name: b\nruns: [{{ id: {new string('x', 300)}, strategy: s, {Dates} }}]", 2, 10, "runs[0].id may have 100 characters at most, for it names a folder, and has 300.");
        Check($"batch_name: {longest}x\nruns: [{{ id: a, strategy: s, {Dates} }}]", 1, 1, "batch_name may have 100 characters at most, for it names a folder, and has 101.");
    }

    [Theory]
    [InlineData("CONSOLE")]
    [InlineData("com10")]
    [InlineData("2015.q1_v-2")]
    [InlineData("001")]
    public void Names_that_only_look_odd_are_kept_as_they_are_written(string id) => Assert.Equal(id, BatchFile.Read($"{{ batch_name: 2025, runs: [{{ id: {id}, strategy: s, {Dates} }}] }}").Runs[0].Id);

    [Fact]
    public void An_id_is_one_runs_only_whatever_the_case_of_its_letters() =>
        Check(
            $"batch_name: b\ndefaults: {{ strategy: s, {Dates} }}\nruns:\n- id: core\n- id: other\n- id: Core\n", 6, 3,
            "runs[2].id \"Core\" is the id of runs[0] on line 4 already. Give each run its own; ids that differ only in upper and lower case are one folder on some systems.");

    [Fact]
    public void What_the_defaults_leave_empty_is_missing_too() =>
        Check("batch_name: b\ndefaults: { strategy: s, start_date: , end_date: 2020-12-31 }\nruns:\n- id: a\n", 4, 3, "runs[0].start_date is missing. Write start_date: 2015-01-01 in the run or in defaults.");

    [Fact]
    public void All_faults_of_a_file_come_at_once_in_their_order() =>
        Assert.Equal(
            [1, 2, 3, 5, 6, 7, 8],
            Faults("batch_name: a b\ndescripton: x\ndefaults: { freq: 7m, fee_bps: 5 }\nruns:\n- id: a/b\n- { id: x, start_date: 2020-01-01, strategy: s }\n- 5\n- { id: y, start_date: x }\n").Select(f => f.Place.Line).Distinct());

    [Fact]
    public void A_key_given_twice_in_json_is_a_fault()
    {
        var thrown = Assert.Throws<PeakTradeException>(() => BatchFile.Read("{\n  \"batch_name\": \"a\",\n  \"batch_name\": \"b\", \"runs\": []\n}", "b.json"));
        Assert.Equal("b.json, line 3, column 3: \"batch_name\" is already defined on line 2. Keep one of the two.", thrown.Message);
    }

    [Fact]
    public void Objects_that_no_batch_can_hold_are_named_by_key()
    {
        var run = new Dictionary<string, object?> { ["id"] = "a", ["strategy"] = "s", ["start_date"] = new DateTime(2020, 1, 1), ["end_date"] = new DateOnly(2020, 12, 31), ["timeout"] = TimeSpan.FromMinutes(1.5) };
        var batch = new Dictionary<string, object?> { ["runs"] = new object[] { run }, ["batch_name"] = "b" };
        Assert.Equal(("2020-01-01", "2020-12-31", 90.0), BatchFile.Read(batch).Runs[0] is var read ? (read.StartDate, read.EndDate, read.Timeout!.Value.TotalSeconds) : default);
        run["parameters"] = new Dictionary<string, object?> { ["x"] = new Version(1, 2) };
        Assert.Equal("runs[0].parameters.x is a Version, which no batch can hold. Give text, a number, true or false, a date, a list or a map of them.", Assert.Throws<PeakTradeException>(() => BatchFile.Read(batch)).Message);
        run["parameters"] = run;
        Assert.Contains("nested more than 50 levels deep, or holds itself", Assert.Throws<PeakTradeException>(() => BatchFile.Read(batch)).Message, StringComparison.Ordinal);
        run["parameters"] = null;
        run["fee_bps"] = "much";
        Assert.Equal("runs[0].fee_bps must be a number, and is the text \"much\".", Assert.Throws<PeakTradeException>(() => BatchFile.Read(batch)).Message);
    }

    private static IReadOnlyList<Fault> Faults(string text)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => BatchFile.Read(text, "batch.yaml"));
        Assert.Same(FaultCatalogue.ConfigInvalid, thrown.Kind);
        return thrown.Faults;
    }

    private static void Check(string text, int line, int column, string message)
    {
        var fault = Assert.Single(Faults(text));
        Assert.Equal((line, column), (fault.Place.Line, fault.Place.Column));
        Assert.Equal(message, fault.ToString()[$"{fault.Place}: ".Length..]);
    }
}
