namespace PeakTrade.Reports;

/// <summary>How much of the spread of the first objective each parameter explains.</summary>
internal static class ImportanceSection
{
    public static Action<Markup> Write(StudyView view) => to =>
    {
        if (view.Study.Importances.Count == 0)
        {
            to.Element("p", "Not known: too few complete trials, or values that do not differ.", ("class", "lead"));
            return;
        }

        to.Element("p", $"How much of the spread of {view.Study.Objectives[0]} each parameter explains.", ("class", "lead"));
        new BarChart("Importance of each parameter", [.. view.Study.Importances.Select(i => (i.Parameter, i.Importance, NumberText.Percent(i.Importance)))], 760).Draw(to);
    };
}
