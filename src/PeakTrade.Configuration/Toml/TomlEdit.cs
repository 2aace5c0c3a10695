namespace PeakTrade.Configuration;

/// <summary>
/// Sets values in a TOML text that a person keeps: everything else stays byte for byte, comments, order, blanks and line ends. A missing key
/// is put at the end of its table, a missing table at the end of the text.
/// </summary>
public static class TomlEdit
{
    /// <summary>
    /// The text with these values set. A path is written as TOML writes a dotted key: <c>strategy.ma_crossover.fast_window</c>, <c>tags."my.tag"</c>.
    /// A value is a text, a number, true or false, a date or a time. A number that stands with a point keeps it: 3 becomes 3.0.
    /// </summary>
    public static string Set(string text, IReadOnlyList<(string Path, object Value)> values, string? fileName = null)
    {
        var mark = text.StartsWith('\uFEFF') ? text[..1] : "";
        text = text[mark.Length..];
        foreach (var (path, value) in values)
        {
            var scalar = TomlConversion.ToNode(value, overrideKey: null) as TomlValue ?? throw new ArgumentException($"{path}: a {value?.GetType().Name ?? "null"} is no single value.");
            text = Set(text, NamesOf(path), path, scalar, fileName);
        }

        return mark + text;
    }

    private static string Set(string text, string[] names, string path, TomlValue value, string? fileName)
    {
        var document = TomlReader.ParseDocument(text, fileName);
        var spot = TomlSpot.Find(document.Root, names);
        if (spot.Node is null) return new TomlInsertion(text, document.Root).Insert(spot, names, value.Value);
        // Tables and lists under a header are not one stretch of text that a value could take the place of.
        if (spot.Node.EndOffset <= spot.Node.Mark.Offset || spot.IsInTheWay)
            throw FaultCatalogue.ConfigInvalid.Because($"{path} cannot be set: {string.Join('.', names[..spot.Depth])} is {Section.Shown(spot.Node)}.", "Change the file by hand.", new Place(fileName, spot.Node.Line, spot.Node.Column), fileName);

        var (start, end) = (spot.Node.Mark.Offset, spot.Node.EndOffset);
        var old = (spot.Node as TomlValue)?.Value;
        var wanted = old is double && value.Value is long whole && (long)(double)whole == whole ? (double)whole : value.Value;
        return old is not null && IsSame(old, wanted) ? text : string.Concat(text.AsSpan(0, start), Written(wanted, text.AsSpan(start, end - start)), text.AsSpan(end));
    }

    private static string Written(object value, ReadOnlySpan<char> old)
    {
        var isLiteral = old[0] == '\'' && value is string text && text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && text.AsSpan().IndexOfAny('\'', '\u007F') < 0;
        return isLiteral ? $"'{value}'" : TomlWriter.Format(value);
    }

    // Bits, so that 0.0 and -0.0 are two values and a NaN is one.
    private static bool IsSame(object old, object wanted) =>
        old is double a && wanted is double b ? (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) : old.Equals(wanted);

    private static string[] NamesOf(string path)
    {
        var names = new List<string>();
        try
        {
            // The reader of documents reads it; on one line, so that it is a key and nothing before.
            TomlNode? node = path.AsSpan().IndexOfAny('\n', '\r') < 0 ? TomlReader.Parse($"{path} = 0") : null;
            while (node is TomlTable { Count: 1 } table)
            {
                names.Add(table.Keys.First());
                node = table.Values.First();
            }

            if (node is TomlValue { Value: 0L }) return [.. names];
        }
        catch (PeakTradeException)
        {
            // Said below, in words of the path and not of a file.
        }

        throw new ArgumentException($"\"{path}\" is no key of a setting; write it like strategy.ma_crossover.fast_window.");
    }
}

/// <summary>How far a path leads in a document.</summary>
/// <param name="Tables">The tables on the way, the top-level one first.</param>
/// <param name="Depth">How many names of the path lead to the last table, or to the node.</param>
/// <param name="Node">What stands at the path, or in its way; null where there is nothing.</param>
/// <param name="IsInTheWay">Whether the path would go on through the node, which is no table.</param>
internal sealed record TomlSpot(IReadOnlyList<TomlTable> Tables, int Depth, TomlNode? Node, bool IsInTheWay)
{
    public static TomlSpot Find(TomlTable root, ReadOnlySpan<string> names)
    {
        var tables = new List<TomlTable> { root };
        for (var depth = 0; depth < names.Length; depth++)
        {
            if (!tables[^1].TryGetValue(names[depth], out var node)) return new(tables, depth, null, false);
            if (depth == names.Length - 1) return new(tables, depth + 1, node, false);
            if (node is not TomlTable table) return new(tables, depth + 1, node, true);
            tables.Add(table);
        }

        throw new ArgumentException("a path has at least one name");
    }
}
