using System.Buffers;
using System.Globalization;
using System.Text;

namespace PeakTrade.Runs;

/// <summary>The cells of one row, written one after the other into the writer's buffer.</summary>
internal ref struct CsvCells
{
    /// <summary>Room that any cell but a text fits into, its comma counted.</summary>
    public const int CellBytes = 32;

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",\r\n");

    private readonly ArtifactWriter _file;
    private readonly Span<byte> _bytes;
    private int _used;

    /// <summary>A row of so many cells, and texts of so many characters in all among them.</summary>
    public CsvCells(ArtifactWriter file, int cells, int textLength = 0)
    {
        _file = file;
        // A character takes at most three bytes in UTF-8, and a quote two.
        _bytes = file.GetSpan((cells * CellBytes) + (textLength * 3));
    }

    public static void WriteHeader(ArtifactWriter file, string[] columns) => file.Write(Encoding.UTF8.GetBytes(string.Join(',', columns) + "\n"));

    // The culture is named because PowerShell's process, unlike our own, has the user's.
    public void Integer(int value)
    {
        value.TryFormat(_bytes[_used..], out var length, provider: CultureInfo.InvariantCulture);
        End(length);
    }

    public void Number(double value)
    {
        value.TryFormat(_bytes[_used..], out var length, provider: CultureInfo.InvariantCulture);
        End(length);
    }

    public void Number(double? value)
    {
        if (value is { } number) Number(number);
        else End(0);
    }

    public void Time(long utcTicks) => End(IsoTime.Write(_bytes[_used..], utcTicks));

    public void Word(string? word) => End(Encoding.UTF8.GetBytes(word, _bytes[_used..]));

    /// <summary>A text of the user's or ours; quoted where a comma, a quote, a line end or a blank at an end would be misread.</summary>
    public void Text(string? text)
    {
        if (string.IsNullOrEmpty(text)) End(0);
        else if (text.AsSpan().IndexOfAny(NeedQuotes) < 0 && text[0] != ' ' && text[^1] != ' ') Word(text);
        else Word($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>Ends the row: the last comma becomes the line end.</summary>
    public readonly void EndRow()
    {
        _bytes[_used - 1] = (byte)'\n';
        _file.Advance(_used);
    }

    private void End(int length)
    {
        _bytes[_used + length] = (byte)',';
        _used += length + 1;
    }
}
