using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>The figures of a training window: of its run, or of its parts run one behind the other where an embargo cuts it. Nothing is given up on the way.</summary>
public sealed class TrainingObjective : IObjective
{
    private readonly Bars _bars;
    private readonly IStrategy _strategy;
    private readonly BacktestOptions _options;
    private readonly IReadOnlyList<BacktestWindow> _parts;
    private readonly IReadOnlyList<string> _figures;
    private readonly IReadOnlyList<ConstraintText> _constraints;
    private readonly Func<BacktestResult, IReadOnlyList<double?>>? _own;

    /// <summary>These figures over these parts of the bars, or what the user's own objective makes of their results.</summary>
    public TrainingObjective(
        Bars bars, IStrategy strategy, BacktestOptions options, IReadOnlyList<BarSpan> parts, IReadOnlyList<string> figures, IReadOnlyList<ConstraintText> constraints,
        Func<BacktestResult, IReadOnlyList<double?>>? own = null)
    {
        (_bars, _strategy, _options, _figures, _constraints, _own) = (bars, strategy, options, figures, constraints, own);
        _parts = [.. parts.Select(part => new BacktestWindow(bars, options, part.From, part.To))];
    }

    /// <inheritdoc/>
    public TrialResult Evaluate(TrialRun run, CancellationToken cancel) => Evaluated(Run(run.Parameters, cancel));

    /// <summary>The objectives' values of a run; NaN where one is undefined.</summary>
    public double[] ValuesOf(BacktestResult result) => _own is null ? Figures(result, _figures) : ResultObjective.ValuesOf(_own(result), _figures.Count);

    /// <summary>The run over the training window.</summary>
    public BacktestResult Run(ParameterSet parameters, CancellationToken cancel)
    {
        var runs = _parts.Select(part => part.Run(_strategy, parameters, cancel)).ToList();
        return runs.Count == 1 ? runs[0] : Backtester.Chain(_bars, _options, [.. _parts.Zip(runs, (part, result) => new WindowRun(part.From, part.To, result))]);
    }

    internal static double[] Figures(BacktestResult result, IReadOnlyList<string> figures) => [.. figures.Select(figure => MetricFigures.Get(result, figure) ?? double.NaN)];

    internal static TrialResult ResultOf(BacktestResult result, double[] values, string? error, IReadOnlyList<ConstraintText> constraints) => new()
    {
        Values = values,
        Error = error,
        Constraints = [.. constraints.Select(c => c.Violation(result))],
        Attributes = BacktestObjective.AttributesOf(result, result.GetEquity().Equity.Span),
    };

    private TrialResult Evaluated(BacktestResult result)
    {
        var values = ValuesOf(result);
        return ResultOf(result, values, _own is null ? BacktestObjective.WhyUndefined(_figures, values, result) : ResultObjective.WhyUndefined(values), _constraints);
    }
}
