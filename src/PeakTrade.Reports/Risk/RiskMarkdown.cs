namespace PeakTrade.Reports;

/// <summary>A risk report as Markdown: tables that are read as they stand.</summary>
internal static class RiskMarkdown
{
    public static void Write(RiskReport report, IReadOnlyList<RiskSection> sections, TextWriter to)
    {
        to.Write($"# Risk report: {Cell(report.Result.Strategy)} on {Cell(report.Result.Symbol)}\n");
        foreach (var section in sections)
        {
            to.Write($"\n## {section.Title}\n");
            if (section.Lead.Length > 0) to.Write($"\n{Cell(section.Lead)}\n");
            if (section.Facts.Count > 0)
                Table(to, [("Figure", false), ("Value", true)], section.Facts.Select(f => new[] { f.Name, CellText.ForPeople(f.Kind, f.Value) }));
            foreach (var table in section.Tables.Where(t => t is { ForPeople: true, Rows.Count: > 0 }))
            {
                if (table.Title.Length > 0) to.Write($"\n### {Cell(table.Title)}\n");
                Table(to, [.. table.Columns.Select(c => (c.Head, c.Kind is not (CellKind.Text or CellKind.Time)))], (table.Few ?? table.Rows).Select(r => table.Columns.Select((c, i) => CellText.ForPeople(c.Kind, r.Cells[i])).ToArray()));
            }

            var missing = report.Gaps.Where(g => g.Section == section.Key).ToList();
            if (missing.Count > 0) to.Write("\nUndefined:\n\n");
            foreach (var gap in missing) to.Write($"- {Cell(gap.Figure.Replace('_', ' '))}: {Cell(gap.Reason)}\n");
        }
    }

    private static void Table(TextWriter to, IReadOnlyList<(string Head, bool IsNumber)> columns, IEnumerable<string[]> rows)
    {
        to.Write($"\n| {string.Join(" | ", columns.Select(c => Cell(c.Head)))} |\n|{string.Concat(columns.Select(c => c.IsNumber ? "---:|" : "---|"))}\n");
        foreach (var row in rows) to.Write($"| {string.Join(" | ", row.Select(Cell))} |\n");
    }

    // A name may hold what Markdown or HTML would take for its own; control characters would break the line.
    private static string Cell(string text) => string.Concat(text.Select(c => c switch
    {
        '|' => "\\|",
        '\\' => "\\\\",
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '*' or '_' or '`' or '[' or ']' => $"\\{c}",
        _ when char.IsControl(c) => " ",
        _ => $"{c}",
    }));
}
