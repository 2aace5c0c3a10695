using System.Globalization;
using System.Text;

namespace PeakTrade.Configuration;

internal sealed partial class TomlParser
{
    private string ParseLiteralString()
    {
        var opened = _scanner.Mark;
        _scanner.Advance();
        var start = _scanner.Mark.Offset;
        while (_scanner.Current != '\'') TakePlain(opened);
        var value = text[start.._scanner.Mark.Offset];
        _scanner.Advance();
        return value;
    }

    private string ParseBasicString()
    {
        var opened = _scanner.Mark;
        var value = new StringBuilder();
        _scanner.Advance();
        while (!_scanner.Take('"'))
        {
            if (_scanner.Current == '\\') TakeEscape(value);
            else value.Append(TakePlain(opened));
        }

        return value.ToString();
    }

    private string ParseMultiLineLiteralString()
    {
        var opened = _scanner.Mark;
        var value = new StringBuilder();
        _scanner.Advance(3);
        _scanner.TakeNewline();
        while (!TakeClosing('\'', value)) TakeLineOrPlain(opened, value);
        return value.ToString();
    }

    private string ParseMultiLineBasicString()
    {
        var opened = _scanner.Mark;
        var value = new StringBuilder();
        _scanner.Advance(3);
        _scanner.TakeNewline();
        while (!TakeClosing('"', value))
        {
            if (_scanner.Current != '\\') TakeLineOrPlain(opened, value);
            else if (!TakeLineContinuation()) TakeEscape(value);
        }

        return value.ToString();
    }

    /// <summary>Takes three quotes and ends; one or two, also right before the closing three, belong to the text.</summary>
    private bool TakeClosing(char quote, StringBuilder value)
    {
        var count = 0;
        while (count < 5 && _scanner.Ahead(count) == quote) count++;
        _scanner.Advance(count);
        value.Append(quote, count >= 3 ? count - 3 : count);
        return count >= 3;
    }

    private void TakeLineOrPlain(TomlMark opened, StringBuilder value)
    {
        // A file checked out with CRLF must mean the same settings as with LF.
        if (_scanner.TakeNewline()) value.Append('\n');
        else value.Append(TakePlain(opened));
    }

    private char TakePlain(TomlMark opened)
    {
        var c = _scanner.Current;
        if (c == TomlScanner.End || c == '\n' || _scanner.StartsWith("\r\n")) throw NotClosed("string", opened);
        if (IsForbidden(c)) throw _scanner.Error($"{_scanner.Shown()} may not stand in a string as it is.", "Write it as an escape in a \"basic string\".");
        _scanner.Advance();
        return (char)c;
    }

    /// <summary>A backslash at the end of a line takes away the line's end and all blanks up to the next text.</summary>
    private bool TakeLineContinuation()
    {
        var ahead = 1;
        while (_scanner.Ahead(ahead) is ' ' or '\t') ahead++;
        if (_scanner.Ahead(ahead) != '\n' && (_scanner.Ahead(ahead) != '\r' || _scanner.Ahead(ahead + 1) != '\n')) return false;
        _scanner.Advance(ahead);
        do _scanner.SkipBlanks();
        while (_scanner.TakeNewline());
        return true;
    }

    private void TakeEscape(StringBuilder value)
    {
        var mark = _scanner.Mark;
        _scanner.Advance();
        var c = _scanner.Current;
        switch (c)
        {
            case 'b': value.Append('\b'); break;
            case 't': value.Append('\t'); break;
            case 'n': value.Append('\n'); break;
            case 'f': value.Append('\f'); break;
            case 'r': value.Append('\r'); break;
            case '"': value.Append('"'); break;
            case '\\': value.Append('\\'); break;
            case 'u': value.Append(TakeCodePoint(mark, 4)); return;
            case 'U': value.Append(TakeCodePoint(mark, 8)); return;
            default: throw _scanner.Error(mark, $"a backslash before {_scanner.Shown()} is no escape.", "Write \\\\ for a backslash, or use a 'literal string'.");
        }

        _scanner.Advance();
    }

    private string TakeCodePoint(TomlMark mark, int digits)
    {
        _scanner.Advance();
        var start = _scanner.Mark.Offset;
        for (var i = 0; i < digits; i++)
        {
            if (_scanner.Current == TomlScanner.End || !char.IsAsciiHexDigit((char)_scanner.Current))
                throw _scanner.Error(mark, $"the escape needs {digits} hexadecimal digits, and has {i}.");
            _scanner.Advance();
        }

        var code = uint.Parse(text.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return Rune.IsValid(code) ? new Rune(code).ToString() : throw _scanner.Error(mark, $"U+{code:X4} is not a character.");
    }
}
