namespace PeakTrade.Configuration;

internal sealed partial class TomlParser
{
    private TomlNode ParseValue(int depth)
    {
        var mark = _scanner.Mark;
        if (depth > MaxDepth) throw TooDeep(mark);
        TomlNode node = _scanner.Current switch
        {
            '"' => new TomlValue(_scanner.StartsWith("\"\"\"") ? ParseMultiLineBasicString() : ParseBasicString(), mark),
            '\'' => new TomlValue(_scanner.StartsWith("'''") ? ParseMultiLineLiteralString() : ParseLiteralString(), mark),
            '[' => ParseArray(depth),
            '{' => ParseInlineTable(depth),
            _ => new TomlValue(ParseBareValue(), mark),
        };
        node.EndOffset = _scanner.Mark.Offset;
        return node;
    }

    private TomlArray ParseArray(int depth)
    {
        var mark = _scanner.Mark;
        var array = new TomlArray(mark);
        _scanner.Advance();
        while (true)
        {
            SkipBlankLines();
            if (_scanner.Take(']')) return array;
            if (_scanner.Current == TomlScanner.End) throw NotClosed("array", mark);
            array.Add(ParseValue(depth + 1));

            SkipBlankLines();
            if (_scanner.Take(',')) continue;
            if (_scanner.Take(']')) return array;
            if (_scanner.Current == TomlScanner.End) throw NotClosed("array", mark);
            throw _scanner.Error($"\",\" or \"]\" was expected in the array, and {_scanner.Shown()} came.");
        }
    }

    private TomlTable ParseInlineTable(int depth)
    {
        var mark = _scanner.Mark;
        var table = new TomlTable(mark, TomlTableOrigin.Inline);
        _scanner.Advance();
        _scanner.SkipBlanks();
        if (_scanner.Take('}')) return table;
        while (true)
        {
            RefuseLineBreak();
            if (_scanner.Current == TomlScanner.End) throw NotClosed("inline table", mark);
            if (_scanner.Current == '}') throw _scanner.Error("a key was expected after \",\", and '}' came.", "Take the last comma out; TOML 1.0 allows none there.");
            ParseKeyValue(table, depth);

            _scanner.SkipBlanks();
            if (_scanner.Take('}')) return table;
            RefuseLineBreak();
            if (_scanner.Current == TomlScanner.End) throw NotClosed("inline table", mark);
            if (!_scanner.Take(',')) throw _scanner.Error($"\",\" or \"}}\" was expected in the inline table, and {_scanner.Shown()} came.");
            _scanner.SkipBlanks();
        }
    }

    private void RefuseLineBreak()
    {
        if (_scanner.Current == '\n' || _scanner.StartsWith("\r\n"))
            throw _scanner.Error("an inline table stays on one line in TOML 1.0, and the line ends.", "Write it on one line, or as a [table].");
    }

    private PeakTradeException NotClosed(string what, TomlMark opened) =>
        _scanner.Error($"the {what} opened on line {opened.Line}, column {opened.Column} is not closed.");

    /// <summary>Reads a value without quotes or brackets: a boolean, a number, a date or a time.</summary>
    private object ParseBareValue()
    {
        var mark = _scanner.Mark;
        var word = TakeBareWord();
        if (word.Length == 0) throw _scanner.Error($"a value was expected, and {_scanner.Shown()} came.");

        // A date may be parted from its time by a blank.
        if (IsDate(word) && _scanner.Current == ' ' && _scanner.Ahead(1) is >= '0' and <= '9')
        {
            _scanner.Advance();
            TakeBareWord();
            word = text[mark.Offset.._scanner.Mark.Offset];
        }

        return word switch
        {
            "true" => true,
            "false" => false,
            "inf" or "+inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" or "+nan" or "-nan" => double.NaN,
            _ when LooksLikeDateOrTime(word) => ParseDateOrTime(word, mark),
            _ => ParseNumber(word, mark),
        };
    }

    private string TakeBareWord()
    {
        var start = _scanner.Mark.Offset;
        while (IsBareKey(_scanner.Current) || _scanner.Current is '+' or '.' or ':') _scanner.Advance();
        return text[start.._scanner.Mark.Offset];
    }
}
