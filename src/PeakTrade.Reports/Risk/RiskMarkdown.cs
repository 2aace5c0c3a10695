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
            if (section.Lead.Length > 0) to.Write($"\n{Cell(section.Lead.Trim())}\n");
            if (section.Facts.Count > 0)
                Table(to, [("Figure", false), ("Value", true)], section.Facts.Where(f => f.ForPeople).Select(f => new[] { f.Name, CellText.ForPeople(f.Kind, f.Value) }));
            foreach (var table in section.Tables.Where(t => t is { ForPeople: true, Rows.Count: > 0 }))
            {
                if (table.Title.Length > 0) to.Write($"\n### {Cell(table.Title)}\n");
                Table(to, [.. table.Columns.Where(c => c.ForPeople).Select(c => (c.Head, c.Kind is not (CellKind.Text or CellKind.Time)))], (table.Few ?? table.Rows).Select(r => Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].ForPeople).Select(i => r.Text(i, table.Columns[i].Kind)).ToArray()));
            }

            var missing = report.Gaps.Where(g => g.Section == section.Key).ToList();
            if (missing.Count > 0) to.Write("\nUndefined:\n\n");
            foreach (var gap in missing) to.Write($"- {Cell(section.NameOf(gap.Figure))}: {Cell(gap.Reason)}\n");
        }
    }

    private static void Table(TextWriter to, IReadOnlyList<(string Head, bool IsNumber)> columns, IEnumerable<string[]> rows)
    {
        to.Write($"\n| {string.Join(" | ", columns.Select(c => Cell(c.Head)))} |\n|{string.Concat(columns.Select(c => c.IsNumber ? "---:|" : "---|"))}\n");
        foreach (var row in rows) to.Write($"| {string.Join(" | ", row.Select(Cell))} |\n");
    }

    // A name may hold what Markdown or HTML would take for its own; control characters would break the line.
    private static string Cell(string text) => string.Concat(text.Select((c, i) => c switch
    {
        '|' => "\\|",
        '\\' => "\\\\",
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        // Inside a word it is a letter like others: ma_crossover.
        '_' when i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]) => "_",
        '*' or '_' or '`' or '[' or ']' => $"\\{c}",
        _ when char.IsControl(c) => " ",
        _ => $"{c}",
    }));
}
