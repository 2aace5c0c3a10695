using System.Text.Json;

namespace PeakTrade.Operations.Tests.Studies;

public sealed class RunStudyTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample(600);

    public void Dispose() => _desk.Dispose();

    private StudyRequest Request => new() { Backtest = _desk.Request, TrialCount = 24, Seed = 42, Sampler = "random" };

    [Fact]
    public void The_best_trial_is_the_backtest_with_its_parameters()
    {
        var study = Study(Request);
        var run = _desk.Run(_desk.Request with { Parameters = Given(study.BestParameters!), Save = false });
        Assert.Equal(run.Sharpe, study.BestValue);
        Assert.Equal(study.GetTrials().Max(t => t.Value), study.BestValue);
        Assert.Equal(24, study.TrialCount);
        Assert.Equal(run.MaxDrawdown, study.BestTrial!.Metrics["max_drawdown"]);
    }

    [Fact]
    public void The_file_of_the_best_parameters_has_the_keys_of_the_document_in_their_order()
    {
        var study = Study(Request with { OutputFolder = _desk.PathTo("outputs") });
        Assert.Matches(@"^best_params_ma_crossover_\d{8}_\d{6}\.json$", Path.GetFileName(study.BestParametersPath!));
        using var json = JsonDocument.Parse(File.ReadAllText(study.BestParametersPath!));
        Assert.Equal(["strategy", "objective", "n_trials", "seed", "best_value", "best_params", "timestamp"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(study.BestValue, json.RootElement.GetProperty("best_value").GetDouble());
        Assert.Equal(study.BestParameters!.Integer("fast_window"), json.RootElement.GetProperty("best_params").GetProperty("fast_window").GetInt32());
    }

    [Theory]
    [InlineData("tpe", "none")]
    [InlineData("auto", "median(startup=3)")]
    [InlineData("random", "hyperband")]
    public void One_worker_and_eight_make_the_same_bytes(string sampler, string pruner)
    {
        var one = Study(Request with { Sampler = sampler, Pruner = pruner });
        var eight = Study(Request with { Sampler = sampler, Pruner = pruner, Workers = 8 });
        Assert.Equal(one.Hash, eight.Hash);
        Assert.NotEqual(one.Hash, Study(Request with { Sampler = sampler, Pruner = pruner, Seed = 43 }).Hash);
    }

    [Fact]
    public void A_stored_study_goes_on_to_the_trials_of_one_that_was_never_stopped()
    {
        var whole = Study(Request with { Sampler = "tpe" });
        var named = Request with { Sampler = "tpe", Name = "nightly" };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var news in _desk.Workbench.Study.Execute(named, _desk, stop.Token))
            {
                if (news.Result?.Trial?.Number == 9) stop.Cancel();
            }
        });
        var resumed = Study(named with { Resume = true });
        Assert.Equal(whole.Hash, resumed.Hash);
        var stored = Assert.Single(FindStudies.Execute(null, _desk.Folder, ["night*"], default)).Result!;
        Assert.Equal((whole.Hash, whole.BestValue), (stored.Hash, stored.BestValue));
    }

    [Fact]
    public void A_study_is_lengthened_by_asking_for_more_trials()
    {
        Study(Request with { Name = "long" });
        var longer = Study(Request with { Name = "long", Resume = true, TrialCount = 30 });
        Assert.Equal(30, longer.TrialCount);
    }

    [Fact]
    public void A_name_is_not_used_twice_by_accident()
    {
        Study(Request with { Name = "once" });
        Assert.Equal("Study.Exists", Fault(Request with { Name = "once" }).Kind.Id);
    }

    [Fact]
    public void Another_study_under_the_same_name_is_refused_and_all_differences_are_named()
    {
        Study(Request with { Name = "once" });
        var fault = Fault(Request with { Name = "once", Resume = true, Seed = 7, Objectives = ["sortino"], Backtest = _desk.Request with { Settings = [new("backtest.fee_bps", 50)] } });
        Assert.Equal("Study.Differs", fault.Kind.Id);
        Assert.Contains("objective", fault.Message, StringComparison.Ordinal);
        Assert.Contains("seed (42)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("settings hash", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_resumed_study_does_not_say_is_as_it_was_stored()
    {
        var first = Study(Request with { Name = "once", Seed = 7, TrialCount = 10 });
        var again = Study(new StudyRequest { Backtest = _desk.Request, Name = "once", Resume = true });
        Assert.Equal(first.Hash, again.Hash);
    }

    [Fact]
    public void The_best_keeps_the_constraints()
    {
        var free = Study(Request);
        var most = free.GetTrials().Max(t => t.Metrics["trades"]);
        var bound = Study(Request with { Constraints = [$"trades >= {most}"] });
        Assert.Equal(most, bound.BestTrial!.Metrics["trades"]);
        Assert.Null(Study(Request with { Constraints = ["trades >= 100000"] }).BestTrial);
        Assert.Contains(_desk.Warnings, w => w.Contains("No trial", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_objectives_have_a_front()
    {
        var study = Study(Request with { Objectives = ["sharpe", "turnover"], Directions = [StudyDirection.Maximize, StudyDirection.Minimize] });
        Assert.True(study.ParetoFront.Count > 1);
        Assert.All(study.ParetoFront, t => Assert.DoesNotContain(study.GetTrials(), o => o.Values.Count == 2 && o.Values[0] > t.Values[0] && o.Values[1] < t.Values[1]));
    }

    [Fact]
    public void An_objective_of_ones_own_is_searched_like_a_figure()
    {
        var own = Study(Request with { OwnObjective = new(r => [r.Sharpe]) });
        Assert.Equal(Study(Request).GetTrials().Select(t => t.Value), own.GetTrials().Select(t => t.Value));
    }

    [Fact]
    public void Pruned_trials_are_counted_and_never_the_best()
    {
        var study = Study(Request with { TrialCount = 60, Pruner = "median(startup=4)", Segments = 6 });
        Assert.True(study.Pruned > 5, $"{study.Pruned} were pruned.");
        Assert.Equal(60, study.Complete + study.Pruned + study.Failed);
        Assert.Equal(TrialState.Complete, study.BestTrial!.State);
        Assert.All(study.GetTrials().Where(t => t.State == TrialState.Pruned), t => Assert.InRange(t.Steps.Count, 1, 5));
    }

    [Fact]
    public void Over_walk_forward_windows_a_trial_has_as_many_steps_as_there_are_folds()
    {
        Study(Request with { Name = "folds", TrialCount = 12, Pruner = "hyperband", WalkForward = new() { Folds = 3 } });
        using var storage = PeakTrade.Studies.StudyStorage.Open(_desk.PathTo("results/studies.db"));
        Assert.Equal(3, Assert.Single(storage.List()).Steps);
        var fault = Assert.Throws<PeakTradeException>(() => _desk.Workbench.Study.Plan(Request with { Pruner = "median", Segments = 4, WalkForward = new() { Folds = 3 } }));
        Assert.Equal("Argument.StudyOption", fault.Kind.Id);
    }

    [Fact]
    public void Segments_that_no_pruner_looks_at_are_refused() =>
        Assert.Equal("Argument.StudyOption", Assert.Throws<PeakTradeException>(() => _desk.Workbench.Study.Plan(Request with { Segments = 4 })).Kind.Id);

    [Fact]
    public void A_relative_file_of_studies_lies_where_the_user_stands_however_it_is_addressed()
    {
        Study(Request with { Name = "near", TrialCount = 3, Storage = "sqlite:///near.db" });
        Assert.True(File.Exists(_desk.PathTo("near.db")));
        Assert.Equal("near", Assert.Single(FindStudies.Execute("sqlite:///near.db", _desk.Folder, [], default)).Result!.Name);
    }

    [Fact]
    public void Enqueued_and_fixed_parameters_are_taken_as_they_are()
    {
        var study = Study(Request with { TrialCount = 5, Enqueue = [new Dictionary<string, object?> { ["fast_window"] = 11 }], Backtest = _desk.Request with { Parameters = new Dictionary<string, object?> { ["slow_window"] = 60 } } });
        Assert.Equal(11, study.GetTrials()[0].Parameters.Integer("fast_window"));
        Assert.All(study.GetTrials(), t => Assert.Equal(60, t.Parameters.Integer("slow_window")));
    }

    [Fact]
    public void A_grid_has_all_its_points()
    {
        var study = Study(Request with { TrialCount = null, Sampler = "grid", Space = new Dictionary<string, object?> { ["fast_window"] = "10..40 step 10", ["slow_window"] = "30..50 step 10" } });
        // 40 is not below 30 or 40, and 30 not below 30.
        Assert.Equal(9, study.TrialCount);
        Assert.Equal(9, study.GetTrials().Select(t => t.Parameters).Distinct().Count());
    }

    [Fact]
    public void A_file_says_the_same_as_a_command()
    {
        var file = _desk.Write("study.yaml", """
            strategy: ma_crossover
            data: { path: data/btc_eur_1d.csv }
            trials: 24
            seed: 42
            sampler: random
            parameters: { fast_window: 5..20 }
            constraints: [trades >= 3]
            """);
        var ofFile = Study(new StudyRequest { Backtest = new() { BaseFolder = _desk.Folder }, FilePath = file });
        var ofCommand = Study(Request with { Space = new Dictionary<string, object?> { ["fast_window"] = "5..20" }, Constraints = ["trades >= 3"] });
        Assert.Equal(ofCommand.Hash, ofFile.Hash);
        Assert.Equal(5, Study(new StudyRequest { Backtest = new() { BaseFolder = _desk.Folder }, FilePath = file, TrialCount = 5 }).TrialCount);
    }

    [Fact]
    public void A_plan_opens_no_data_and_writes_nothing()
    {
        File.Delete(_desk.PathTo("data/btc_eur_1d.csv"));
        var plan = _desk.Workbench.Study.Plan(Request with { Name = "dry", OutputFolder = _desk.PathTo("outputs") });
        Assert.Contains("fast_window: 5 to 40", plan.Text, StringComparison.Ordinal);
        Assert.Contains("fast_window < slow_window", plan.Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_desk.PathTo("outputs")));
        Assert.Empty(_desk.Runs);
    }

    [Fact]
    public void A_live_configuration_is_refused() =>
        Assert.Equal("Config.Invalid", Assert.Throws<PeakTradeException>(() => _desk.Workbench.Study.Plan(Request with { Backtest = _desk.Request with { Settings = [new("mode", "live")] } })).Kind.Id);

    [Fact]
    public void The_best_parameters_go_into_a_configuration_whose_comments_stay()
    {
        var config = _desk.Write("config.toml", "# mine\n[strategy]\nkey = \"ma_crossover\"  # the old one\n\n[strategy.ma_crossover]\nfast_window = 20 # days\nslow_window = 50\n\n[backtest]\nfee_bps = 5.0\n");
        var study = Study(Request);
        var change = UpdateStrategyConfig.Plan(config, study);
        Assert.Contains($"+fast_window = {study.BestParameters!.Integer("fast_window")} # days", change.Diff, StringComparison.Ordinal);
        Assert.Contains("fast_window = 20 # days", File.ReadAllText(config), StringComparison.Ordinal);
        UpdateStrategyConfig.Write(change);
        Assert.Equal(study.BestValue, _desk.Run(new BacktestRequest { BaseFolder = _desk.Folder, ConfigPath = config, DataPath = _desk.Request.DataPath, Save = false, Settings = [new("backtest.fee_bps", 10)] }).Sharpe);
        Assert.StartsWith("# mine\n[strategy]\nkey = \"ma_crossover\"  # the old one\n", File.ReadAllText(config), StringComparison.Ordinal);
        Assert.Equal("", UpdateStrategyConfig.Plan(config, study).Diff);
        Assert.Contains("there are 2 studies", Assert.Throws<PeakTradeException>(() => UpdateStrategyConfig.Plan(config, study, study)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_study_says_how_far_it_can_be_believed()
    {
        var doubt = Study(Request).Overfitting!;
        Assert.Equal(24, doubt.Trials);
        Assert.InRange(doubt.DeflatedSharpe!.Value, 0, doubt.ProbabilisticSharpe!.Value);
        Assert.InRange(doubt.BacktestOverfitting!.Value, 0, 1);
        Assert.NotEmpty(doubt.Verdict);
    }

    [Fact]
    public void A_trial_that_fails_says_why_and_the_others_go_on()
    {
        var study = Study(Request with { Backtest = _desk.Request with { Settings = [new("data.to", "2020-03-20")] } });
        Assert.True(study.Failed > 0);
        Assert.True(study.Complete > 0);
        Assert.All(study.GetTrials().Where(t => t.State == TrialState.Failed), t => Assert.Matches("needs at least|no trade", t.Error!));
    }

    [Fact]
    public void Going_on_with_other_windows_or_another_objective_of_ones_own_is_refused()
    {
        Study(Request with { Name = "whole", TrialCount = 3 });
        Study(Request with { Name = "folds", TrialCount = 3, WalkForward = new() { Folds = 2 } });
        Study(Request with { Name = "own", TrialCount = 3, OwnObjective = new(r => [r.Sharpe], "r.Sharpe") });
        var again = Request with { TrialCount = 4, Resume = true };
        Assert.Contains("another walk forward", Fault(again with { Name = "whole", WalkForward = new() { Folds = 2 } }).Message, StringComparison.Ordinal);
        Assert.Contains("another walk forward", Fault(again with { Name = "folds" }).Message, StringComparison.Ordinal);
        Assert.Contains("another objective code", Fault(again with { Name = "own", OwnObjective = new(r => [r.Calmar], "r.Calmar") }).Message, StringComparison.Ordinal);
        Assert.Equal(4, Study(again with { Name = "own", OwnObjective = new(r => [r.Sharpe], "r.Sharpe") }).TrialCount);
        Assert.Equal(4, Study(again with { Name = "folds", WalkForward = new() { Folds = 2 } }).TrialCount);
    }

    [Theory]
    [InlineData(null, "s.db", false)]
    [InlineData(null, null, true)]
    [InlineData(" ", null, false)]
    public void What_is_asked_to_be_kept_needs_a_name(string? name, string? storage, bool resume) =>
        Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => _desk.Workbench.Study.Plan(Request with { Name = name, Storage = storage, Resume = resume })).Kind.Id);

    [Fact]
    public void A_dry_run_stores_nothing_though_the_file_names_a_study()
    {
        var file = _desk.Write("study.yaml", "name: kept\nstorage: kept.db\ntrials: 3\n");
        Assert.Equal(24, Study(Request with { FilePath = file, DryRun = true, OutputFolder = _desk.PathTo("outputs") }).TrialCount);
        Assert.False(File.Exists(_desk.PathTo("kept.db")) || Directory.Exists(_desk.PathTo("outputs")));
    }

    [Fact]
    public void A_study_without_a_best_says_why()
    {
        Study(Request with { TrialCount = 5, OwnObjective = new(_ => throw new InvalidOperationException("no luck.")) });
        Assert.Contains(_desk.Warnings, w => w.Contains("5 of 5 failed, trial 0 so: InvalidOperationException: no luck. See why", StringComparison.Ordinal));
        Study(Request with { TrialCount = 5, Constraints = ["trades >= 100000"] });
        Assert.Contains(_desk.Warnings, w => w.Contains("5 of 5 break a constraint.", StringComparison.Ordinal));
        Study(Request with { TrialCount = 5, Timeout = TimeSpan.FromTicks(1) });
        Assert.Contains(_desk.Warnings, w => w.Contains("the time was over before a trial was finished", StringComparison.Ordinal));
    }

    private static Dictionary<string, object?> Given(ParameterSet parameters) => parameters.ToDictionary(p => p.Key, p => (object?)p.Value);

    private ParameterStudy Study(StudyRequest request)
    {
        var last = _desk.Workbench.Study.Execute(request, _desk, default).Last();
        return last.Result?.Study ?? throw last.Error!;
    }

    private PeakTradeException Fault(StudyRequest request) => _desk.Workbench.Study.Execute(request, _desk, default).Last().Error!;
}
