using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// The figures of a trial's parameters over the test windows of a walk-forward plan, run one behind the other. A step is a fold: its values are those of the folds so far, or
/// of the fold alone where the pruner compares segments.
/// </summary>
public sealed class FoldsObjective : IObjective
{
    private readonly Bars _bars;
    private readonly IStrategy _strategy;
    private readonly BacktestOptions _options;
    private readonly IReadOnlyList<BacktestWindow> _tests;
    private readonly IReadOnlyList<string> _figures;
    private readonly IReadOnlyList<ConstraintText> _constraints;
    private readonly IPruner? _pruner;

    /// <summary>These figures over the test windows.</summary>
    public FoldsObjective(Bars bars, IStrategy strategy, BacktestOptions options, IReadOnlyList<WalkForwardWindow> windows, IReadOnlyList<string> figures, IReadOnlyList<ConstraintText> constraints, IPruner? pruner)
    {
        (_bars, _strategy, _options, _figures, _constraints, _pruner) = (bars, strategy, options, figures, constraints, pruner);
        _tests = [.. windows.Select(w => new BacktestWindow(bars, options, w.Test.From, w.Test.To))];
    }

    /// <inheritdoc/>
    public TrialResult Evaluate(TrialRun run, CancellationToken cancel)
    {
        var runs = new List<WindowRun>();
        foreach (var test in _tests)
        {
            runs.Add(new WindowRun(test.From, test.To, test.Run(_strategy, run.Parameters, cancel)));
            if (_pruner is null) continue;
            var reached = _pruner.ComparesSegments ? runs[^1].Result! : Backtester.Chain(_bars, _options, runs);
            var values = TrainingObjective.Figures(reached, _figures);
            if (Array.TrueForAll(values, double.IsNaN)) run.Skip();
            else if (runs.Count == _tests.Count) run.Note(values);
            else if (run.Report(values)) break;
        }

        var whole = Backtester.Chain(_bars, _options, runs);
        var figures = TrainingObjective.Figures(whole, _figures);
        return TrainingObjective.ResultOf(whole, figures, BacktestObjective.WhyUndefined(_figures, figures, whole), _constraints);
    }
}
