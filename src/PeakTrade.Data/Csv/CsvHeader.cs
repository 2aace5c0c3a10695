using System.Text;

namespace PeakTrade.Data.Csv;

/// <summary>What a field of a row is.</summary>
internal enum FieldRole : byte
{
    Ignored,
    Time,
    Open,
    High,
    Low,
    Close,
    Volume,
}

/// <summary>The first line of a file: its delimiter, and which field is what.</summary>
internal sealed class CsvHeader
{
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t'];
    private static readonly string[] TimeNames = ["timestamp", "datetime", "time", "date"];
    private static readonly (string Name, FieldRole Role)[] Required =
        [("timestamp", FieldRole.Time), ("open", FieldRole.Open), ("high", FieldRole.High), ("low", FieldRole.Low), ("close", FieldRole.Close)];

    private CsvHeader(byte delimiter, FieldRole[] roles, string timeName, int length, int innerLines) =>
        (Delimiter, Roles, TimeName, Length, InnerLines) = (delimiter, roles, timeName, length, innerLines);

    public byte Delimiter { get; }

    public FieldRole[] Roles { get; }

    /// <summary>The time column's name in the file.</summary>
    public string TimeName { get; }

    /// <summary>Bytes from the header's start to the next line.</summary>
    public int Length { get; }

    /// <summary>Line ends inside the header's own quotes.</summary>
    public int InnerLines { get; }

    public bool HasVolume => Array.IndexOf(Roles, FieldRole.Volume) >= 0;

    public string NameOf(FieldRole role) => role switch
    {
        FieldRole.Time => TimeName,
        FieldRole.Open => "open",
        FieldRole.High => "high",
        FieldRole.Low => "low",
        FieldRole.Close => "close",
        _ => "volume",
    };

    /// <summary>Reads the header at the start of the text; null where more text is needed.</summary>
    public static CsvHeader? Read(ReadOnlySpan<byte> text, bool atEnd, DataSource source, int line)
    {
        var splitter = new RecordSplitter();
        string[] names = [];
        byte delimiter = 0;
        int length = 0, innerLines = 0, bestKnown = -1;
        foreach (var candidate in Delimiters)
        {
            var end = splitter.Split(text, candidate, atEnd);
            if (end < 0) return null;
            var found = NamesIn(splitter, text);
            var known = found.Count(name => RoleOf(name) != FieldRole.Ignored);
            if (known <= bestKnown) continue;
            (bestKnown, names, delimiter, length, innerLines) = (known, found, candidate, end, splitter.InnerLines);
        }

        Check(names, text[..length], source, line);
        var timeName = TimeNames.First(time => names.Contains(time, StringComparer.OrdinalIgnoreCase));
        var roles = Array.ConvertAll(names, name => RoleOf(name) is var role && role == FieldRole.Time && !name.Equals(timeName, StringComparison.OrdinalIgnoreCase) ? FieldRole.Ignored : role);
        return new CsvHeader(delimiter, roles, timeName, length, innerLines);
    }

    private static string[] NamesIn(RecordSplitter splitter, ReadOnlySpan<byte> text)
    {
        var names = new string[splitter.Count];
        for (var field = 0; field < names.Length; field++)
            names[field] = Encoding.UTF8.GetString(splitter.Field(text, field)).Replace("\"\"", "\"").Trim();
        return names;
    }

    private static FieldRole RoleOf(string name) => name.ToLowerInvariant() switch
    {
        "timestamp" or "datetime" or "time" or "date" => FieldRole.Time,
        "open" => FieldRole.Open,
        "high" => FieldRole.High,
        "low" => FieldRole.Low,
        "close" => FieldRole.Close,
        "volume" => FieldRole.Volume,
        _ => FieldRole.Ignored,
    };

    private static void Check(string[] names, ReadOnlySpan<byte> text, DataSource source, int line)
    {
        if (IsBinary(text)) throw Wrong("the file starts with bytes that are no text, so it is no CSV.", "Name a CSV file, or export the data as CSV.", source, line);
        if (text.TrimEnd("\r\n"u8).Contains((byte)'\r')) throw Wrong("lines end in a carriage return alone.", "Save the file with line feeds.", source, line);

        var missing = Required.Where(column => !names.Any(name => RoleOf(name) == column.Role)).Select(column => column.Name).ToList();
        if (missing.Count > 0) throw Missing(missing, names, source, line);

        var twice = names.GroupBy(name => name.ToLowerInvariant()).FirstOrDefault(group => group.Count() > 1 && RoleOf(group.Key) != FieldRole.Ignored);
        if (twice is not null) throw Wrong($"the header names {twice.Key} {twice.Count()} times.", "Leave one of them.", source, line);
    }

    private static PeakTradeException Missing(List<string> missing, string[] names, DataSource source, int line)
    {
        var unknown = names.Where(name => name.Length > 0 && RoleOf(name) == FieldRole.Ignored).ToList();
        var meant = missing.Select(column => (Column: column, Hint: Suggestion.For(column, unknown.Where(name => name.Length <= 64)))).FirstOrDefault(hint => hint.Hint.Length > 0);
        var found = string.Join(", ", names.Take(20).Select(name => FieldText.Of(name))) + (names.Length > 20 ? $" and {names.Length - 20} more" : "");
        var columns = missing.Count == 1 ? $"column {missing[0]} is" : $"columns {string.Join(", ", missing)} are";
        return Wrong($"{columns} missing; the first line names {found}.", meant.Hint is null ? "" : $"For {meant.Column}: {char.ToLowerInvariant(meant.Hint[0])}{meant.Hint[1..]}", source, line);
    }

    private static bool IsBinary(ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            if (character < ' ' && character is not ((byte)'\t' or (byte)'\r' or (byte)'\n')) return true;
        }

        return false;
    }

    private static PeakTradeException Wrong(string message, string action, DataSource source, int line) =>
        FaultCatalogue.DataFormat.Because(message, action, source.Row(line), source.Target);
}
