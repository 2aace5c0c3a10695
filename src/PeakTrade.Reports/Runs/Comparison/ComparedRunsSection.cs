namespace PeakTrade.Reports;

/// <summary>Which runs there are, and what they are called on the page.</summary>
internal static class ComparedRunsSection
{
    public static Action<Markup> Write(IReadOnlyList<RunAmong> runs, RunChance? chance) => to =>
    {
        if (chance is not null) to.Element("p", $"{chance.Best.Letter} has the highest Sharpe ratio, {CellText.ForPeople(CellKind.Number, chance.Best.Run.Sharpe)}{chance.Finding}.", ("class", "verdict"));
        to.BeginTable("sortable wide", ("Run", false), ("Strategy", false), ("Instrument", false), ("From", false), ("To", false), ("Bars", true), ("Return", true), ("Sharpe", true), ("Run id", false));
        foreach (var compared in runs)
        {
            var run = compared.Run;
            to.Open("tr").Open("td");
            Sign(to, compared);
            to.Close().TextCell(run.Strategy).TextCell(run.Symbol).Cell(CellKind.Time, run.Start).Cell(CellKind.Time, run.End).Cell(CellKind.Count, run.Bars);
            to.Cell(CellKind.Percent, run.TotalReturn).Cell(CellKind.Number, run.Sharpe).Element("td", run.RunId is { } id ? $"{id:D}"[..8] : "not stored", ("title", run.RunId is { } whole ? $"{whole:D}" : null)).CloseLine();
        }

        to.EndTable();
    };

    /// <summary>A run's letter beside the line that it is drawn with.</summary>
    public static void Sign(Markup to, RunAmong run)
    {
        to.Open("span", ("class", "key")).Open("svg", ("width", 20), ("height", 12), ("viewBox", "0 0 20 12"), ("aria-hidden", "true")).Empty("path", ("class", $"line {run.Style}"), ("d", "M1 6H19")).Close();
        to.Element("b", run.Letter).Close();
    }
}
