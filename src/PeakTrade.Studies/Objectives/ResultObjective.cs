using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// An objective of the user's own over whole results. Where something may stop a trial it is asked after 1, 2, 4, 8 ... segments, each time with a result over
/// the bars so far, so that a trial which is not stopped costs less than double.
/// </summary>
public sealed class ResultObjective : IObjective
{
    private readonly Bars _bars;
    private readonly IStrategy _strategy;
    private readonly BacktestOptions _options;
    private readonly Func<BacktestResult, IReadOnlyList<double?>> _values;
    private readonly StudyDefinition _definition;
    private readonly IReadOnlyList<ConstraintText> _constraints;
    private readonly IPruner? _pruner;

    /// <summary>These values of backtests.</summary>
    public ResultObjective(Bars bars, IStrategy strategy, BacktestOptions options, Func<BacktestResult, IReadOnlyList<double?>> values, StudyDefinition definition, IReadOnlyList<ConstraintText> constraints, IPruner? pruner)
    {
        (_bars, _strategy, _options, _values) = (bars, strategy, options, values);
        (_definition, _constraints, _pruner) = (definition, constraints, pruner);
        if (pruner?.ComparesSegments == true)
            throw FaultCatalogue.ArgumentObjective.Because("A pruner that compares segments needs figures of equity as objectives, and this one is your own.", "Take another pruner, or name a figure such as sharpe.");
    }

    /// <inheritdoc/>
    public TrialResult Evaluate(TrialRun run, CancellationToken cancel)
    {
        if (_pruner is not null)
        {
            var due = 1;
            for (var step = 1; step < _definition.Steps; step++)
            {
                var bars = (int)((long)_bars.Count * step / _definition.Steps);
                if (step < due || bars <= _strategy.WarmUpBars(run.Parameters))
                {
                    run.Skip();
                    continue;
                }

                due = 2 * step;
                var (reached, soFar) = Run(_bars.First(bars), run.Parameters, cancel);
                if (Array.TrueForAll(reached, double.IsNaN)) run.Skip();
                else if (run.Report(reached)) return Result(reached, soFar, []);
            }
        }

        var (values, whole) = Run(_bars, run.Parameters, cancel);
        if (_pruner is not null && !Array.TrueForAll(values, double.IsNaN)) run.Note(values);
        return Result(values, whole, whole.GetEquity().Equity.Span);
    }

    private (double[] Values, BacktestResult Result) Run(Bars bars, ParameterSet parameters, CancellationToken cancel)
    {
        var result = Backtester.Run(bars, _strategy, parameters, _options, cancel);
        var values = _values(result);
        if (values.Count == 0) return ([.. _definition.Directions.Select(_ => double.NaN)], result);
        if (values.Count != _definition.Directions.Count)
            throw FaultCatalogue.ArgumentObjective.Because($"The objective gave {values.Count} values, and there are {_definition.Directions.Count} directions.", "Return one value for each direction.");
        return ([.. values.Select(v => v ?? double.NaN)], result);
    }

    private TrialResult Result(double[] values, BacktestResult result, ReadOnlySpan<double> equity) => new()
    {
        Values = values,
        Error = BacktestObjective.WhyUndefined(_definition.Objectives, values, result),
        Constraints = [.. _constraints.Select(c => c.Violation(result))],
        Attributes = BacktestObjective.AttributesOf(result, equity),
    };
}
