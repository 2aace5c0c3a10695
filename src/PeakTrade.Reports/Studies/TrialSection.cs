using System.Globalization;

namespace PeakTrade.Reports;

/// <summary>The best trials as a table.</summary>
internal static class TrialSection
{
    private const int Most = 20;

    public static Action<Markup> Write(StudyView view) => to =>
    {
        var best = view.Best.Take(Most).ToList();
        if (best.Count == 0)
        {
            to.Element("p", "No trial is complete.", ("class", "lead"));
            return;
        }

        var order = view.Objectives.Count > 1 ? "those of the front first" : "the best first";
        to.Element("p", $"{NumberText.Count(best.Count, "trial")} of {NumberText.Count(view.Complete.Count, "complete trial")}, {order}. A column's name sorts by it.", ("class", "lead"));
        to.Open("div", ("class", "scroll")).Open("table", ("class", "sortable wide")).Open("thead").Open("tr");
        Head(to, "Trial", number: true);
        foreach (var objective in view.Objectives) Head(to, objective.Name, number: true);
        if (view.Complete.Any(t => t.Constraints.Count > 0)) Head(to, "Constraints", number: false);
        foreach (var column in view.Columns) Head(to, column.Name, !column.IsChoice);
        to.Close().Close().Open("tbody");
        foreach (var trial in best) Row(to, view, trial);
        to.Close().Close().Close();
    };

    private static void Head(Markup to, string name, bool number) =>
        to.Open("th", ("class", number ? "number" : null), ("scope", "col")).Element("button", NumberText.CutName(name, 32), ("type", "button"), ("title", name.Length > 32 ? name : null)).Close();

    private static void Row(Markup to, StudyView view, StudyTrial trial)
    {
        to.Open("tr", ("data-k", trial.Number));
        Cell(to, trial.Number.ToString(CultureInfo.InvariantCulture), trial.Number);
        foreach (var objective in view.Objectives) Cell(to, NumberText.Of(objective.ValueOf(trial)), objective.ValueOf(trial));
        if (view.Complete.Any(t => t.Constraints.Count > 0)) to.Element("td", Kept(view, trial));
        foreach (var column in view.Columns)
        {
            if (column.IsChoice) to.Element("td", NumberText.Cut(column.TextOf(trial), 60));
            else Cell(to, column.TextOf(trial), column.NumberOf(trial));
        }

        to.CloseLine();
    }

    private static string Kept(StudyView view, StudyTrial trial)
    {
        if (trial.IsFeasible) return "kept";
        var broken = trial.Constraints.Select((by, i) => (by, i)).Where(c => !(c.by <= 0)).Select(c => $"{(c.i < view.Study.Constraints.Count ? view.Study.Constraints[c.i] : $"constraint {c.i + 1}")} by {NumberText.Of(c.by)}");
        return $"broken: {string.Join(", ", broken)}";
    }

    private static void Cell(Markup to, string text, double number) => to.Element("td", text, ("class", "number"), ("data-v", number.ToString("R", CultureInfo.InvariantCulture)));
}
