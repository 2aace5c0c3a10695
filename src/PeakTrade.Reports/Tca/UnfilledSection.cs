namespace PeakTrade.Reports;

/// <summary>What was wanted and not had.</summary>
internal static class UnfilledSection
{
    private const int Most = 30;

    public static Action<Markup> Write(TcaReport report) => to =>
    {
        to.Element("p", "Reasons that differ in their numbers only (#) are counted together. A level that is cancelled was not needed any more.", ("class", "lead"));
        TcaTable.Open(to, "Why", "Ended", "Kind", " Orders");
        foreach (var unfilled in report.Unfilled.Take(Most))
        {
            to.Open("tr").Element("td", NumberText.Cut(unfilled.Reason, 300), ("class", "long")).Element("td", TcaText.Word(unfilled.Status)).Element("td", TcaText.Word(unfilled.Kind));
            to.Element("td", NumberText.Count(unfilled.Orders), ("class", "number")).CloseLine();
        }

        TcaTable.Close(to);
        if (report.Unfilled.Count > Most) to.Element("p", $"And {NumberText.Count(report.Unfilled.Count - Most, "further reason")}; tca_summary.csv holds all.", ("class", "lead"));
    };
}
