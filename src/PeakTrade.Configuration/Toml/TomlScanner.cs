using System.Text;

namespace PeakTrade.Configuration;

/// <summary>Walks a text character by character and knows line and column.</summary>
internal sealed class TomlScanner(string text, string? file)
{
    private int _at;
    private int _line = 1;
    private int _column = 1;

    public const int End = -1;

    public string Text => text;

    /// <summary>The character here, or <see cref="End"/>.</summary>
    public int Current => _at < text.Length ? text[_at] : End;

    public TomlMark Mark => new(_at, _line, _column);

    public int Ahead(int count) => _at + count < text.Length ? text[_at + count] : End;

    public bool StartsWith(string wanted) => string.CompareOrdinal(text, _at, wanted, 0, wanted.Length) == 0;

    public void Advance(int count = 1)
    {
        for (; count > 0 && _at < text.Length; count--)
        {
            var c = text[_at++];
            if (c == '\n') (_line, _column) = (_line + 1, 1);
            else if (!char.IsLowSurrogate(c)) _column++;
        }
    }

    public bool Take(char wanted)
    {
        if (Current != wanted) return false;
        Advance();
        return true;
    }

    public TomlScanner ToEnd()
    {
        Advance(text.Length);
        return this;
    }

    public void SkipBlanks()
    {
        while (Current is ' ' or '\t') Advance();
    }

    /// <summary>Takes a line feed, alone or after a carriage return. A carriage return alone ends no line in TOML.</summary>
    public bool TakeNewline()
    {
        if (Current == '\r' && Ahead(1) == '\n') Advance();
        return Take('\n');
    }

    public PeakTradeException Error(string message, string action = "") => Error(Mark, message, action);

    public PeakTradeException Error(TomlMark at, string message, string action = "") =>
        FaultCatalogue.ConfigSyntax.Because(Capitalised(message), action, new Place(file, at.Line, at.Column));

    /// <summary>The character here, as a message shows it.</summary>
    public string Shown()
    {
        if (Current == End) return "the end of the file";
        if (Current == '\n' || (Current == '\r' && Ahead(1) == '\n')) return "the end of the line";
        var rune = Rune.GetRuneAt(text, _at);
        return Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? $"the character U+{rune.Value:X4}" : $"'{rune}'";
    }

    private static string Capitalised(string message) => char.ToUpperInvariant(message[0]) + message[1..];
}
