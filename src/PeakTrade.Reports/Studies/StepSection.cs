namespace PeakTrade.Reports;

/// <summary>What trials had reached at each step, and where some were stopped.</summary>
internal static class StepSection
{
    private const int MostLines = 200;

    public static Action<Markup> Write(StudyView view) => to =>
    {
        var stepped = view.Drawn.Where(t => t.Steps.Count > 0 && t.State != TrialState.Failed).ToList();
        var all = view.Trials.Count(t => t.Steps.Count > 0 && t.State != TrialState.Failed);
        var pruned = view.Trials.Where(t => t.State == TrialState.Pruned && t.Steps.Count > 0).ToList();
        var most = view.Trials.Max(t => t.Steps.Count == 0 ? 1 : t.Steps.Max(s => s.Number));
        var saved = pruned.Sum(t => (double)most - t.Steps[^1].Number) / Math.Max(1, (double)most * all);
        if (stepped.Count > MostLines) stepped = [.. Enumerable.Range(0, MostLines).Select(i => stepped[(int)((long)i * stepped.Count / MostLines)])];
        var drawn = stepped.Count < all ? $" {NumberText.Count(stepped.Count, "line")} of {NumberText.Count(all)} are drawn." : "";
        to.Element("p", $"What each trial had reached after each step, such as a fold or a segment of the data. Pruning saved {NumberText.Percent(saved)} of the steps.{drawn}", ("class", "lead"));
        Legend.Write(to, ("line complete", "complete", stepped.Exists(t => t.State == TrialState.Complete)), ("line pruned", "pruned", pruned.Count > 0), ("line best", "best trial", view.Study.BestTrial?.Steps.Count > 1));
        foreach (var objective in view.Objectives) Chart(view, objective, stepped, most).Draw(to);
    };

    private static XyChart Chart(StudyView view, Objective objective, List<StudyTrial> stepped, int most)
    {
        var best = view.Study.BestTrial is { Steps.Count: > 0 } trial ? trial : null;
        return new XyChart($"{objective.Name} by step", new Axis("Step", new LinearScale(1, most, 0, whole: true)), objective.Axis, 1108, 320)
        {
            Layers =
            [
                new Lines("complete faint", Courses(stepped.Where(t => t.State != TrialState.Pruned))),
                new Lines("pruned faint", Courses(stepped.Where(t => t.State == TrialState.Pruned))),
                new Dots("pruned small", [.. stepped.Where(t => t.State == TrialState.Pruned).Select(t => new Mark(t.Number, t.Steps[^1].Number, At(t.Steps[^1])))]),
                new Lines("best", best is null ? [] : Courses([best])),
            ],
        };

        IReadOnlyList<Course> Courses(IEnumerable<StudyTrial> trials) => [.. trials.Select(t => new Course(t.Number, [.. t.Steps.Select(s => ((double)s.Number, At(s)))]))];
        double At(StudyStep step) => step.Values.Count > objective.Index ? step.Values[objective.Index] : double.NaN;
    }
}
