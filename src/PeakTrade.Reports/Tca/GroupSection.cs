namespace PeakTrade.Reports;

/// <summary>The costs by instrument, side, kind, hour, weekday, month and size.</summary>
internal static class GroupSection
{
    private const int MostBars = 25;
    private const int MostRows = 200;
    private const int Long = 25;

    public static Action<Markup> Write(TcaReport report) => to =>
    {
        foreach (var grouping in report.Groups.GroupBy(group => group.By))
        {
            to.Element("h3", TcaText.Heading(grouping.Key));
            var groups = grouping.ToList();
            if (grouping.Key == TcaGrouping.Symbol)
            {
                groups = [.. groups.OrderByDescending(group => group.Costs.Shortfall)];
                if (groups.Count > 1) Chart(to, groups);
            }

            if (groups.Count > Long) to.Open("details").Element("summary", $"All {NumberText.Count(groups.Count)}{(groups.Count > MostRows ? $", of which {MostRows} are shown; tca_summary.csv holds all" : "")}");
            TcaTable.OpenWide(to, TcaTable.CostColumns);
            foreach (var group in groups.Take(MostRows)) TcaTable.Costs(to, group.Name, group.Costs);
            TcaTable.Close(to);
            if (groups.Count > Long) to.CloseLine();
        }
    };

    private static void Chart(Markup to, List<TcaGroup> groups)
    {
        to.Element("p", groups.Count > MostBars ? $"The {MostBars} of {NumberText.Count(groups.Count)} that cost most." : "What each cost.", ("class", "lead"));
        new SignedBars("Shortfall by instrument", [.. groups.Take(MostBars).Select(g => (g.Name, g.Costs.Shortfall, $"{TcaText.Money(g.Costs.Shortfall)} ({TcaText.Bps(g.Costs.ShortfallBps)} bps)"))], 900, "f6").Draw(to);
    }
}
