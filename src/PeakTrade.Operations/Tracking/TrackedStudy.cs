using System.Text;
using PeakTrade.Reports;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>What a tracker is told of a study: a run of its own, and each trial as a part of it.</summary>
internal sealed class TrackedStudy : IDisposable
{
    private readonly RunTracking _tracking;
    private readonly ITrackedRun _run;
    private readonly List<MetricPoint> _best = [];
    private readonly StudyDefinition _definition;
    private readonly IReadOnlyDictionary<string, string> _tags;

    private TrackedStudy(RunTracking tracking, StudyDefinition definition, IReadOnlyDictionary<string, string> tags)
    {
        (_tracking, _definition, _tags) = (tracking, definition, tags);
        _run = tracking.Begin(new TrackedRunStart(definition.Name) { Tags = new Dictionary<string, string>(tags, StringComparer.Ordinal) { ["peaktrade.kind"] = "study", ["peaktrade.study"] = definition.Name } });
        _tracking.Tell(_ => _run.LogParams(Params(definition)));
    }

    /// <summary>Begins a study's run; null where nobody is to be told.</summary>
    public static TrackedStudy? Begin(RunTracking? tracking, StudyDefinition definition, IReadOnlyDictionary<string, string> tags) =>
        tracking is null ? null : new TrackedStudy(tracking, definition, tags);

    /// <summary>A trial that has its end.</summary>
    public void Tell(StudyTrial trial) => _tracking.Tell(tracker =>
    {
        using var run = tracker.StartRun(new TrackedRunStart(FormattableString.Invariant($"trial {trial.Number}")) { ParentRunId = _run.RunId, Tags = Tags(trial) });
        run.LogParams(Params(trial));
        run.LogMetrics(Figures(trial));
        if (trial.Steps.Count > 1) run.LogMetric("step", [.. trial.Steps.Select(step => new MetricPoint(step.Number, step.Values[0]))]);
        Follow(trial);
        run.End(trial.State switch { TrialState.Failed => TrackedRunStatus.Failed, TrialState.Pruned => TrackedRunStatus.Killed, _ => TrackedRunStatus.Finished });
    });

    /// <summary>The study as it is when its trials are done.</summary>
    public void End(ParameterStudy study) => _tracking.Tell(_ =>
    {
        _run.LogMetrics(Figures(study));
        if (_best.Count > 0) _run.LogMetric("best_value", _best);
        if (study.BestParameters is { } best) _run.LogParams(new Dictionary<string, object?>(StringComparer.Ordinal) { ["best"] = best.ToDictionary(p => p.Key, p => (object?)p.Value, StringComparer.Ordinal) });
        if (study.BestParametersPath is { } file) _run.LogArtifact(file);
        if (study.Hash.Length > 0) _run.SetTags(new Dictionary<string, string>(StringComparer.Ordinal) { ["peaktrade.study_hash"] = study.Hash });
        _run.LogText("reports/study.html", Page(study));
        _run.End();
    });

    /// <summary>A study that was not ended has failed.</summary>
    public void Dispose() => _tracking.Tell(_ => _run.Dispose());

    private static string Page(ParameterStudy study)
    {
        var text = new StringBuilder();
        using var writer = new StringWriter(text, System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" };
        StudyReport.Write(study, writer);
        return text.ToString();
    }

    // What is studied stands under its own names: the strategy, the symbol, the hash of the data.
    private static Dictionary<string, object?> Params(StudyDefinition definition) => new(definition.Subject.Where(s => s.Value.Length > 0).ToDictionary(s => s.Key, s => (object?)s.Value, StringComparer.Ordinal), StringComparer.Ordinal)
    {
        ["sampler"] = definition.Sampler, ["pruner"] = definition.Pruner, ["seed"] = definition.Seed, ["lag"] = definition.Lag, ["trials"] = definition.TrialCount,
        ["objectives"] = definition.Objectives, ["directions"] = definition.Directions.Select(d => d.ToString()).ToList(), ["constraints"] = definition.Constraints,
        ["space"] = definition.Space.ToDictionary(d => d.Name, d => (object?)StudyPlanText.Range(d), StringComparer.Ordinal),
    };

    private static Dictionary<string, object?> Params(StudyTrial trial)
    {
        var values = trial.Parameters.ToDictionary(p => p.Key, p => (object?)p.Value, StringComparer.Ordinal);
        values.TryAdd("strategy", trial.Strategy);
        if (trial.Symbol is { } symbol) values.TryAdd("symbol", symbol);
        return values;
    }

    private Dictionary<string, string> Tags(StudyTrial trial)
    {
        var tags = new Dictionary<string, string>(_tags, StringComparer.Ordinal)
        {
            ["peaktrade.kind"] = "trial", ["peaktrade.study"] = trial.Study, ["peaktrade.trial"] = FormattableString.Invariant($"{trial.Number}"), ["peaktrade.state"] = trial.State.ToString(),
        };
        if (trial.Error is { } error) tags["peaktrade.error"] = error;
        if (trial.SameAs is { } same) tags["peaktrade.same_as"] = FormattableString.Invariant($"{same}");
        return tags;
    }

    private Dictionary<string, double> Figures(StudyTrial trial)
    {
        var figures = new Dictionary<string, double>(trial.Metrics, StringComparer.Ordinal);
        for (var i = 0; i < trial.Values.Count; i++) figures[_definition.Objectives[i]] = trial.Values[i];
        for (var i = 0; i < trial.Constraints.Count; i++) figures[FormattableString.Invariant($"constraint_{i + 1}")] = trial.Constraints[i];
        return figures;
    }

    private static Dictionary<string, double> Figures(ParameterStudy study)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal) { ["trials"] = study.TrialCount, ["complete"] = study.Complete, ["pruned"] = study.Pruned, ["failed"] = study.Failed };
        foreach (var importance in study.Importances) figures[$"importance.{importance.Parameter}"] = importance.Importance;
        if (study.BestTrial is { } best)
        {
            figures["best_trial"] = best.Number;
            foreach (var (name, value) in best.Metrics) figures[$"best.{name}"] = value;
        }

        return figures;
    }

    // The best so far, trial by trial: what a learning curve shows.
    private void Follow(StudyTrial trial)
    {
        if (trial is not { State: TrialState.Complete, IsFeasible: true, Value: { } value }) return;
        var better = _best.Count == 0 || (_definition.Directions[0] == StudyDirection.Maximize ? value > _best[^1].Value : value < _best[^1].Value);
        _best.Add(new MetricPoint(trial.Number, better ? value : _best[^1].Value));
    }
}
