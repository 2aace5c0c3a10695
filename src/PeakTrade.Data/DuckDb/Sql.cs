namespace PeakTrade.Data.DuckDb;

/// <summary>How texts and names of ours stand in SQL.</summary>
internal static class Sql
{
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A file's path where DuckDB would take its *, ? and [ for wildcards.</summary>
    public static string File(string path) =>
        Text(path.AsSpan().ContainsAny("*?[") ? string.Concat(path.Select(character => character is '*' or '?' or '[' ? $"[{character}]" : $"{character}")) : path);

    public static string Files(IEnumerable<string> paths) => $"[{string.Join(", ", paths.Select(File))}]";

    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Text))}]";
}
