namespace PeakTrade.Reports;

/// <summary>Parameters and inputs side by side, those that differ marked.</summary>
internal static class ComparedParametersSection
{
    private const int LongestValue = 60;
    private const int FirstCharacters = 8;

    public static Action<Markup> Write(IReadOnlyList<RunAmong> runs) => to =>
    {
        var rows = new List<(string Name, Func<BacktestResult, string> Value)> { ("strategy", r => r.Strategy), ("instrument", r => r.Symbol) };
        foreach (var name in runs.SelectMany(r => r.Run.Parameters.Keys).Distinct(StringComparer.Ordinal)) rows.Add((name, r => r.Parameters.TryGetValue(name, out var value) ? NumberText.OfValue(value) : ""));
        rows.Add(("execution", r => CellText.Word(r.Execution)));
        rows.Add(("data's SHA-256", r => First(r.DataHash)));
        rows.Add(("configuration's SHA-256", r => First(r.ConfigHash)));
        to.Element("p", "Rows in which runs differ are marked. Hashes are shown by their first characters.", ("class", "lead"));
        foreach (var some in runs.Chunk(ComparedFiguresSection.Beside))
        {
            ComparedFiguresSection.Head(to, "", some);
            foreach (var (name, value) in rows)
            {
                to.Open("tr", ("class", runs.Select(r => value(r.Run)).Distinct(StringComparer.Ordinal).Count() > 1 ? "differs" : null)).Element("td", name);
                foreach (var run in some) to.Element("td", value(run.Run) is { Length: > 0 } text ? NumberText.Cut(text, LongestValue) : CellText.Undefined, ("class", "number"));
                to.CloseLine();
            }

            to.EndTable();
        }
    };

    private static string First(string hash) => hash.Length > FirstCharacters ? hash[..FirstCharacters] : hash;
}
