namespace PeakTrade.Configuration;

/// <summary>Reads one document: headers and keys here, what a key holds in the other parts.</summary>
internal sealed partial class TomlParser(string text, string? file)
{
    // Readers of the tree recurse, so its depth is bounded here, for tables as for values.
    private const int MaxDepth = 100;

    private readonly TomlScanner _scanner = new(text, file);
    private readonly List<Range> _comments = [];

    public TomlDocument ParseDocument()
    {
        var root = new TomlTable(_scanner.Mark);
        var (current, depth) = (root, 0);
        while (true)
        {
            SkipBlankLines();
            if (_scanner.Current == TomlScanner.End) return new(root, text, _comments);
            if (_scanner.Current == '[') (current, depth) = ParseHeader(root);
            else ParseKeyValue(current, depth);
            ExpectEndOfLine();
        }
    }

    public TomlNode ParseSingleValue()
    {
        _scanner.SkipBlanks();
        var value = ParseValue(depth: 1);
        _scanner.SkipBlanks();
        return _scanner.Current == TomlScanner.End ? value : throw _scanner.Error($"{_scanner.Shown()} stands after the value.");
    }

    private (TomlTable Table, int Depth) ParseHeader(TomlTable root)
    {
        var mark = _scanner.Mark;
        var isArray = _scanner.Ahead(1) == '[';
        _scanner.Advance(isArray ? 2 : 1);
        _scanner.SkipBlanks();
        var key = ParseKey();
        var closing = isArray ? "]]" : "]";
        if (!_scanner.StartsWith(closing)) throw _scanner.Error($"\"{closing}\" was expected to close the header, and {_scanner.Shown()} came.");
        _scanner.Advance(closing.Length);

        var table = root;
        foreach (var part in key.AsSpan()[..^1]) table = Enter(table, part);
        table = isArray ? AddToArray(table, key[^1], mark) : DefineTable(table, key[^1], mark);
        return (table, key.Length);
    }

    private TomlTable Enter(TomlTable table, KeyPart part)
    {
        if (!table.TryGetValue(part.Name, out var node))
        {
            var made = new TomlTable(part.Mark, TomlTableOrigin.Implicit) { EndOffset = part.Mark.Offset };
            table.Add(part.Name, made, part.Mark);
            return made;
        }

        return node switch
        {
            TomlTable { Origin: not TomlTableOrigin.Inline } inner => inner,
            // A header through an array of tables means its newest table.
            TomlArray { IsOfHeaders: true } array => (TomlTable)array[^1],
            _ => throw Taken(table, part, node),
        };
    }

    private TomlTable DefineTable(TomlTable parent, KeyPart part, TomlMark mark)
    {
        if (!parent.TryGetValue(part.Name, out var node))
        {
            var made = new TomlTable(mark) { EndOffset = mark.Offset };
            parent.Add(part.Name, made, part.Mark);
            return made;
        }

        if (node is not TomlTable { Origin: TomlTableOrigin.Implicit } table) throw Taken(parent, part, node);
        table.DefineByHeader(mark);
        return table;
    }

    private TomlTable AddToArray(TomlTable parent, KeyPart part, TomlMark mark)
    {
        if (!parent.TryGetValue(part.Name, out var node))
        {
            node = new TomlArray(mark, isOfHeaders: true) { EndOffset = mark.Offset };
            parent.Add(part.Name, node, part.Mark);
        }

        if (node is not TomlArray { IsOfHeaders: true } array) throw Taken(parent, part, node);
        var made = new TomlTable(mark) { EndOffset = mark.Offset };
        array.Add(made);
        return made;
    }

    private void ParseKeyValue(TomlTable table, int depth)
    {
        var key = ParseKey();
        if (!_scanner.Take('=')) throw _scanner.Error($"\"=\" was expected after the key, and {_scanner.Shown()} came.");
        _scanner.SkipBlanks();

        if (depth + key.Length > MaxDepth) throw TooDeep(key[0].Mark);
        foreach (var part in key.AsSpan()[..^1])
        {
            if (!table.TryGetValue(part.Name, out var node))
            {
                node = new TomlTable(part.Mark, TomlTableOrigin.Dotted) { EndOffset = part.Mark.Offset };
                table.Add(part.Name, node, part.Mark);
            }

            table = node is TomlTable { Origin: TomlTableOrigin.Dotted } dotted ? dotted : throw Taken(table, part, node);
        }

        if (table.TryGetValue(key[^1].Name, out var there)) throw Taken(table, key[^1], there);
        table.Add(key[^1].Name, ParseValue(depth + key.Length), key[^1].Mark);
    }

    private PeakTradeException Taken(TomlTable table, KeyPart part, TomlNode node)
    {
        var what = node switch
        {
            TomlTable { Origin: TomlTableOrigin.Inline } => "an inline table, which is closed",
            TomlTable { Origin: TomlTableOrigin.Dotted } => "a table made by a dotted key",
            TomlArray { IsOfHeaders: true } => "an array of tables",
            TomlValue value => $"a value ({value.TypeName})",
            _ => $"{(node is TomlArray ? "an" : "a")} {node.TypeName}",
        };
        return _scanner.Error(part.Mark, $"\"{Words.Short(part.Name)}\" is already defined on line {table.KeyPlace(part.Name).Line} as {what}.", "Keep one of the two.");
    }

    private PeakTradeException TooDeep(TomlMark at) => _scanner.Error(at, $"this is nested more than {MaxDepth} levels deep.", "Nest less deeply.");

    private void SkipBlankLines()
    {
        do
        {
            _scanner.SkipBlanks();
            SkipComment();
        }
        while (_scanner.TakeNewline());
    }

    private void ExpectEndOfLine()
    {
        _scanner.SkipBlanks();
        SkipComment();
        if (_scanner.Current != TomlScanner.End && !_scanner.TakeNewline())
            throw _scanner.Error($"the end of the line was expected, and {_scanner.Shown()} came.", _scanner.Current == '\r' ? "A carriage return alone ends no line." : "");
    }

    private void SkipComment()
    {
        if (_scanner.Current != '#') return;
        var start = _scanner.Mark.Offset;
        while (_scanner.Current != TomlScanner.End && _scanner.Current != '\n' && !_scanner.StartsWith("\r\n"))
        {
            if (IsForbidden(_scanner.Current)) throw _scanner.Error($"{_scanner.Shown()} may not stand in a comment.", "Take it out.");
            _scanner.Advance();
        }

        _comments.Add(start.._scanner.Mark.Offset);
    }

    private static bool IsForbidden(int c) => c is (< ' ' and not '\t') or 0x7F;
}
