namespace PeakTrade.Data.Csv;

/// <summary>Splits one record into fields, quotes and all; for the header and for rows that the fast path leaves.</summary>
internal sealed class RecordSplitter
{
    private readonly List<(int Start, int Length)> _fields = [];

    public int Count => _fields.Count;

    /// <summary>Line ends inside quoted fields.</summary>
    public int InnerLines { get; private set; }

    /// <summary>Whether the text ended inside a quoted field.</summary>
    public bool Unclosed { get; private set; }

    /// <summary>Whether the record holds nothing but white space.</summary>
    public bool IsBlank { get; private set; }

    public ReadOnlySpan<byte> Field(ReadOnlySpan<byte> text, int index) => text.Slice(_fields[index].Start, _fields[index].Length);

    /// <summary>Splits the record at the start of the text; where the next one starts, or -1 where more text is needed.</summary>
    public int Split(ReadOnlySpan<byte> text, byte delimiter, bool atEnd)
    {
        _fields.Clear();
        (InnerLines, Unclosed, IsBlank) = (0, false, false);
        for (var at = 0; ;)
        {
            var next = SplitField(text, at, delimiter);
            if (next == text.Length && !atEnd) return -1;
            if (next < text.Length && text[next] == delimiter)
            {
                at = next + 1;
                continue;
            }

            IsBlank = Count == 1 && _fields[0].Length == 0 && text[..next].IndexOf((byte)'"') < 0;
            return Math.Min(next + 1, text.Length);
        }
    }

    // Gives the place of the delimiter or line end after the field, or the text's length.
    private int SplitField(ReadOnlySpan<byte> text, int start, byte delimiter)
    {
        var at = start;
        while (at < text.Length && text[at] == ' ') at++;
        if (at < text.Length && text[at] == '"')
        {
            var close = ClosingQuote(text, at + 1);
            InnerLines += text[at..close].Count((byte)'\n');
            Unclosed = close == text.Length;
            var after = close + FieldEnd(text[close..], delimiter);
            AddTrimmed(text, at + 1, close);
            // Text behind a closing quote makes the whole field what it is: no number and no time.
            if (!Unclosed && text[(close + 1)..after].ContainsAnyExcept(" \t\r"u8)) _fields[^1] = (start, after - start);
            return after;
        }

        var end = start + FieldEnd(text[start..], delimiter);
        AddTrimmed(text, start, end);
        return end;
    }

    private static int ClosingQuote(ReadOnlySpan<byte> text, int at)
    {
        while (true)
        {
            var quote = text[at..].IndexOf((byte)'"');
            if (quote < 0) return text.Length;
            at += quote;
            if (at + 1 >= text.Length || text[at + 1] != '"') return at;
            at += 2;
        }
    }

    private static int FieldEnd(ReadOnlySpan<byte> text, byte delimiter)
    {
        var end = text.IndexOfAny(delimiter, (byte)'\n');
        return end < 0 ? text.Length : end;
    }

    private void AddTrimmed(ReadOnlySpan<byte> text, int start, int end)
    {
        while (start < end && IsSpace(text[start])) start++;
        while (end > start && IsSpace(text[end - 1])) end--;
        _fields.Add((start, end - start));
    }

    private static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r';
}
