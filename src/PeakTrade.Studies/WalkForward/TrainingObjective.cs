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

    /// <summary>These figures over these parts of the bars.</summary>
    public TrainingObjective(Bars bars, IStrategy strategy, BacktestOptions options, IReadOnlyList<BarSpan> parts, IReadOnlyList<string> figures, IReadOnlyList<ConstraintText> constraints)
    {
        (_bars, _strategy, _options, _figures, _constraints) = (bars, strategy, options, figures, constraints);
        _parts = [.. parts.Select(part => new BacktestWindow(bars, options, part.From, part.To))];
    }

    /// <inheritdoc/>
    public TrialResult Evaluate(TrialRun run, CancellationToken cancel) => ResultOf(Run(run.Parameters, cancel), _figures, _constraints);

    /// <summary>The run over the training window.</summary>
    public BacktestResult Run(ParameterSet parameters, CancellationToken cancel)
    {
        var runs = _parts.Select(part => part.Run(_strategy, parameters, cancel)).ToList();
        return runs.Count == 1 ? runs[0] : Backtester.Chain(_bars, _options, [.. _parts.Zip(runs, (part, result) => new WindowRun(part.From, part.To, result))]);
    }

    internal static TrialResult ResultOf(BacktestResult result, IReadOnlyList<string> figures, IReadOnlyList<ConstraintText> constraints)
    {
        double[] values = [.. figures.Select(figure => MetricFigures.Get(result, figure) ?? double.NaN)];
        return new TrialResult
        {
            Values = values,
            Error = BacktestObjective.WhyUndefined(figures, values, result),
            Constraints = [.. constraints.Select(c => c.Violation(result))],
            Attributes = BacktestObjective.AttributesOf(result, result.GetEquity().Equity.Span),
        };
    }
}
