namespace PeakTrade.Reports;

/// <summary>A risk report as Markdown: tables that are read as they stand.</summary>
internal static class RiskMarkdown
{
    public static void Write(RiskReport report, IReadOnlyList<RiskSection> sections, TextWriter to)
    {
        to.Write($"# Risk report: {MarkdownText.Of(report.Result.Strategy)} on {MarkdownText.Of(report.Result.Symbol)}\n");
        foreach (var section in sections)
        {
            to.Write($"\n## {section.Title}\n");
            if (section.Lead.Length > 0) to.Write($"\n{MarkdownText.Of(section.Lead.Trim())}\n");
            if (section.Facts.Count > 0)
                Table(to, [("Figure", false), ("Value", true)], section.Facts.Where(f => f.ForPeople).Select(f => new[] { f.Name, CellText.ForPeople(f.Kind, f.Value) }));
            foreach (var table in section.Tables.Where(t => t is { ForPeople: true, Rows.Count: > 0 }))
            {
                if (table.Title.Length > 0) to.Write($"\n### {MarkdownText.Of(table.Title)}\n");
                Table(to, [.. table.Columns.Where(c => c.ForPeople).Select(c => (c.Head, c.Kind is not (CellKind.Text or CellKind.Time)))], (table.Few ?? table.Rows).Select(r => Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].ForPeople).Select(i => r.Text(i, table.Columns[i].Kind)).ToArray()));
            }

            var missing = report.Gaps.Where(g => g.Section == section.Key).ToList();
            if (missing.Count > 0) to.Write("\nUndefined:\n\n");
            foreach (var gap in missing) to.Write($"- {MarkdownText.Of(section.NameOf(gap.Figure))}: {MarkdownText.Of(gap.Reason)}\n");
        }
    }

    private static void Table(TextWriter to, IReadOnlyList<(string Head, bool IsNumber)> columns, IEnumerable<string[]> rows)
    {
        to.Write($"\n| {string.Join(" | ", columns.Select(c => MarkdownText.Of(c.Head)))} |\n|{string.Concat(columns.Select(c => c.IsNumber ? "---:|" : "---|"))}\n");
        foreach (var row in rows) to.Write($"| {string.Join(" | ", row.Select(MarkdownText.Of))} |\n");
    }
}
