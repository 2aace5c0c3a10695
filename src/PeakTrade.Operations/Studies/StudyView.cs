using System.Text.Json;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>A study and its trials as users see them. Lists are arrays: those PowerShell can index.</summary>
internal sealed class StudyView(StudyDefinition definition)
{
    private readonly string _strategy = StudySubject.Find(definition, StudySubject.Strategy) ?? "";
    private readonly string? _path = StudySubject.Find(definition, StudySubject.Path);
    private readonly string? _symbol = StudySubject.Find(definition, StudySubject.Symbol);

    public StudyTrial TrialOf(Trial trial) => new()
    {
        Study = definition.Name,
        Number = trial.Number,
        State = trial.State,
        Strategy = _strategy,
        Parameters = definition.Space.ParametersOf(trial.Point),
        Values = trial.Values,
        Constraints = trial.Constraints,
        Steps = trial.Steps.Select(step => new StudyStep(step.Number, step.Values)).ToArray(),
        Metrics = MetricsOf(trial),
        SameAs = trial.SameAs,
        Error = trial.Error,
        Duration = trial.Finished - trial.Started,
        Path = _path,
        Symbol = _symbol,
    };

    public ParameterStudy StudyOf(IReadOnlyList<Trial> trials, string? storage, CancellationToken cancel)
    {
        var sampler = SamplerCatalogue.Make(definition);
        var front = ParetoFront.Of(trials, definition.Directions);
        var best = Best(front, definition.Directions[0]);
        return new ParameterStudy(() => trials.Select(TrialOf).ToArray())
        {
            Name = definition.Name,
            Strategy = _strategy,
            Symbol = _symbol,
            Path = _path,
            Objectives = definition.Objectives.ToArray(),
            Directions = definition.Directions.ToArray(),
            Searched = definition.Space.Select(SearchedAs).ToArray(),
            Fixed = definition.Space.Fixed,
            Relations = definition.Space.Relations.Select(r => r.ToString()).ToArray(),
            Constraints = definition.Constraints.ToArray(),
            Sampler = sampler.Name,
            SamplerReason = sampler.Reason,
            Pruner = definition.Pruner == "none" ? null : definition.Pruner,
            Seed = definition.Seed,
            Lag = definition.Lag,
            TrialCount = trials.Count,
            Complete = trials.Count(t => t.State == TrialState.Complete),
            Pruned = trials.Count(t => t.State == TrialState.Pruned),
            Failed = trials.Count(t => t.State == TrialState.Failed),
            BestTrial = best is null ? null : TrialOf(best),
            ParetoFront = front.Select(TrialOf).ToArray(),
            Importances = Importances.Of(trials, definition.Space, definition.Directions[0]).ToArray(),
            Overfitting = Doubt(trials, best, cancel),
            Hash = TrialText.Hash(trials, definition.Space),
            Storage = storage,
        };
    }

    private static StudyParameter SearchedAs(Dimension d) => d.Kind == DimensionKind.Categorical
        ? new StudyParameter { Name = d.Name, Choices = d.Choices.ToArray() }
        : new StudyParameter { Name = d.Name, Low = d.Low, High = d.High, Step = d.Step, Log = d.Log };

    /// <summary>The best of a front in its first objective; of equals the first that was found.</summary>
    public static Trial? Best(IReadOnlyList<Trial> front, StudyDirection direction) =>
        direction == StudyDirection.Maximize ? front.OrderBy(t => t.Number).MaxBy(t => t.Values[0]) : front.OrderBy(t => t.Number).MinBy(t => t.Values[0]);

    // Answered trials were not tried again, so they are not counted again.
    private OverfittingReport? Doubt(IReadOnlyList<Trial> trials, Trial? best, CancellationToken cancel)
    {
        var tried = trials.Where(t => t.SameAs is null && t.State is TrialState.Complete or TrialState.Pruned).ToList();
        var returns = tried.Where(t => t.State == TrialState.Complete).Select(TrialReturns.Of).OfType<TrialReturns>().ToList();
        if (returns.Count == 0) return null;
        var metrics = best is null ? null : MetricsOf(best);
        var perYear = metrics is null ? double.NaN : metrics.GetValueOrDefault("periods_per_year", double.NaN);
        return Overfitting.Assess(returns, tried.Count, best is null ? null : BestOf(best, metrics!, perYear), perYear, definition.Seed, cancel);
    }

    private static BestTrial? BestOf(Trial best, Dictionary<string, double> metrics, double perYear)
    {
        return TrialReturns.Of(best) is { } returns
            ? new BestTrial(best.Number, Figure("sharpe") / Math.Sqrt(perYear), Figure("skew"), Figure("kurtosis"), returns.Blocks.Returns, (int)metrics.GetValueOrDefault("trades"))
            : null;

        double? Figure(string name) => metrics.TryGetValue(name, out var value) ? value : null;
    }

    private static Dictionary<string, double> MetricsOf(Trial trial)
    {
        var metrics = new Dictionary<string, double>();
        if (trial.Attributes.FirstOrDefault(a => a.Key == BacktestObjective.MetricsAttribute).Value is not { } text) return metrics;
        using var json = JsonDocument.Parse(text);
        foreach (var figure in json.RootElement.EnumerateObject()) metrics[figure.Name] = figure.Value.GetDouble();
        return metrics;
    }
}
