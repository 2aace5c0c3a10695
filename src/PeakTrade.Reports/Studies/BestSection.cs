namespace PeakTrade.Reports;

/// <summary>The best trial: its values, its parameters, and the line that runs it again.</summary>
internal static class BestSection
{
    public static Action<Markup> Write(StudyView view) => to =>
    {
        if (view.Study.BestTrial is not { } best)
        {
            to.Element("p", WhyNone(view), ("class", "lead"));
            return;
        }

        to.Open("div", ("class", "figures"));
        foreach (var objective in view.Objectives)
        {
            to.Open("div", ("class", "figure")).Element("span", objective.Axis.Title).Element("b", NumberText.Of(objective.ValueOf(best)));
            to.Element("small", $"Trial {best.Number}; the first is 0.").CloseLine();
        }

        to.Close().Element("h3", "Parameters").Open("div", ("class", "scroll")).Open("table");
        to.Open("thead").Open("tr").Element("th", "Parameter").Element("th", "Best value", ("class", "number")).Element("th", "Searched").Close().Close().Open("tbody");
        foreach (var (name, value) in best.Parameters)
        {
            to.Open("tr").Element("td", name).Element("td", NumberText.OfValue(value), ("class", "number"));
            to.Element("td", RangeOf(view, name), ("class", "long quiet")).CloseLine();
        }

        to.Close().Close().Close();
        to.Open("div", ("class", "line-to-copy")).Element("pre", PowerShellLine.Of(best)).Element("button", "Copy", ("class", "copy"), ("type", "button")).Close();
    };

    private static string WhyNone(StudyView view) =>
        view.Trials.Count == 0 ? "The study has no trials yet."
        : view.Complete.Count == 0 ? "No trial is complete, so there is no best one."
        : view.Feasible.Count == 0 ? "Every complete trial breaks a constraint, so there is no best one."
        : "No trial has a value that is a number, so there is no best one.";

    private static string RangeOf(StudyView view, string name)
    {
        if (view.Study.Searched.FirstOrDefault(p => p.Name == name) is not { } searched)
            return view.Columns.Any(c => c.Name == name) ? "" : "fixed";
        return searched.Choices.Count > 0 ? string.Join(" | ", searched.Choices.Select(NumberText.OfValue))
            : searched is { Low: { } low, High: { } high } ? $"{NumberText.Of(low)} to {NumberText.Of(high)}{(searched.Log ? ", logarithmic" : "")}" : "";
    }
}
