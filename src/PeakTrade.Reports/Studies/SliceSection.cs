namespace PeakTrade.Reports;

/// <summary>Each parameter against each objective: where the good values lie.</summary>
internal static class SliceSection
{
    /// <summary>How many parameters are drawn for the second objective and those that follow.</summary>
    public const int MostOfFurther = 9;

    public static Action<Markup> Write(StudyView view) => to =>
    {
        if (view.Complete.Count == 0 || view.Columns.Count == 0)
        {
            to.Element("p", "No trial is complete, so there is nothing to draw.", ("class", "lead"));
            return;
        }

        to.Element("p", $"The complete trials by each parameter, the most important first. Stronger colours are later trials, so the colour shows where the search went.{view.Omitted}", ("class", "lead"));
        to.Open("div", ("class", "legend"));
        Ramp.Legend(to, "first trial", "last trial");
        to.CloseLine();
        foreach (var objective in view.Objectives)
        {
            var folded = objective.Index > 0;
            if (folded) to.Open("details").Element("summary", view.Columns.Count > MostOfFurther ? $"By {objective.Name}, the first {MostOfFurther} parameters" : $"By {objective.Name}");
            to.Open("div", ("class", "grid-of-charts"));
            foreach (var column in folded ? view.ByImportance.Take(MostOfFurther) : view.ByImportance) Chart(view, objective, column).Draw(to);
            to.CloseLine();
            if (objective.Beyond > 0) to.Element("p", StudyView.Beyond(objective).Trim(), ("class", "lead"));
            if (folded) to.Close();
        }
    };

    private static XyChart Chart(StudyView view, Objective objective, SearchedColumn column)
    {
        var last = Math.Max(1, view.Trials.Max(t => t.Number));
        var small = view.Drawn.Count > 150 ? " small" : "";
        var byAge = view.DrawnComplete.Where(t => t.IsFeasible).GroupBy(t => Ramp.Step((double)t.Number / (last + 1))).OrderBy(g => g.Key);
        return new XyChart($"{objective.Name} by {column.Name}", column.Axis, objective.Axis, 356, 250)
        {
            Layers =
            [
                new Dots($"broken ring{small}", Marks(view.DrawnComplete.Where(t => !t.IsFeasible))),
                .. byAge.Select(age => new Dots($"q{age.Key}{small}", Marks(age))),
                .. view.BestMark(column.SpreadOf, objective.ValueOf),
            ],
        };

        IReadOnlyList<Mark> Marks(IEnumerable<StudyTrial> trials) => [.. trials.Select(t => new Mark(t.Number, column.SpreadOf(t), objective.ValueOf(t)))];
    }
}
