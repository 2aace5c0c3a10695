namespace PeakTrade.Reports;

/// <summary>The objective over two parameters at once, for the most important pairs.</summary>
internal static class SurfaceSection
{
    private const int MostImportant = 4;

    public static Action<Markup> Write(StudyView view) => to =>
    {
        if (view.Complete.Count == 0)
        {
            to.Element("p", "No trial is complete, so there is nothing to draw.", ("class", "lead"));
            return;
        }

        to.Element("p", $"The mean value of the complete trials around each place, the nearer the heavier; blank where no trial is near. The colours span each chart's own range; the dots are trials.{view.Omitted}", ("class", "lead"));
        to.Open("div", ("class", "legend"));
        Ramp.Legend(to, "worse", "better");
        to.Open("span").Element("span", view.Study.BestTrial is null ? "" : "The large dot is the best trial.").Close();
        to.CloseLine();

        var columns = view.ByImportance.Take(MostImportant).ToList();
        to.Open("div", ("class", "pair-of-charts"));
        foreach (var objective in view.Objectives) Chart(view, objective, columns[0], columns[1]).Draw(to);
        foreach (var (a, b) in Pairs(columns).Skip(1)) Chart(view, view.Objectives[0], a, b).Draw(to);
        to.CloseLine();
    };

    private static IEnumerable<(SearchedColumn A, SearchedColumn B)> Pairs(List<SearchedColumn> columns)
    {
        for (var b = 1; b < columns.Count; b++)
        {
            for (var a = 0; a < b; a++) yield return (columns[a], columns[b]);
        }
    }

    private static HeatChart Chart(StudyView view, Objective objective, SearchedColumn a, SearchedColumn b)
    {
        var points = view.Complete.Select(t => (a.Axis.Scale.Place(a.NumberOf(t)), b.Axis.Scale.Place(b.NumberOf(t)), objective.Goodness(objective.ValueOf(t)))).ToList();
        var title = view.Objectives.Count > 1 ? $"{b.Axis.Title}  ·  colour: {objective.Name}" : b.Axis.Title;
        return new HeatChart($"{objective.Name} over {a.Name} and {b.Name}", a.Axis, b.Axis with { Title = title }, HeatGrid.Over(points, a.Axis.Scale, b.Axis.Scale), 544, 380)
        {
            Layers =
            [
                new Dots("over ring", [.. view.DrawnComplete.Select(t => new Mark(t.Number, a.SpreadOf(t), b.SpreadOf(t)))]),
                .. view.BestMark(a.SpreadOf, b.SpreadOf),
            ],
        };
    }
}
