namespace PeakTrade.Configuration;

/// <summary>Puts a key into a TOML text that lacks it.</summary>
internal sealed class TomlInsertion(string text, TomlTable root)
{
    private readonly string _newline = text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var at && text[at - 1] == '\r' ? "\r\n" : "\n";

    public string Insert(TomlSpot spot, string[] names, object value)
    {
        // A table made by dotted keys has no place of its own: its keys stand in the table that the dotted key stands in.
        var depth = spot.Depth;
        while (spot.Tables[depth].Origin == TomlTableOrigin.Dotted) depth--;
        var owner = spot.Tables[depth];
        var entry = $"{Dotted(names[depth..])} = {TomlWriter.Format(value)}";

        if (owner.Origin == TomlTableOrigin.Inline) return InInlineTable(owner, entry);
        var isOwnKey = depth == names.Length - 1 || depth < spot.Depth;
        if (ReferenceEquals(owner, root)) return isOwnKey ? AtTop(entry) : InNewTable(names, value);
        return isOwnKey && owner.Origin == TomlTableOrigin.Header ? InTable(owner, entry) : InNewTable(names, value);
    }

    private string InInlineTable(TomlTable table, string entry)
    {
        if (LastOf(table) is { } last) return text.Insert(last, $", {entry}");
        var isTight = table.EndOffset == table.Mark.Offset + 2;
        return text.Insert(table.Mark.Offset + 1, isTight ? $" {entry} " : $" {entry}");
    }

    // Keys of no table stand before the first header, and before the comment that belongs to it.
    private string AtTop(string entry)
    {
        if (LastOf(root) is { } last) return AfterLineOf(last, IndentOf(root) + entry);
        if (FirstHeader() is not { } header) return AtEnd(entry, "");

        var at = StartOfLine(header);
        while (at > 0 && text.AsSpan(StartOfLine(at - 1), at - StartOfLine(at - 1)).TrimStart(" \t") is ['#', ..]) at = StartOfLine(at - 1);
        return text.Insert(at, entry + _newline + _newline);
    }

    private string InTable(TomlTable table, string entry) => AfterLineOf(LastOf(table) ?? table.Mark.Offset, IndentOf(table) + entry);

    private string InNewTable(string[] names, object value) =>
        AtEnd($"[{Dotted(names[..^1])}]{_newline}{TomlWriter.Key(names[^1])} = {TomlWriter.Format(value)}", _newline);

    private string AtEnd(string lines, string gap)
    {
        if (string.IsNullOrWhiteSpace(text)) return text + lines + _newline;
        var endsLine = text.EndsWith('\n');
        var isParted = endsLine && text.AsSpan(StartOfLine(text.Length - 1)).IsWhiteSpace();
        return $"{text}{(endsLine ? "" : _newline)}{(isParted ? "" : gap)}{lines}{(endsLine ? _newline : "")}";
    }

    private string AfterLineOf(int offset, string line)
    {
        var end = text.IndexOf('\n', offset);
        if (end < 0) return text + _newline + line;
        return text.Insert(end + 1, line + (text[end - 1] == '\r' ? "\r\n" : "\n"));
    }

    /// <summary>Where the last value of a table's own keys ends; null where it has none. Tables under headers of their own stand elsewhere.</summary>
    private static int? LastOf(TomlTable table) => OwnValues(table).Select(node => (int?)node.EndOffset).Max();

    private static IEnumerable<TomlNode> OwnValues(TomlTable table) => table.Values.SelectMany(node => node switch
    {
        TomlTable { Origin: TomlTableOrigin.Dotted } dotted => OwnValues(dotted),
        TomlTable { Origin: TomlTableOrigin.Header or TomlTableOrigin.Implicit } or TomlArray { IsOfHeaders: true } => [],
        _ => [node],
    });

    private string IndentOf(TomlTable table)
    {
        var first = OwnValues(table).Select(node => (int?)node.Mark.Offset).Min() ?? table.Mark.Offset;
        var start = StartOfLine(first);
        return text[start..(start + text.AsSpan(start).IndexOfAnyExcept(" \t"))];
    }

    private int? FirstHeader() => Headers(root).Select(offset => (int?)offset).Min();

    private static IEnumerable<int> Headers(TomlTable table) => table.Values.SelectMany(node => node switch
    {
        TomlArray { IsOfHeaders: true } array => [array.Mark.Offset],
        TomlTable { Origin: TomlTableOrigin.Header } inner => Headers(inner).Prepend(inner.Mark.Offset),
        TomlTable { Origin: not TomlTableOrigin.Inline } inner => Headers(inner),
        _ => (IEnumerable<int>)[],
    });

    private int StartOfLine(int offset) => offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;

    private static string Dotted(IEnumerable<string> names) => string.Join('.', names.Select(TomlWriter.Key));
}
