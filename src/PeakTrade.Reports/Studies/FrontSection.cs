namespace PeakTrade.Reports;

/// <summary>The trials that no other beats in every objective, for each pair of objectives.</summary>
internal static class FrontSection
{
    private const int MostPairs = 6;
    private const int MostWithTip = 250;

    public static Action<Markup> Write(StudyView view) => to =>
    {
        if (view.Study.ParetoFront.Count == 0)
        {
            to.Element("p", "No complete trial that keeps the constraints has a value in every objective, so there is no front.", ("class", "lead"));
            return;
        }

        to.Element("p", $"{NumberText.Count(view.Study.ParetoFront.Count, "trial")} of {NumberText.Count(view.Complete.Count, "complete trial")} {(view.Study.ParetoFront.Count == 1 ? "is" : "are")} beaten by no other in every objective.{view.Omitted}", ("class", "lead"));
        Legend.Write(to, ("circle best", "on the front", true), ("complete", "complete", true), ("broken ring", "breaks a constraint", view.Feasible.Count < view.Complete.Count));
        var pairs = (from a in view.Objectives from b in view.Objectives where a.Index < b.Index select (a, b)).Take(MostPairs).ToList();
        if (pairs.Count > 1) to.Open("div", ("class", "pair-of-charts"));
        foreach (var (a, b) in pairs) Chart(view, a, b, pairs.Count > 1).Draw(to);
        if (pairs.Count > 1) to.Close();
    };

    private static XyChart Chart(StudyView view, Objective a, Objective b, bool small)
    {
        var drawn = view.Drawn.Select(t => t.Number).ToHashSet();
        var front = view.Study.ParetoFront.Where(t => drawn.Contains(t.Number)).OrderBy(a.ValueOf).ThenBy(b.ValueOf).ThenBy(t => t.Number).ToList();
        var members = front.Select(t => t.Number).ToHashSet();
        // In two objectives the front is a line; a pair of three or more is a shadow of it, and is not.
        Layer[] line = view.Objectives.Count == 2 ? [new Lines("best", [new Course(-1, [.. front.Select(t => (a.ValueOf(t), b.ValueOf(t)))])])] : [];
        return new XyChart($"{b.Name} against {a.Name}", a.Axis, b.Axis, small ? 540 : 1108, small ? 380 : 460)
        {
            Layers =
            [
                new Dots("broken ring", Marks(t => !t.IsFeasible)),
                new Dots("complete", Marks(t => t.IsFeasible && !members.Contains(t.Number))),
                .. line,
                new Dots("best", [.. front.Select(Mark)], front.Count > MostWithTip ? null : m => $"Trial {m.Key}: {a.Name} {NumberText.Of(m.X)}, {b.Name} {NumberText.Of(m.Y)}"),
            ],
        };

        Mark Mark(StudyTrial trial) => new(trial.Number, a.ValueOf(trial), b.ValueOf(trial));
        IReadOnlyList<Mark> Marks(Func<StudyTrial, bool> which) => [.. view.DrawnComplete.Where(which).Select(Mark)];
    }
}
