using System.Text.Json;
using System.Text.Json.Nodes;

namespace PeakTrade.Configuration.Tests;

public class BatchFileTests
{
    private const string Run = "id: a, strategy: equal_weight, start_date: 2020-01-01, end_date: 2020-12-31";
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "batch-files.md"));
    private static readonly string Document = Path.Combine(Repository.Root, "tests", "PeakTrade.Configuration.Tests", "Batches", "document.yaml");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentCharacter = '\t', IndentSize = 1 };

    private static string[] Examples => [.. Enumerable.Range(0, Lines.Length).Where(i => Lines[i] == "```yaml").Select(i => string.Join('\n', Lines[(i + 1)..Array.IndexOf(Lines, "```", i)]) + "\n")];

    [Fact]
    public void The_tables_of_the_documentation_list_every_key_in_the_readers_order() =>
        Assert.Equal([.. BatchFile.KnownKeys, .. BatchFile.RunKeys], Lines.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|')[1].Trim(' ', '`')));

    [Fact]
    public void The_example_of_the_design_is_read_as_it_says()
    {
        var batch = BatchFile.ReadFile(Document);
        Assert.Equal(("ai_tech_core_vs_mlalpha_2025", "Compare AI/Tech core bundle vs. ML-alpha bundles across multiple periods", "output/batch_backtests"), (batch.Name, batch.Description, batch.OutputRoot));
        Assert.Equal((null, null, Document, File.ReadAllText(Document)), (batch.Parallel, batch.ThrottleLimit, batch.File, batch.Text));
        Assert.Equal(["core_2015_2020", "core_ml_2015_2020", "ml_alpha_only_2015_2020"], batch.Runs.Select(r => r.Id));
        Assert.Equal("config/factor_bundles/ai_tech_core_ml_bundle.yaml", batch.Runs[1].BundlePath);
        Assert.Equal([false, false, true], batch.Runs.Select(r => r.GenerateTcaReport));
        Assert.All(batch.Runs, run =>
        {
            Assert.Equal(("multifactor_long_short", "config/universe_ai_tech_tickers.txt", "1d", "local"), (run.Strategy, run.SymbolsFile, $"{run.Freq}", run.DataSource));
            Assert.Equal(("2015-01-01", "2020-12-31", "2021-01-01"), (run.StartDate, run.EndDate, run.EndsBefore));
            Assert.Equal((true, true), (run.GenerateReport, run.GenerateRiskReport));
            Assert.Equal([new("portfolio.rebalance", "M"), new("portfolio.max_gross_exposure", 1.0), new("backtest.start_capital", 100_000.0)], run.Settings);
        });
    }

    [Fact]
    public void The_examples_of_the_documentation_are_the_designs_and_one_of_single_instruments()
    {
        Assert.Equal(File.ReadAllText(Document), Examples[0]);
        var batch = BatchFile.Read(Examples[1]);
        Assert.Equal((true, 2), (batch.Parallel, batch.ThrottleLimit));
        Assert.Equal(["fast", "slow", "slow_atr", "alike"], batch.Runs.Select(r => r.Id));
        Assert.Equal("""{"fast_window":10,"slow_window":30}""", JsonSerializer.Serialize(batch.Runs[0].Parameters));
        Assert.Equal(TimeSpan.FromMinutes(10), batch.Runs[0].Timeout);
        Assert.Equal([new("backtest.fee_bps", 5.0), new("backtest.stop_loss", 0.05)], batch.Runs[1].Settings);
        Assert.Equal("""[["backtest.fee_bps",5],["backtest.stop_loss",{"kind":"atr","window":14,"multiple":2}]]""", Settings(batch.Runs[2]));
        Assert.Equal(("equal_weight", null, "data/bars.csv"), (batch.Runs[3].Strategy, batch.Runs[3].BundlePath, batch.Runs[3].DataPath));
        Assert.Equal("""[["backtest.fee_bps",5],["portfolio.rebalance","Q"],["portfolio.max_gross_exposure",null],["backtest.fee_fixed",1],["backtest.maintenance_margin",0.1]]""", Settings(batch.Runs[3]));
        Assert.Equal(["AAA", "BBB", "CCC"], batch.Runs[3].Symbols);
    }

    [Fact]
    public void Json_means_the_same_as_yaml() =>
        Assert.All(Examples, yaml => Assert.All(
            [JsonSerializer.Serialize(YamlReader.Parse(yaml, null).ToValue()), JsonSerializer.Serialize(YamlReader.Parse(yaml, null).ToValue(), Indented)],
            json => Assert.Equal(Shown(BatchFile.Read(yaml)), Shown(BatchFile.Read(json)))));

    [Fact]
    public void Objects_mean_the_same_as_the_text_that_they_become()
    {
        Assert.All(Examples, yaml =>
        {
            var batch = BatchFile.Read((IReadOnlyDictionary<string, object?>)YamlReader.Parse(yaml, null).ToValue()!);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Shown(BatchFile.Read(yaml))), JsonNode.Parse(Shown(batch))));
            Assert.Equal(Shown(batch), Shown(BatchFile.Read(batch.Text)));
            Assert.Equal(default, batch.Runs[0].PlaceOf("fee_bps"));
        });
    }

    [Fact]
    public void What_is_not_said_is_left_to_others()
    {
        var run = BatchFile.Read($"{{ batch_name: b, runs: [{{ {Run} }}] }}").Runs[0];
        Assert.Equal(
            (null, null, 0, null, null, null, null, "local", 0, 0, false, false, false, null),
            (run.BundlePath, run.SymbolsFile, run.Symbols.Count, run.Sectors, run.DataPath, run.Config, run.Freq, run.DataSource, run.Parameters.Count, run.Settings.Count, run.GenerateReport, run.GenerateRiskReport, run.GenerateTcaReport, run.Timeout));
        Assert.Equal("multifactor_long_short", One("id: a, start_date: 2020-01-01, end_date: 2020-01-01, bundle_path: b.yaml").Strategy);
        Assert.Null(One("id: a, start_date: 2020-01-01, end_date: 2020-01-01, config: c.toml").Strategy);
    }

    [Theory]
    [InlineData("fee_bps: 5, seed: 1", "seed: 2", """[["backtest.fee_bps",5],["backtest.seed",2]]""")]
    [InlineData("fee_bps: 5, seed: 1", "fee_bps: ~", """[["backtest.seed",1]]""")]
    [InlineData("fee_bps: 5", "settings: { backtest.fee_bps: 7 }", """[["backtest.fee_bps",7]]""")]
    [InlineData("settings: { backtest.fee_bps: 7 }", "fee_bps: 5", """[["backtest.fee_bps",5]]""")]
    [InlineData("settings: { backtest: { fee_fixed: 1, fee_minimum: 2 } }", "settings: { backtest.fee_minimum: ~ }", """[["backtest.fee_fixed",1],["backtest.fee_minimum",null]]""")]
    [InlineData("settings: { backtest.fee_fixed: 1 }, seed: 1", "settings:", """[["backtest.seed",1]]""")]
    [InlineData("stop_loss: { kind: atr, window: 5 }", "stop_loss: 0.1", """[["backtest.stop_loss",0.1]]""")]
    [InlineData("rebalance_freq: monthly", "rebalance_freq: w", """[["portfolio.rebalance","W"]]""")]
    public void Settings_of_a_run_lie_over_those_of_the_defaults(string defaults, string run, string settings) => Assert.Equal(settings, Settings(One($"{Run}, {run}", defaults)));

    [Theory]
    [InlineData("symbols_file: s.txt", "", "s.txt", "")]
    [InlineData("universe_file: s.txt", "", "s.txt", "")]
    [InlineData("symbols_file: s.txt", "universe_file: u.txt", "u.txt", "")]
    [InlineData("symbols_file: s.txt", "symbols: [A, 600519]", null, "A,600519")]
    [InlineData("symbols: A", "symbols_file: s.txt", "s.txt", "")]
    [InlineData("symbols_file: s.txt", "symbols_file:", null, "")]
    public void A_runs_universe_takes_the_place_of_the_defaults(string defaults, string run, string? file, string symbols)
    {
        var read = One(run.Length == 0 ? Run : $"{Run}, {run}", defaults);
        Assert.Equal((file, symbols), (read.SymbolsFile, string.Join(',', read.Symbols)));
    }

    [Fact]
    public void Another_strategy_takes_neither_parameters_nor_bundle_of_the_defaults()
    {
        const string Defaults = "strategy: multifactor_long_short, bundle_path: b.yaml, parameters: { x: 1, y: 2 }";
        var other = One(Run, Defaults);
        Assert.Equal((null, 0), (other.BundlePath, other.Parameters.Count));
        var same = One("id: a, start_date: 2020-01-01, end_date: 2020-12-31, parameters: { y: 3 }", Defaults);
        Assert.Equal(("b.yaml", """{"x":1,"y":3}"""), (same.BundlePath, JsonSerializer.Serialize(same.Parameters)));
        Assert.Equal("""{"y":3}""", JsonSerializer.Serialize(One($"{Run}, parameters: {{ y: 3 }}", "parameters: {}").Parameters));
        Assert.Empty(One($"{Run}, parameters: ~", "parameters: { x: 1 }").Parameters);
    }

    [Fact]
    public void Required_keys_may_stand_in_the_defaults() =>
        Assert.Equal(["2021-01-01"], BatchFile.Read("{ batch_name: b, defaults: { start_date: 2020-01-01, end_date: 2020-12-31, strategy: equal_weight }, runs: [{ id: x }] }").Runs.Select(r => r.EndsBefore));

    [Fact]
    public void Anchors_and_merges_work_in_defaults_and_runs()
    {
        var batch = BatchFile.Read("batch_name: b\ndefaults: &d { strategy: equal_weight, fee_bps: 1 }\nruns:\n  - &one { <<: *d, id: one, start_date: 2020-01-01, end_date: 2020-12-31 }\n  - { <<: *one, id: two, fee_bps: 2 }\n");
        Assert.Equal([new("backtest.fee_bps", 2.0)], batch.Runs[1].Settings);
        Assert.Equal("2020-12-31", batch.Runs[1].EndDate);
    }

    [Theory]
    [InlineData("2020-12-31", "2021-01-01")]
    [InlineData("2024-02-28", "2024-02-29")]
    [InlineData("2020-12-31T16:00", "2020-12-31T16:00:00.0000001")]
    [InlineData("2020-12-31 16:00:05.5", "2020-12-31T16:00:05.5000001")]
    [InlineData("2020-12-31T16:00Z", "2020-12-31T16:00:00.0000001Z")]
    [InlineData("2020-12-31T16:00:00-05:00", "2020-12-31T16:00:00.0000001-05:00")]
    [InlineData("9999-12-31", "9999-12-31T23:59:59.9999999")]
    public void The_last_day_belongs_to_the_run_as_a_whole_and_a_last_moment_too(string end, string before)
    {
        var run = One($"id: a, strategy: equal_weight, start_date: 2020-01-01, end_date: '{end}'");
        Assert.Equal((end, before), (run.EndDate, run.EndsBefore));
        Assert.NotNull(Moments.ToUtc(before, TimeZoneInfo.Utc));
    }

    [Fact]
    public void A_run_knows_where_it_and_its_defaults_say_something()
    {
        var run = BatchFile.Read("""
            batch_name: b
            defaults:
              fee_bps: 5
              settings: { backtest.fee_fixed: 1, data: { timezone: UTC } }
              bundle_path: b.yaml
            runs:
              - id: a
                strategy: ma_crossover
                start_date: 2020-01-01
                end_date: 2020-12-31
                stop_loss:
                  kind: atr
                parameters: { fast_window: 5 }
                settings:
                  backtest:
                    lot_step: 1
            """, "b.yaml").Runs[0];
        Assert.Equal(new Place("b.yaml", 3, 3, "fee_bps"), run.PlaceOf("fee_bps"));
        Assert.Equal(new Place("b.yaml", 3, 3, "backtest.fee_bps"), run.PlaceOf("backtest.fee_bps"));
        Assert.Equal((4, 15), Of("backtest.fee_fixed"));
        Assert.Equal((4, 46), Of("data.timezone"));
        Assert.Equal((5, 3), Of("bundle_path"));
        Assert.Equal((8, 5), Of("strategy.key"));
        Assert.Equal((12, 7), Of("backtest.stop_loss.kind"));
        Assert.Equal((11, 5), Of("backtest.stop_loss.window"));
        Assert.Equal((13, 19), Of("parameters.fast_window"));
        Assert.Equal((13, 19), Of("strategy.ma_crossover.fast_window"));
        Assert.Equal((13, 5), Of("parameters.other"));
        Assert.Equal((16, 9), Of("backtest.lot_step"));
        Assert.Equal((7, 5), Of("portfolio.max_weight"));

        (int, int) Of(string key) => (run.PlaceOf(key).Line, run.PlaceOf(key).Column);
    }

    [Fact]
    public void Text_that_comes_line_by_line_is_the_text()
    {
        var text = new BatchText();
        foreach (var line in File.ReadLines(Document)) text.AddLine(line);
        Assert.Equal(File.ReadAllText(Document), $"{text}");
        Assert.Equal(File.ReadAllText(Document), $"{BatchText.From(new StringReader(File.ReadAllText(Document)))}");
    }

    private static BatchRun One(string run, string? defaults = null) => Assert.Single(BatchFile.Read($"{{ batch_name: b, defaults: {{ {defaults} }}, runs: [{{ {run} }}] }}").Runs);

    private static string Settings(BatchRun run) => JsonSerializer.Serialize(run.Settings.Select(s => new[] { s.Key, s.Value }));

    private static string Shown(BatchOptions batch) => JsonSerializer.Serialize(batch with { Text = "", File = null, Runs = [.. batch.Runs.Select(run => run with { Settings = [.. run.Settings.OrderBy(s => s.Key, StringComparer.Ordinal)] })] });
}
