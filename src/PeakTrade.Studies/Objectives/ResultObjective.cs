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
        return (ValuesOf(_values(result), _definition.Directions.Count), result);
    }

    /// <summary>What an objective of the user's own gave, as a value for each direction; NaN where it gave nothing.</summary>
    internal static double[] ValuesOf(IReadOnlyList<double?> given, int directions) => given.Count == 0
        ? [.. Enumerable.Repeat(double.NaN, directions)]
        : given.Count == directions
            ? [.. given.Select(v => v ?? double.NaN)]
            : throw FaultCatalogue.ArgumentObjective.Because(
                $"The script block of the objective returned {given.Count} values, and {directions} {(directions == 1 ? "is" : "are")} wanted.", "Return one number for each direction (-Direction); without directions, one.");

    internal static string? WhyUndefined(double[] values) => Array.Exists(values, double.IsNaN) ? "The script block of the objective returned nothing, or NaN." : null;

    private TrialResult Result(double[] values, BacktestResult result, ReadOnlySpan<double> equity) => new()
    {
        Values = values,
        Error = WhyUndefined(values),
        Constraints = [.. _constraints.Select(c => c.Violation(result))],
        Attributes = BacktestObjective.AttributesOf(result, equity),
    };
}
