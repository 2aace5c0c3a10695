namespace PeakTrade.Operations;

/// <summary>What a tracker is told of walk-forward: a run of its own, and each fold as a part of it.</summary>
internal static class TrackedWalkForward
{
    public static void Tell(ITracker tracker, WalkForwardResult result, DateTimeOffset started, IReadOnlyDictionary<string, string> tags)
    {
        using var run = tracker.StartRun(new TrackedRunStart($"walk-forward {result.Strategy} {result.Symbol}") { Started = started, Tags = new Dictionary<string, string>(tags, StringComparer.Ordinal) { ["peaktrade.kind"] = "walk_forward" } });
        run.LogParams(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["strategy"] = result.Strategy, ["symbol"] = result.Symbol, ["scheme"] = result.Scheme.ToString(), ["objective"] = result.Objective, ["folds"] = result.Folds.Count, ["data"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["path"] = result.Path },
            ["parameters"] = Plain(result.Parameters),
        });
        foreach (var fold in result.Folds) Tell(tracker, run.RunId, fold, tags);
        var figures = TrackedBacktest.Figures(result.OutOfSample);
        Add(figures, [("efficiency", result.Efficiency), ("profitable_folds", result.ProfitableFolds), ("in_sample_objective", result.InSampleObjective), ("out_of_sample_objective", result.OutOfSampleObjective), ("degradation", result.Degradation)]);
        Add(figures, result.Stability.Select(s => ($"stability.{s.Parameter}", s.Stability)));
        run.LogMetrics(figures);
        run.LogMetric("fold_in_sample", Way(result, fold => fold.InSample));
        run.LogMetric("fold_out_of_sample", Way(result, fold => fold.OutOfSample));
        TrackedBacktest.Picture(run, result.OutOfSample);
        run.LogText("reports/verdict.txt", $"{result.Verdict}\n");
        run.End();
    }

    private static void Tell(ITracker tracker, string parent, WalkForwardFold fold, IReadOnlyDictionary<string, string> tags)
    {
        var words = new Dictionary<string, string>(tags, StringComparer.Ordinal) { ["peaktrade.kind"] = "fold", ["peaktrade.fold"] = FormattableString.Invariant($"{fold.Number}") };
        if (fold.Error is { } error) words["peaktrade.error"] = error;
        using var run = tracker.StartRun(new TrackedRunStart(FormattableString.Invariant($"fold {fold.Number}")) { ParentRunId = parent, Tags = words });
        var values = new Dictionary<string, object?>(Plain(fold.BestParameters), StringComparer.Ordinal);
        foreach (var (name, value) in new (string, object)[] { ("train_start", fold.TrainStart), ("train_end", fold.TrainEnd), ("test_start", fold.TestStart), ("test_end", fold.TestEnd) }) values.TryAdd(name, value);
        run.LogParams(values);
        var figures = new Dictionary<string, double>(StringComparer.Ordinal) { ["train_bars"] = fold.TrainBars, ["test_bars"] = fold.TestBars, ["trials"] = fold.Trials, ["in_sample_trades"] = fold.InSampleTrades, ["out_of_sample_trades"] = fold.OutOfSampleTrades };
        Add(figures, [("in_sample", fold.InSample), ("out_of_sample", fold.OutOfSample), ("in_sample_return", fold.InSampleReturn), ("out_of_sample_return", fold.OutOfSampleReturn), ("efficiency", fold.Efficiency)]);
        run.LogMetrics(figures);
        run.End(fold.Error is null ? TrackedRunStatus.Finished : TrackedRunStatus.Failed);
    }

    private static Dictionary<string, object?> Plain(ParameterSet? parameters) => (parameters ?? ParameterSet.Empty).ToDictionary(p => p.Key, p => (object?)p.Value, StringComparer.Ordinal);

    private static MetricPoint[] Way(WalkForwardResult result, Func<WalkForwardFold, double?> figure) =>
        [.. result.Folds.Where(fold => figure(fold) is not null).Select(fold => new MetricPoint(fold.Number, figure(fold)!.Value))];

    private static void Add(Dictionary<string, double> figures, IEnumerable<(string Name, double? Value)> more)
    {
        foreach (var (name, value) in more)
        {
            if (value is { } figure) figures[name] = figure;
        }
    }
}
