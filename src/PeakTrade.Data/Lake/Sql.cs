namespace PeakTrade.Data.Lake;

/// <summary>How texts and names of ours stand in SQL.</summary>
internal static class Sql
{
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Text))}]";

    public static string Names(IEnumerable<LakeColumn> columns) => string.Join(", ", columns.Select(c => Name(c.Name)));
}
