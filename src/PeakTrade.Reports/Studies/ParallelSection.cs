namespace PeakTrade.Reports;

/// <summary>Every trial as a line across its values and parameters.</summary>
internal static class ParallelSection
{
    private const int MostColumns = 11;
    private const int MostLines = 400;

    public static Action<Markup> Write(StudyView view) => to =>
    {
        if (view.Complete.Count == 0 || view.Columns.Count == 0 || view.Objectives.Count == 0)
        {
            to.Element("p", "No trial is complete, so there is nothing to draw.", ("class", "lead"));
            return;
        }

        var columns = view.ByImportance.Take(MostColumns - view.Objectives.Count + 1).ToList();
        var first = view.Objectives[0];
        var complete = view.DrawnComplete.ToList();
        var best = view.Best.Take(50).ToHashSet(ReferenceEqualityComparer.Instance);
        var threads = Thinning.Pick([.. complete.Select(first.ValueOf)], Enumerable.Range(0, complete.Count).Where(i => best.Contains(complete[i])), MostLines).Select(i => complete[i]).Select(t => new Strand(
            t.Number, Ramp.Step(first.Goodness(first.ValueOf(t))), [.. view.Objectives.Select(o => o.ValueOf(t)), .. columns.Select(c => c.NumberOf(t))])).ToList();

        var which = columns.Count < view.Columns.Count ? $"the {(view.Study.Importances.Count > 0 ? $"{columns.Count} most important" : $"first {columns.Count}")} of {view.Columns.Count} parameters" : "the parameters";
        var lines = threads.Count < view.Complete.Count ? $" {NumberText.Count(threads.Count, "line")} of {NumberText.Count(view.Complete.Count, "complete trial")}, the best among them." : "";
        to.Element("p", $"Each complete trial as a line across {which}.{lines}", ("class", "lead"));
        to.Open("div", ("class", "legend"));
        Ramp.Legend(to, $"worse {first.Name}", "better");
        to.CloseLine();
        new ParallelChart("The complete trials across their parameters", [.. view.Objectives.Select(o => new Axis(o.Name, o.Axis.Scale)), .. columns.Select(c => new Axis(c.Name, c.Axis.Scale))], threads, 1108, 400).Draw(to);
    };
}
