using System.Text;
using PeakTrade.Data.Backends;

namespace PeakTrade.Data.Csv;

/// <summary>The first line of a file: its delimiter, and which field is what.</summary>
internal sealed class CsvHeader
{
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t'];

    private CsvHeader(byte delimiter, ColumnRoles columns, int length, int innerLines) => (Delimiter, Columns, Length, InnerLines) = (delimiter, columns, length, innerLines);

    public byte Delimiter { get; }

    public ColumnRoles Columns { get; }

    /// <summary>Bytes from the header's start to the next line.</summary>
    public int Length { get; }

    /// <summary>Line ends inside the header's own quotes.</summary>
    public int InnerLines { get; }

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
            var known = ColumnRoles.Known(found);
            if (known <= bestKnown) continue;
            (bestKnown, names, delimiter, length, innerLines) = (known, found, candidate, end, splitter.InnerLines);
        }

        Check(text[..length], source, line);
        var columns = ColumnRoles.Of(names, "the first line names", (message, action) => Wrong(message, action, source, line));
        return new CsvHeader(delimiter, columns, length, innerLines);
    }

    private static string[] NamesIn(RecordSplitter splitter, ReadOnlySpan<byte> text)
    {
        var names = new string[splitter.Count];
        for (var field = 0; field < names.Length; field++)
            names[field] = Encoding.UTF8.GetString(splitter.Field(text, field)).Replace("\"\"", "\"").Trim();
        return names;
    }

    private static void Check(ReadOnlySpan<byte> text, DataSource source, int line)
    {
        if (IsBinary(text)) throw Wrong("the file starts with bytes that are no text, so it is no CSV.", "Name a CSV file, or export the data as CSV.", source, line);
        if (text.TrimEnd("\r\n"u8).Contains((byte)'\r')) throw Wrong("lines end in a carriage return alone.", "Save the file with line feeds.", source, line);
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
