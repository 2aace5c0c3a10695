namespace PeakTrade.Reports;

/// <summary>A risk report as CSV, a figure a line: <c>section,name,value</c>. Undefined figures are empty.</summary>
internal static class RiskCsv
{
    public static void Write(IReadOnlyList<RiskSection> sections, TextWriter to)
    {
        to.Write("section,name,value\n");
        foreach (var section in sections)
        {
            foreach (var fact in section.Facts) Line(to, section.Key, fact.Key, fact.Value);
            foreach (var table in section.Tables.Where(t => t.ForCsv))
            {
                var prefix = table.Key == section.Key ? "" : $"{table.Key}.";
                foreach (var row in table.Rows)
                {
                    for (var i = 0; i < table.Columns.Count; i++) Line(to, section.Key, $"{prefix}{row.Key}.{table.Columns[i].Key}", row.Cells[i]);
                }
            }
        }
    }

    private static void Line(TextWriter to, string section, string name, object? value) => to.Write($"{CellText.ForCsv(section)},{CellText.ForCsv(name)},{CellText.ForCsv(value)}\n");
}
