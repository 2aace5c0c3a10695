namespace PeakTrade.Configuration;

internal sealed partial class TomlParser
{
    /// <summary>Reads a key, dotted or not, and the blanks behind it.</summary>
    private KeyPart[] ParseKey()
    {
        var first = _scanner.Mark;
        var parts = new List<KeyPart>(2);
        do
        {
            _scanner.SkipBlanks();
            if (parts.Count == MaxDepth) throw TooDeep(first);
            parts.Add(new(ParseKeyPart(out var mark), mark));
            _scanner.SkipBlanks();
        }
        while (_scanner.Take('.'));
        return [.. parts];
    }

    private string ParseKeyPart(out TomlMark mark)
    {
        mark = _scanner.Mark;
        if (_scanner.Current is '"' or '\'')
        {
            if (_scanner.StartsWith("\"\"\"") || _scanner.StartsWith("'''")) throw _scanner.Error("a key cannot be a multi-line string.", "Use one quote on each side.");
            return _scanner.Current == '"' ? ParseBasicString() : ParseLiteralString();
        }

        while (IsBareKey(_scanner.Current)) _scanner.Advance();
        var name = text[mark.Offset.._scanner.Mark.Offset];
        return name.Length > 0 ? name : throw _scanner.Error($"a key was expected, and {_scanner.Shown()} came.", "A key is letters, digits, \"_\" and \"-\", or stands in quotes.");
    }

    private static bool IsBareKey(int c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';

    private readonly record struct KeyPart(string Name, TomlMark Mark);
}
