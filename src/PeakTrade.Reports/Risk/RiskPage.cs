namespace PeakTrade.Reports;

/// <summary>A risk report as one HTML page that needs nothing else.</summary>
internal static class RiskPage
{
    private const double FullHeat = 0.1;
    private const int HeatSteps = 5;

    public static void Write(RiskReport report, IReadOnlyList<RiskSection> sections, TextWriter to)
    {
        var page = new ReportPage
        {
            Title = $"{report.Result.Strategy} on {report.Result.Symbol}",
            Kind = "Risk report",
            Foot = report.Result.DataHash.Length > 0 ? $"PeakTrade. SHA-256 of the bars: {report.Result.DataHash}; of the configuration: {report.Result.ConfigHash}" : "PeakTrade.",
            Facts = RiskCharts.Facts(report),
        };
        foreach (var section in sections) page.Add(section.Key, section.Title, markup => Write(markup, section, report.Gaps));
        page.Write(to);
    }

    private static void Write(Markup to, RiskSection section, IReadOnlyList<RiskGap> gaps)
    {
        if (section.Lead.Length > 0) to.Element("p", section.Lead, ("class", "lead"));
        section.Draw?.Invoke(to);
        if (section.Facts.Count > 0) Facts(to, section.Facts.Where(f => f.ForPeople));
        foreach (var table in section.Tables)
        {
            if (table is { ForPeople: true, Rows.Count: > 0 }) Table(to, table);
        }

        var missing = gaps.Where(g => g.Section == section.Key).ToList();
        if (missing.Count == 0) return;
        to.Open("details").Element("summary", $"Undefined here: {string.Join(", ", missing.Select(g => section.NameOf(g.Figure)).Distinct(StringComparer.Ordinal))}").Open("ul");
        foreach (var gap in missing) to.Element("li", $"{section.NameOf(gap.Figure)}: {gap.Reason}");
        to.Close().CloseLine();
    }

    /// <summary>Figures as tiles.</summary>
    public static void Facts(Markup to, IEnumerable<RiskFact> facts)
    {
        to.Open("div", ("class", "figures"));
        foreach (var fact in facts)
        {
            var text = CellText.ForPeople(fact.Kind, fact.Value);
            to.Open("div", ("class", "figure")).Element("span", fact.Name).Element("b", text, ("class", text == CellText.Undefined ? "none" : null));
            if (fact.Meaning.Length > 0) to.Element("small", fact.Meaning);
            to.CloseLine();
        }

        to.CloseLine();
    }

    /// <summary>A table, under its title.</summary>
    public static void Table(Markup to, RiskTable table)
    {
        var hot = table.Columns.Any(c => c.Kind == CellKind.Heat);
        if (table.Title.Length > 0) to.Element("h3", table.Title);
        to.Open("div", ("class", "scroll")).Open("table", ("class", hot ? "wide heat" : "wide")).Open("thead").Open("tr");
        foreach (var column in table.Columns.Where(c => c.ForPeople)) to.Element("th", column.Head, ("class", IsNumber(column) ? "number" : null), ("scope", "col"));
        to.Close().Close().Open("tbody");
        foreach (var row in table.Few ?? table.Rows)
        {
            to.Open("tr");
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var column = table.Columns[i];
                if (!column.ForPeople) continue;
                var text = row.Text(i, column.Kind);
                var (blank, wide) = (column.Kind == CellKind.Heat && text == CellText.Undefined, column.Kind == CellKind.Text && text.Length > 40);
                to.Element("td", blank ? "" : text, ("class", column.Kind == CellKind.Heat ? $"number{Heat(row.Cells[i])}" : IsNumber(column) ? "number" : wide ? "long" : null));
            }

            to.CloseLine();
        }

        to.Close().Close().CloseLine();
    }

    private static bool IsNumber(RiskColumn column) => column.Kind is not (CellKind.Text or CellKind.Time);

    // Five steps each way; the colours stand in the style sheet.
    private static string Heat(object? value) =>
        value is double number && number != 0 && !double.IsNaN(number) ? $" {(number > 0 ? "gain" : "fall")}{Math.Clamp((int)Math.Ceiling(Math.Abs(number) / FullHeat * HeatSteps), 1, HeatSteps)}" : "";
}
