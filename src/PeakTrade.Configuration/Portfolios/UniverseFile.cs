namespace PeakTrade.Configuration;

/// <summary>
/// Reads the instruments of a universe: one a line or several with commas between them, <c>#</c> before a comment; or a CSV with a column named symbol or ticker.
/// </summary>
public static class UniverseFile
{
    private const int MaxBytes = 1 << 20;

    internal static readonly string[] SymbolNames = ["symbol", "ticker"];

    /// <summary>Reads a text; the symbols come in its order.</summary>
    public static IReadOnlyList<string> Read(string text, string? fileName = null)
    {
        var reading = new ListReading(fileName);
        var firstAt = new Dictionary<string, int>(StringComparer.Ordinal);
        var symbols = new List<string>();
        foreach (var field in Fields(text, reading))
        {
            if (!reading.IsName(field, "The symbol")) continue;
            if (firstAt.TryAdd(field.Text, field.Line)) symbols.Add(field.Text);
            else reading.Fault(field, $"\"{field.Text}\" stands on line {firstAt[field.Text]} already.", "Keep one of the two.");
        }

        reading.Close();
        return symbols.Count > 0 ? symbols : throw FaultCatalogue.ConfigInvalid.Because("The universe names no symbol.", "Write one symbol a line.", new Place(fileName), fileName);
    }

    /// <summary>Reads a file.</summary>
    public static IReadOnlyList<string> ReadFile(string path) => Read(TomlReader.Decode(ConfigReader.ReadBytes(path, MaxBytes, "universe"), path), path);

    private static IEnumerable<ListField> Fields(string text, ListReading reading)
    {
        char delimiter = default;
        var (column, width) = (-1, 0);
        var isFirst = true;
        foreach (var line in ListReading.Lines(text))
        {
            if (isFirst && Header(line, out delimiter, out column, out width))
            {
                isFirst = false;
                continue;
            }

            isFirst = false;
            if (column < 0)
            {
                // A comma at the end of a line, or two in a row, name nothing.
                foreach (var field in reading.Split(WithoutComment(line), ',', ';', '\t').Where(f => f.Text.Length > 0)) yield return field;
                continue;
            }

            var fields = reading.Split(line, delimiter);
            if (fields.Count > column) yield return fields[column];
            else reading.Fault(line.Number, 1, $"{fields.Count} {(fields.Count == 1 ? "field" : "fields")} where the header names {width}.", "Give each row all its fields.");
        }
    }

    private static bool Header((string Text, int Number) line, out char delimiter, out int column, out int width)
    {
        foreach (var candidate in ",;\t")
        {
            // Whatever is wrong with it, a header's quotes are no fault of a list's.
            var names = new ListReading(null).Split(line, candidate);
            (delimiter, width) = (candidate, names.Count);
            column = names.FindIndex(name => SymbolNames.Contains(name.Text, StringComparer.OrdinalIgnoreCase));
            if (column >= 0) return true;
        }

        (delimiter, column, width) = (',', -1, 0);
        return false;
    }

    // A symbol may hold a #, so a comment behind one begins with a blank.
    private static (string Text, int Number) WithoutComment((string Text, int Number) line)
    {
        for (var i = 1; i < line.Text.Length; i++)
        {
            if (line.Text[i] == '#' && char.IsWhiteSpace(line.Text[i - 1])) return (line.Text[..i], line.Number);
        }

        return line;
    }
}
