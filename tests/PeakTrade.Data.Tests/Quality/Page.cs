namespace PeakTrade.Data.Tests.Quality;

/// <summary>The tables of <c>docs/data-contracts.md</c>.</summary>
internal static class Page
{
    public static string Text { get; } = Read();

    /// <summary>The cells of the one table with that head.</summary>
    public static IReadOnlyList<string[]> Rows(params string[] head)
    {
        var lines = Text.Split('\n');
        var at = Array.FindIndex(lines, line => Cells(line).SequenceEqual(head));
        return [.. lines.Skip(at + 2).TakeWhile(line => at >= 0 && line.StartsWith('|')).Select(Cells)];
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];

    private static string Read()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PeakTrade.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", "data-contracts.md"));
    }
}
