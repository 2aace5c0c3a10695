namespace PeakTrade.Reports;

/// <summary>Each trial's value in the order they came, and the best so far.</summary>
internal static class HistorySection
{
    public static Action<Markup> Write(StudyView view) => to =>
    {
        if (!view.Objectives.Any(o => o.HasValues))
        {
            to.Element("p", "No trial has a value, so there is nothing to draw.", ("class", "lead"));
            return;
        }

        to.Element("p", $"Each trial's value in the order they came. Pointing at one shows it in every chart.{view.Omitted}", ("class", "lead"));
        Legend.Write(to,
            ("complete", "complete", view.Feasible.Count > 0), ("line best", "best so far", view.Feasible.Count > 0), ("broken ring", "breaks a constraint", view.Feasible.Count < view.Complete.Count),
            ("pruned ring", "pruned, at its last step", view.Trials.Any(t => t.State == TrialState.Pruned)), ("failed", "failed", view.Trials.Any(t => t.State == TrialState.Failed)));
        foreach (var objective in view.Objectives.Where(o => o.HasValues))
        {
            Chart(view, objective).Draw(to);
            if (objective.Beyond > 0) to.Element("p", StudyView.Beyond(objective).Trim(), ("class", "lead"));
        }
    };

    private static XyChart Chart(StudyView view, Objective objective)
    {
        var last = view.Trials.Max(t => t.Number);
        var small = view.Drawn.Count > 400 ? " small" : "";
        return new XyChart($"Value of {objective.Name} by trial", new Axis("Trial", new LinearScale(0, last, 0, whole: true)), objective.Axis, 1108, view.Objectives.Count > 1 ? 280 : 360)
        {
            Layers =
            [
                new Dots($"pruned ring{small}", Marks(t => t.State == TrialState.Pruned)),
                new Dots($"broken ring{small}", Marks(t => t.State == TrialState.Complete && !t.IsFeasible)),
                new Dots($"complete{small}", Marks(t => t.State == TrialState.Complete && t.IsFeasible)),
                new Lines("best", [new Course(-1, BestSoFar(view, objective, last))]) { Stepped = true },
                .. view.BestMark(t => t.Number, objective.ValueOf),
            ],
            Lanes =
            [
                new Lane("no value", "plain tick", [.. view.Drawn.Where(t => t.State is TrialState.Complete or TrialState.Pruned && double.IsNaN(objective.ValueOf(t))).Select(Mark)]),
                new Lane("failed", "failed tick", [.. view.Drawn.Where(t => t.State == TrialState.Failed).Select(Mark)]),
            ],
        };

        Mark Mark(StudyTrial trial) => new(trial.Number, trial.Number, objective.ValueOf(trial));
        IReadOnlyList<Mark> Marks(Func<StudyTrial, bool> which) => [.. view.Drawn.Where(which).Select(Mark)];
    }

    private static IReadOnlyList<(double X, double Y)> BestSoFar(StudyView view, Objective objective, int last)
    {
        var better = objective.Improvements(view.Feasible);
        return better.Count == 0 ? [] : [.. better.Select(t => ((double)t.Number, objective.ValueOf(t))), (last, objective.ValueOf(better[^1]))];
    }
}
