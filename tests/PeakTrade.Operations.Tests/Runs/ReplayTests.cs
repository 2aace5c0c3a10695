using System.Globalization;

namespace PeakTrade.Operations.Tests.Runs;

public sealed class ReplayTests : IDisposable
{
    private const string Bundle = "name: core\nfactors: [{ name: volatility_60d, weight: 1, direction: low }]\n";

    private readonly VerifyPlace _place = new();

    public void Dispose() => _place.Dispose();

    public static TheoryData<string> Kinds => ["one", "csv", "vectorized", "resampled", "all parameters", "together", "weights", "bundle", "universe", "folder"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_done_again_gives_the_same_bytes(string kind)
    {
        var before = Snapshot(_place.Desktop.Folder);
        var run = _place.Run(Request(kind));
        var stored = Snapshot(_place.Desktop.Folder);
        var check = _place.Check(run);
        Assert.Empty(check.Findings);
        Assert.Equal((RunCheckStatus.Reproduced, true), (check.Status, check.IsReproduced));
        Assert.Equal(stored, Snapshot(_place.Desktop.Folder)); // Nothing of the store, or beside it, is touched.
        Assert.NotEqual(before, stored);
    }

    [Fact]
    public void The_runs_of_a_batch_are_done_again_from_where_they_lie()
    {
        _place.Desktop.Write("core.yaml", Bundle);
        var runs = _place.RunBatch("batch_name: mine\ndefaults: { data_path: data, start_date: 2020-02-03, end_date: 2020-12-31 }\nruns:\n  - { id: one, strategy: ma_crossover, symbols: [AAA] }\n  - { id: both, strategy: ma_crossover, symbols: [BBB, CCC] }\n  - { id: core, bundle_path: core.yaml, symbols: [AAA, BBB, CCC, DDD] }\n");
        foreach (var run in runs)
        {
            var check = _place.Check(run.Result!);
            Assert.True(check.Status == RunCheckStatus.Reproduced, string.Join(' ', check.Findings));
        }
    }

    [Fact]
    public void In_another_culture_it_is_the_same_run()
    {
        var run = _place.Run(_place.One());
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign, culture.DateTimeFormat.TimeSeparator) = (",", "~", ".");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(RunCheckStatus.Reproduced, _place.Check(run).Status);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void One_changed_cell_of_the_data_is_data_moved_and_the_first_line_that_differs_is_shown()
    {
        var run = _place.Run(_place.One());
        VerifyPlace.ChangeCell(_place.Data(), 300);
        var check = _place.Check(run);
        Assert.Equal((RunCheckStatus.Moved, true, false), (check.Status, check.IsIntact, check.IsReproduced));
        Assert.Equal([RunFindingKind.Data], check.Moved);
        var data = check.Findings[0];
        Assert.Equal((_place.Data(), run.DataHash), (data.What, data.Expected));
        Assert.Contains("the same 400 times, and other prices or volumes", data.Message, StringComparison.Ordinal);
        // Row 300 of the file and line 301 of equity.csv are bar 299: the first that can be another.
        var equity = check.Findings.Single(f => f.What == "equity.csv");
        Assert.True(equity.Line is >= 301 and <= 303, $"{equity}");
        Assert.Equal(File.ReadLines(Path.Combine(run.RunPath!, "equity.csv")).ElementAt(equity.Line!.Value - 1), equity.Expected);
        Assert.Contains(equity.Found!, equity.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_lost_a_bar_say_which()
    {
        var run = _place.Run(_place.One());
        File.WriteAllLines(_place.Data(), File.ReadAllLines(_place.Data()).Where((_, line) => line != 200).ToList());
        var data = _place.Check(run).Findings[0];
        Assert.Contains("400 bars from 2020-01-01T00:00:00Z to 2021-02-03T00:00:00Z then, 399 from", data.Message, StringComparison.Ordinal);
        Assert.Contains("the first that differs is bar 199, 2020-07-18T00:00:00Z then, 2020-07-19T00:00:00Z now", data.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_are_gone_cannot_be_done_again_and_data_that_moved_house_can()
    {
        var run = _place.Run(_place.One());
        var elsewhere = _place.Desktop.PathTo("archive.csv");
        File.Move(_place.Data(), elsewhere);
        var gone = _place.Check(run, with: r => r with { ResultsRoot = "unused" });
        Assert.Equal((RunCheckStatus.NotReplayed, (bool?)null, RunFindingKind.Data), (gone.Status, gone.IsReproduced, Assert.Single(gone.Findings).Kind));
        Assert.Contains(Path.GetDirectoryName(run.Path)!, gone.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal(RunCheckStatus.Reproduced, _place.Check(run, with: r => r with { DataPath = elsewhere }).Status);
    }

    [Fact]
    public void A_fee_changed_in_the_snapshot_is_damage_and_configuration_moved_and_the_setting_is_named()
    {
        var run = _place.Run(_place.One());
        VerifyPlace.Edit(Path.Combine(run.RunPath!, "config_snapshot.json"), "\"fee_bps\": 10", "\"fee_bps\": 20");
        var check = _place.Check(run);
        Assert.Equal((RunCheckStatus.Damaged, false, false), (check.Status, check.IsIntact, check.IsReproduced));
        Assert.Equal([RunFindingKind.Config], check.Moved);
        Assert.Contains(check.Findings, f => f.Message.Contains("backtest.fee_bps is 20 there, and was 10", StringComparison.Ordinal));
        Assert.Contains(check.Findings, f => f.What == "equity.csv" && f.Kind == RunFindingKind.Result);
    }

    [Fact]
    public void A_seed_changed_in_the_snapshot_is_a_seed_moved()
    {
        var run = _place.Run(_place.One(("backtest.seed", 7L)));
        VerifyPlace.Edit(Path.Combine(run.RunPath!, "config_snapshot.json"), "\"seed\": 7", "\"seed\": 8");
        var check = _place.Check(run);
        Assert.Equal([RunFindingKind.Config, RunFindingKind.Seed], check.Moved);
        var seed = check.Findings.Single(f => f.Kind == RunFindingKind.Seed);
        Assert.Equal(("7", "8"), (seed.Expected, seed.Found));
        Assert.Contains(check.Findings, f => f.Message.Contains("backtest.seed is 8 there, and was 7", StringComparison.Ordinal));
    }

    [Fact]
    public void A_parameter_changed_in_the_snapshot_is_named()
    {
        var run = _place.Run(_place.One());
        VerifyPlace.Edit(Path.Combine(run.RunPath!, "config_snapshot.json"), "\"fast_window\": 20", "\"fast_window\": 10");
        Assert.Contains(_place.Check(run).Findings, f => f.Message.Contains("strategy.ma_crossover.fast_window is 10 there, and was 20", StringComparison.Ordinal));
    }

    [Fact]
    public void A_configuration_file_that_has_changed_since_names_its_settings()
    {
        var config = _place.Desktop.Write("config.toml", "[strategy]\nkey = \"ma_crossover\"\n[backtest]\nfee_bps = 10.0\n");
        var run = _place.Run(_place.One() with { ConfigPath = config, Strategy = null });
        Assert.Equal(RunCheckStatus.Reproduced, _place.Check(run, with: r => r with { ConfigPath = config }).Status);
        VerifyPlace.Edit(config, "10.0", "12.5");
        Assert.Equal(RunCheckStatus.Reproduced, _place.Check(run).Status); // The run's own snapshot is as it was.
        var check = _place.Check(run, with: r => r with { ConfigPath = config });
        Assert.Equal((RunCheckStatus.Moved, true), (check.Status, check.IsIntact));
        Assert.Equal(("backtest.fee_bps", "10", "12.5"), (check.Findings[0].What, check.Findings[0].Expected, check.Findings[0].Found));
    }

    [Fact]
    public void Another_engine_version_is_named_and_so_is_that_every_figure_is_the_same()
    {
        var run = _place.Run(_place.One());
        VerifyPlace.Elsewhere(run, receipt => receipt["engine_version"] = "0.0.9", stats => stats.Replace($"\"engine_version\": \"{EngineVersion.Current}\"", "\"engine_version\": \"0.0.9\"", StringComparison.Ordinal));
        var check = _place.Check(run);
        Assert.Equal((RunCheckStatus.Moved, true), (check.Status, check.IsIntact));
        Assert.Equal([RunFindingKind.Engine], check.Moved);
        Assert.Equal($"The engine is {EngineVersion.Current} here, and was 0.0.9.", check.Findings[0].Message);
        Assert.Equal("Done again, stats.json names other inputs, and every figure in it is the same.", check.Findings[1].Message);
    }

    [Fact]
    public void Another_commit_and_another_machine_are_named_and_the_bytes_are_the_same_all_the_same()
    {
        var run = _place.Run(_place.One());
        VerifyPlace.Elsewhere(run, receipt =>
        {
            receipt["git"]!["commit"] = "0123456789abcdef0123456789abcdef01234567";
            receipt["host"]!["dotnet"] = "9.0.1";
            receipt["host"]!["architecture"] = "m68k";
        });
        var check = _place.Check(run);
        Assert.Equal((RunCheckStatus.Reproduced, true), (check.Status, check.IsReproduced));
        Assert.Equal([RunFindingKind.Git, RunFindingKind.Host], check.Moved);
        Assert.Equal(["git", "dotnet", "architecture"], check.Findings.Select(f => f.What));
        Assert.Equal(".NET is " + Environment.Version + " here, and was 9.0.1. The bytes are the same all the same.", check.Findings[1].Message);
    }

    [Fact]
    public void Other_bytes_from_the_same_inputs_are_a_change_without_a_version()
    {
        var run = _place.Run(_place.One());
        VerifyPlace.Elsewhere(run, _ => { }, stats => stats.Replace("\"trades\": ", "\"trades\": 9", StringComparison.Ordinal));
        var check = _place.Check(run);
        Assert.Equal(RunCheckStatus.Moved, check.Status);
        Assert.Empty(check.Moved);
        Assert.StartsWith("Done again, stats.json differs first in line ", check.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal("Data, configuration, seed and engine version are the same, and the bytes are not: the strategy's code, or the engine without its version, has changed.", check.Findings[^1].Message);
    }

    [Fact]
    public void A_strategy_that_plays_dice_is_told_from_one_that_was_changed()
    {
        var throws = 0;
        _place.Desktop.Workbench.RegisterStrategy.Add(new Dice(() => throws++), "test", replace: false);
        var run = _place.Run(_place.One() with { Strategy = "dice" });
        Assert.EndsWith("the run gives other bytes each time it is done, so its strategy is not deterministic.", _place.Check(run).Findings[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strategy_that_is_not_registered_here_cannot_be_done_again()
    {
        var run = _place.Run(_place.One() with { Strategy = null, OwnStrategy = new Dice(() => 1) });
        var check = _place.Check(run);
        Assert.Equal((RunCheckStatus.NotReplayed, true), (check.Status, check.IsIntact));
        Assert.Equal((RunFindingKind.Strategy, "dice"), (Assert.Single(check.Findings).Kind, check.Findings[0].What));
        Assert.Contains("the code of a script block is not stored", check.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_from_standard_input_is_done_again_from_a_file_of_the_same_data()
    {
        using var input = File.OpenRead(_place.Data());
        var run = _place.Run(_place.One() with { DataPath = null, Input = input });
        Assert.Contains("came from standard input", Assert.Single(_place.Check(run).Findings).Message, StringComparison.Ordinal);
        Assert.Equal(RunCheckStatus.Reproduced, _place.Check(run, with: r => r with { DataPath = _place.Data() }).Status);
    }

    [Theory]
    [InlineData("bundle", "core.yaml", "direction: low", "direction: high", "bundle.factors")]
    [InlineData("universe", "names.txt", "CCC\n", "", "universe is [AAA, BBB] now, and was [AAA, BBB, CCC]")]
    public void A_portfolios_file_that_has_changed_is_configuration_moved(string kind, string file, string from, string to, string said)
    {
        var run = _place.Run(Request(kind));
        VerifyPlace.Edit(_place.Desktop.PathTo(file), from, to);
        var check = _place.Check(run);
        Assert.Equal((RunCheckStatus.Moved, true), (check.Status, check.IsIntact));
        Assert.Contains(RunFindingKind.Config, check.Moved);
        Assert.Contains(check.Findings, f => f.Kind == RunFindingKind.Config && f.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_portfolios_file_that_is_gone_cannot_be_done_again()
    {
        var run = _place.Run(Request("bundle"));
        File.Delete(_place.Desktop.PathTo("core.yaml"));
        var check = _place.Check(run);
        Assert.Equal((RunCheckStatus.NotReplayed, RunFindingKind.Config), (check.Status, Assert.Single(check.Findings).Kind));
        Assert.Contains("core.yaml", check.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_portfolio_that_lost_an_instrument_says_so()
    {
        var run = _place.Run(Request("together"));
        VerifyPlace.ChangeCell(_place.Data("BBB"), 200);
        var changed = _place.Check(run);
        Assert.Equal([RunFindingKind.Data], changed.Moved);
        File.Delete(_place.Data("BBB"));
        var gone = _place.Check(run);
        Assert.Equal((RunCheckStatus.NotReplayed, RunFindingKind.Data), (gone.Status, Assert.Single(gone.Findings).Kind));
        Assert.Contains("bbb", gone.Findings[0].Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_damaged_table_comes_out_as_it_was_stored_when_the_run_is_done_again()
    {
        var run = _place.Run(_place.One());
        File.AppendAllText(Path.Combine(run.RunPath!, "equity.csv"), "x");
        var check = _place.Check(run);
        Assert.Equal((RunCheckStatus.Damaged, false, true), (check.Status, check.IsIntact, check.IsReproduced));
        Assert.EndsWith("Done again, the run gives the bytes that were stored.", Assert.Single(check.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_or_holds_no_run_is_a_fault()
    {
        Assert.Equal("Run.Missing", Assert.Throws<PeakTradeException>(() => Look("nowhere").ToList()).Kind.Id);
        Assert.Equal("Run.Missing", Look("data").Single().Error!.Kind.Id);

        IEnumerable<Outcome<RunCheck>> Look(string folder) => _place.Desktop.Workbench.TestRuns.Execute(new TestRunsRequest { BaseFolder = _place.Desktop.Folder, Folder = folder }, _place.Desktop, default);
    }

    [Fact]
    public void The_hash_of_a_stored_configuration_is_worked_out_from_the_snapshot_alone()
    {
        foreach (var kind in Kinds)
        {
            var run = _place.Run(Request((string)kind));
            Assert.Equal(run.ConfigHash, Configuration.SnapshotHash.Of(File.ReadAllText(Path.Combine(run.RunPath!, "config_snapshot.json"))));
        }

        Assert.Null(Configuration.SnapshotHash.Of("no JSON"));
    }

    private BacktestRequest Request(string kind)
    {
        _place.Desktop.Write("core.yaml", Bundle);
        _place.Desktop.Write("names.txt", "AAA\nBBB\nCCC\n");
        return kind switch
        {
            "one" => _place.One(("backtest.stop_loss", 0.05), ("backtest.seed", 7L)),
            "csv" => _place.One(("results.trades", "csv")),
            "vectorized" => _place.One(("backtest.execution", "vectorized")),
            "resampled" => _place.One(("data.resample", "1w"), ("data.from", "2020-03-02"), ("strategy.ma_crossover.fast_window", 3L), ("strategy.ma_crossover.slow_window", 8L), ("strategy.allow_out_of_range", true)),
            "all parameters" => _place.One() with { Parameters = new Dictionary<string, object?> { ["fast_window"] = 5, ["slow_window"] = 11 }, AllowOutOfRange = true, Symbols = ["AAA+B \"Ü\""] },
            "folder" => _place.One() with { DataPath = _place.Desktop.PathTo("data"), Symbols = ["ccc_1d"] },
            "together" => _place.Together("ma_crossover"),
            "weights" => _place.Together("equal_weight", ("data.from", "2020-03-02")),
            "bundle" => _place.Together(null, ("portfolio.bundle", "core.yaml")),
            "universe" => _place.Together("ma_crossover", ("portfolio.universe", "names.txt")),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static List<string> Snapshot(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => $"{f} {new FileInfo(f).Length} {File.GetLastWriteTimeUtc(f):O}")];

    private sealed class Dice(Func<int> roll) : IStrategy
    {
        public StrategyInfo Info { get; } = StrategyInfo.WithoutSchema("dice", "Plays dice");

        public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) => states[((20 + (10 * roll())) % bars.Count)..].Fill(1);
    }
}
