using System.Globalization;
using System.Text;

namespace PeakTrade.Configuration;

/// <summary>Writes a table as TOML 1.0 that reads back as the same table: values first, then a header for each table.</summary>
public static class TomlWriter
{
    /// <summary>The table as a document; lines end with a line feed.</summary>
    public static string Write(TomlTable table)
    {
        var text = new StringBuilder();
        WriteBody(text, table, path: "");
        return text.ToString();
    }

    /// <summary>A value as TOML writes it.</summary>
    internal static string Format(object value) => value switch
    {
        string s => Quoted(s),
        bool b => b ? "true" : "false",
        double d => Format(d),
        DateTime t => t.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>A text as a basic string.</summary>
    internal static string Quoted(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\x7F' => text.Append($"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }

    private static void WriteBody(StringBuilder text, TomlTable table, string path)
    {
        foreach (var (key, node) in table)
        {
            if (node is TomlTable || IsOfTables(node)) continue;
            text.Append(Key(key)).Append(" = ");
            WriteInline(text, node);
            text.Append('\n');
        }

        foreach (var (key, node) in table)
        {
            var name = path.Length == 0 ? Key(key) : $"{path}.{Key(key)}";
            if (node is TomlTable inner)
            {
                WriteHeader(text, $"[{name}]");
                WriteBody(text, inner, name);
            }
            else if (IsOfTables(node))
            {
                foreach (var item in (TomlArray)node)
                {
                    WriteHeader(text, $"[[{name}]]");
                    WriteBody(text, (TomlTable)item, name);
                }
            }
        }
    }

    private static void WriteHeader(StringBuilder text, string header)
    {
        if (text.Length > 0) text.Append('\n');
        text.Append(header).Append('\n');
    }

    private static void WriteInline(StringBuilder text, TomlNode node)
    {
        switch (node)
        {
            case TomlValue value:
                text.Append(Format(value.Value));
                break;
            case TomlArray array:
                text.Append('[');
                for (var i = 0; i < array.Count; i++)
                {
                    if (i > 0) text.Append(", ");
                    WriteInline(text, array[i]);
                }

                text.Append(']');
                break;
            case TomlTable table:
                var separator = "{ ";
                foreach (var (key, inner) in table)
                {
                    text.Append(separator).Append(Key(key)).Append(" = ");
                    WriteInline(text, inner);
                    separator = ", ";
                }

                text.Append(table.Count == 0 ? "{}" : " }");
                break;
        }
    }

    private static bool IsOfTables(TomlNode node) => node is TomlArray { Count: > 0 } array && array.All(item => item is TomlTable);

    internal static string Key(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? key : Quoted(key);

    // A float without point or exponent would read back as an integer.
    private static string Format(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }
}
