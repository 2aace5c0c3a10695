using System.Globalization;
using PeakTrade.Operations.Tests.Batches;

namespace PeakTrade.Operations.Tests.Tracking;

/// <summary>Studies, batches and walk-forward are runs with runs as their parts.</summary>
public sealed class TrackedFamiliesTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample(600);

    public void Dispose() => _desk.Dispose();

    private Mlruns Told => new(_desk.PathTo("mlruns"));

    private BacktestRequest Tracked => _desk.Request with { Settings = [.. TrackingSettings.Of("file:./mlruns", null)] };

    [Theory]
    [InlineData("none", 1)]
    [InlineData("median(startup=3)", 4)]
    public void A_study_is_a_run_and_its_trials_are_its_parts(string pruner, int workers)
    {
        var study = Study(new() { Backtest = Tracked, TrialCount = 24, Seed = 42, Sampler = "tpe", Pruner = pruner, Workers = workers, OutputFolder = _desk.PathTo("outputs") });
        var (parent, trials) = (Told.Only("study"), Told.Of("trial"));
        Assert.Equal((study.Name, 3, "24", study.Hash), (parent.Name, parent.Status, parent.Param("trials"), parent.Tag("peaktrade.study_hash")));
        Assert.Equal(Enumerable.Range(0, 24), trials.Select(t => int.Parse(t.Tag("peaktrade.trial")!, CultureInfo.InvariantCulture)).Order());
        Assert.All(trials, trial => Assert.Equal(parent.Id, trial.Tag("mlflow.parentRunId")));
        foreach (var trial in study.GetTrials())
        {
            var told = trials.Single(t => t.Tag("peaktrade.trial") == $"{trial.Number}");
            Assert.Equal(($"{trial.Parameters["fast_window"]}", "ma_crossover", "btc_eur_1d"), (told.Param("fast_window"), told.Param("strategy"), told.Param("symbol")));
            Assert.Equal(trial.State == TrialState.Pruned ? 5 : 3, told.Status);
            if (trial.State == TrialState.Complete) Assert.Equal(trial.Value, told.Metric("sharpe"));
        }

        if (workers > 1) Assert.Contains(study.GetTrials(), t => t.State == TrialState.Pruned);
        Assert.Equal(study.BestValue, parent.Way("best_value")[^1].Value);
        Assert.Equal($"{study.BestParameters!["slow_window"]}", parent.Param("best.slow_window"));
        Assert.Contains("reports/study.html", parent.Artifacts);
        Assert.Equal(study.Hash, Study(new() { Backtest = _desk.Request, TrialCount = 24, Seed = 42, Sampler = "tpe", Pruner = pruner }).Hash);
    }

    [Fact]
    public void A_study_that_somebody_stops_asking_for_ends_as_failed_with_the_trials_it_had()
    {
        var request = new StudyRequest { Backtest = Tracked, TrialCount = 50, Seed = 1, Sampler = "random" };
        foreach (var _ in _desk.Workbench.Study.Execute(request, _desk, default).Take(7)) { }
        Assert.Equal(4, Told.Only("study").Status);
        Assert.Equal(7, Told.Of("trial").Count);
    }

    [Fact]
    public void Walk_forward_is_a_run_and_its_folds_are_its_parts()
    {
        var request = new WalkForwardRequest { Study = new() { Backtest = Tracked, TrialCount = 5, Seed = 1, Sampler = "random" }, Windows = WalkForwardChoice.Of(new Dictionary<string, object?> { ["folds"] = 3 }) };
        var result = _desk.Workbench.WalkForward.Execute(request, _desk, default).Single().Result!;
        var (parent, folds) = (Told.Only("walk_forward"), Told.Of("fold"));
        Assert.Equal((3, result.OutOfSample.FinalEquity), (folds.Count, parent.Metric("final_equity")));
        Assert.All(folds, fold => Assert.Equal(parent.Id, fold.Tag("mlflow.parentRunId")));
        Assert.Equal([1L, 2, 3], parent.Way("fold_in_sample").Select(p => p.Step));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_batch_is_a_run_and_its_runs_are_its_parts(int workers)
    {
        using var place = new BatchPlace();
        var text = BatchPlace.Crossovers(6, defaults: ", settings: { tracking.enabled: true, tracking.backend: mlflow }");
        text = text.Replace("start_date: 2020-01-01", "start_date: 2020-06-01", StringComparison.Ordinal).Replace("id: run_05,", "id: run_05, end_date: 2020-06-20,", StringComparison.Ordinal);
        var results = place.Run(text, request => request with { Parallel = workers > 1, ThrottleLimit = workers });
        var told = new Mlruns(place.Desktop.PathTo("mlruns"));
        var (batch, runs) = (told.Only("batch"), told.Of("backtest"));
        Assert.Equal(6, runs.Count);
        Assert.All(runs, run => Assert.Equal((batch.Id, "mine"), (run.Tag("mlflow.parentRunId"), run.Tag("peaktrade.batch"))));
        foreach (var result in results)
        {
            var run = runs.Single(r => r.Name == result.RunId);
            Assert.Equal(result.Status == BatchRunStatus.Success ? 3 : 4, run.Status);
            if (result.Result is { } figures) Assert.Equal(figures.FinalEquity, run.Metric("final_equity"));
            else Assert.Equal(result.ErrorId, run.Tag("peaktrade.error_id"));
        }

        Assert.Contains(results, r => r.Status == BatchRunStatus.Failed);
        Assert.Equal((results.Count(r => r.Status == BatchRunStatus.Success), 4), ((int)batch.Metric("success"), batch.Status));
        Assert.Equal(["batch_config.yaml", "batch_summary.csv", "batch_summary.md"], batch.Artifacts);
    }

    [Fact]
    public void A_run_of_a_batch_that_cannot_begin_is_told_as_failed_with_its_reason()
    {
        using var place = new BatchPlace();
        var text = BatchPlace.Crossovers(3, defaults: ", settings: { tracking.enabled: true, tracking.backend: mlflow }").Replace("id: run_01,", "id: run_01, strategy: nothing_of_that_name,", StringComparison.Ordinal);
        text = text.Replace("id: run_02,", "id: run_02, data_path: data/none.csv,", StringComparison.Ordinal);
        var failed = place.Run(text).Where(r => r.Status == BatchRunStatus.Failed).ToList();
        var told = new Mlruns(place.Desktop.PathTo("mlruns"));
        var batch = told.Only("batch");
        Assert.Equal(2, failed.Count);
        Assert.All(failed, result =>
        {
            var run = told.Of("backtest").Single(r => r.Name == result.RunId);
            Assert.Equal((4, batch.Id, result.ErrorId, result.Error), (run.Status, run.Tag("mlflow.parentRunId"), run.Tag("peaktrade.error_id"), run.Tag("peaktrade.error")));
        });
        Assert.Equal(3, told.Of("backtest").Count);
    }

    [Fact]
    public void A_batch_that_is_cancelled_ends_as_killed()
    {
        using var place = new BatchPlace();
        using var stop = new CancellationTokenSource();
        var request = place.Request with { Text = BatchPlace.Crossovers(6), Settings = [.. TrackingSettings.Of("file:./mlruns", null)] };
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var _ in place.Desktop.Workbench.Batch.Execute(request, place.Desktop, stop.Token)) stop.Cancel();
        });
        // What the stopped command had no time to deliver the next one does, a killed batch as such.
        foreach (var _ in place.Desktop.Workbench.WaitingRuns.Send(place.Desktop.PathTo("results"), null, refusedToo: false, default)) { }
        Assert.Equal(5, new Mlruns(place.Desktop.PathTo("mlruns")).Only("batch").Status);
    }

    [Fact]
    public void A_strict_tracker_that_fails_at_the_end_is_a_fault_and_of_a_stopped_command_nothing()
    {
        _desk.Workbench.RegisterTracker.FromType("sulky", typeof(SulkyTracker), replace: false);
        var request = _desk.Request with { Settings = [new("tracking.enabled", true), new("tracking.backend", "sulky"), new("tracking.strict", true)] };
        using (var completed = _desk.Workbench.Track())
        {
            _desk.Run(request with { Tracking = completed });
            Assert.Equal("Tracking.Failed", Assert.Throws<PeakTradeException>(() => completed.Complete(_desk)).Kind.Id);
        }

        using (var stopped = _desk.Workbench.Track()) _desk.Run(request with { Tracking = stopped });
        Thread.Sleep(300); // A fault on a thread of its own would end the tests here.
    }

    /// <summary>Hears everything, and fails when it is to go.</summary>
    public sealed class SulkyTracker : ITracker, ITrackedRun
    {
        public string RunId => "one";

        public ITrackedRun StartRun(TrackedRunStart start) => new SulkyTracker { _isRun = true };

        private bool _isRun;

        public void LogParams(IReadOnlyDictionary<string, object?> values) { }

        public void LogMetrics(IReadOnlyDictionary<string, double> values, long step = 0) { }

        public void LogMetric(string name, IReadOnlyList<MetricPoint> points) { }

        public void SetTags(IReadOnlyDictionary<string, string> tags) { }

        public void LogText(string file, string text) { }

        public void LogJson(string file, object? value) { }

        public void LogFigure(string file, ReadOnlyMemory<byte> picture) { }

        public void LogArtifact(string path, string? folder = null) { }

        public void End(TrackedRunStatus status = TrackedRunStatus.Finished) { }

        public void Dispose()
        {
            if (!_isRun) throw new InvalidOperationException("I am not going.");
        }
    }

    private ParameterStudy Study(StudyRequest request) => _desk.Workbench.Study.Execute(request, _desk, default).Select(o => o.Result ?? throw o.Error!).Last().Study!;
}
