using System.Buffers;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PeakTrade.Configuration;

/// <summary>
/// Reads one YAML 1.2 document, and so JSON too. Anchors, aliases and the merge key <c>&lt;&lt;</c> are followed. A fault is a
/// <see cref="FaultCatalogue.ConfigSyntax"/> with line and column.
/// </summary>
internal sealed class YamlReader
{
    // Readers of the tree recurse, so its depth is bounded; aliases of aliases could stand for more nodes than there is memory.
    private const int MaxDepth = 100;
    private const long MaxNodes = 200_000;

    private static readonly SearchValues<char> NoCharacters = SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    private readonly string _text;
    private readonly string? _file;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, YamlNode?> _anchors = [];
    private readonly List<Fault> _faults = [];

    // Brackets and braces that are open, the innermost on top: what is not closed shows itself only lines below.
    private readonly Stack<(string What, Mark At)> _open = [];

    // Where characters outside the basic plane end, in order: YamlDotNet counts each of them twice.
    private readonly List<int> _pairs = [];
    private long _nodes;
    private long _merged;

    private YamlReader(string text, string? file)
    {
        (_text, _file) = (text, file);
        _parser = new Parser(new StringReader(text));
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i])) _pairs.Add(i);
        }
    }

    /// <summary>Reads a document.</summary>
    public static YamlNode Parse(string text, string? fileName)
    {
        if (text.StartsWith('\uFEFF')) text = text[1..];
        RefuseNoCharacters(text, fileName);
        return new YamlReader(WithoutJsonTabs(text), fileName).ReadDocument();
    }

    // YamlDotNet takes a NUL for the end of the file, and would pass over what comes behind it.
    private static void RefuseNoCharacters(string text, string? file)
    {
        for (var i = text.AsSpan().IndexOfAny(NoCharacters); i >= 0 && i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                var before = text.AsSpan(0, i);
                var what = text[i] == '\0' ? "A NUL character stands here, so this is no text." : $"U+{(int)text[i]:X4} is half of a surrogate pair, and no character.";
                throw FaultCatalogue.ConfigSyntax.Because(what, "Save the file as UTF-8.", new Place(file, before.Count('\n') + 1, i - before.LastIndexOf('\n')), file);
            }
        }
    }

    // JSON may be indented by tabs, which YamlDotNet takes for a block's. A blank has the same width, and a text of JSON stays on its line.
    private static string WithoutJsonTabs(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..] || !text.Contains('\t')) return text;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var content = lines[i].AsSpan().TrimStart(" \t");
            lines[i] = string.Concat(new string(' ', lines[i].Length - content.Length), content);
        }

        return string.Join('\n', lines);
    }

    private YamlNode ReadDocument()
    {
        try
        {
            _parser.Consume<StreamStart>();
            if (_parser.Accept<StreamEnd>(out _)) throw Error(1, 1, "The file is empty.", "");
            _parser.Consume<DocumentStart>();
            if (_parser.Accept<Scalar>(out var scalar) && scalar is { Value.Length: 0, Style: ScalarStyle.Plain }) throw Error(1, 1, "The file is empty.", "");
            var root = Read(0);
            _parser.Consume<DocumentEnd>();
            if (_parser.Accept<DocumentStart>(out var second)) throw Error(second.Start, "A second document begins here.", "Keep one document in a file.");
            return _faults.Count == 0 ? root : throw FaultCatalogue.ConfigSyntax.Because(_faults, target: _file);
        }
        catch (YamlException broken)
        {
            throw Broken(broken.Start, Words.Short(broken.Message));
        }
        catch (Exception unforeseen) when (unforeseen is InvalidOperationException or ArgumentException)
        {
            // What YamlDotNet throws where a document is broken in a way that it does not know.
            throw Broken(_parser.Current?.End ?? Mark.Empty, "what follows cannot be read, perhaps for a bracket, brace or quote that is not closed");
        }
    }

    private YamlNode Read(int depth)
    {
        var here = _parser.Current ?? (_parser.MoveNext() ? _parser.Current! : throw new YamlException("the document ends here"));
        if (depth > MaxDepth) throw Error(here.Start, $"This is nested more than {MaxDepth} levels deep.", "Nest less deeply.");
        if (++_nodes > MaxNodes) throw Error(here.Start, $"The file has more than {MaxNodes} values.", "Check that it is the configuration and not a data file.");
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Named(alias);

        var anchor = (here as NodeEvent)?.Anchor ?? AnchorName.Empty;
        // Known, and not there yet: so that an alias inside of what it names is told from one that names nothing.
        if (!anchor.IsEmpty) _anchors[anchor] = null;
        var (line, column) = PlaceOf(here.Start);
        YamlNode node = here switch
        {
            SequenceStart start => ReadList(start, depth, line, column),
            MappingStart start => ReadMap(start, depth, line, column),
            _ => ReadScalar(line, column),
        };
        if (!anchor.IsEmpty) _anchors[anchor] = node;
        return node.Weight <= MaxNodes ? node : throw Error(here.Start, $"Written out, this has more than {MaxNodes} values.", "Repeat less by aliases.");
    }

    private YamlNode Named(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node)) throw Error(alias.Start, $"No anchor \"&{alias.Value}\" stands before this alias.", Suggestion.For(alias.Value.ToString(), _anchors.Keys.Select(a => a.ToString())));
        return node ?? throw Error(alias.Start, $"The alias \"*{alias.Value}\" stands inside of what it names.", "Take it out.");
    }

    private YamlList ReadList(SequenceStart start, int depth, int line, int column)
    {
        RefuseTag(start, "tag:yaml.org,2002:seq");
        _parser.Consume<SequenceStart>();
        var isOpen = Open('[', "list", start.Start);
        var items = new List<YamlNode>();
        while (!_parser.Accept<SequenceEnd>(out _)) items.Add(Read(depth + 1));
        // Before the parser looks at what comes behind it.
        if (isOpen) _open.Pop();
        _parser.Consume<SequenceEnd>();
        return new(items, line, column);
    }

    private YamlMap ReadMap(MappingStart start, int depth, int line, int column)
    {
        RefuseTag(start, "tag:yaml.org,2002:map");
        _parser.Consume<MappingStart>();
        var isOpen = Open('{', "map", start.Start);
        var entries = new OrderedDictionary<string, (YamlScalar Key, YamlNode Node)>(StringComparer.Ordinal);
        var merged = new List<YamlMap>();
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var (isPlain, at) = ((_parser.Current as Scalar ?? (_parser.Accept<Scalar>(out var scalar) ? scalar : null))?.Style == ScalarStyle.Plain, _parser.Current!.Start);
            if (Read(depth + 1) is not YamlScalar key) throw Error(at, "A key must be a text, and this is a list or a map.", "");
            var node = Read(depth + 1);
            if (isPlain && key.Text == "<<") merged.AddRange(Merged(node));
            else if (!entries.TryAdd(key.Text, (key, node)))
                _faults.Add(new($"\"{Words.Short(key.Text)}\" is already defined on line {entries[key.Text].Key.Line}.", "Keep one of the two.", new Place(_file, key.Line, key.Column)));
        }

        if (isOpen) _open.Pop();
        _parser.Consume<MappingEnd>();
        // The map's own keys win over merged ones, and what is merged first over what comes later.
        foreach (var entry in merged.SelectMany(map => map.Entries))
        {
            // What is merged over and over weighs nothing in the end, and takes its time all the same.
            if (++_merged > MaxNodes) throw Error(line, column, $"Written out, what is merged here has more than {MaxNodes} values.", "Repeat less by aliases.");
            entries.TryAdd(entry.Key.Text, entry);
        }

        return new(entries.Values, line, column);
    }

    // In a list, "a: b" is a map that no brace opens.
    private bool Open(char bracket, string what, Mark at)
    {
        var isOpened = at.Index < _text.Length && _text[(int)at.Index] == bracket;
        if (isOpened) _open.Push((what, at));
        return isOpened;
    }

    private IEnumerable<YamlMap> Merged(YamlNode node) => node switch
    {
        YamlMap map => [map],
        YamlList list when list.All(item => item is YamlMap) => list.Cast<YamlMap>(),
        _ => throw Error(node.Line, node.Column, $"\"<<\" merges a map or a list of maps, and this is {node.Shown}.", ""),
    };

    private YamlScalar ReadScalar(int line, int column)
    {
        var scalar = _parser.Consume<Scalar>();
        var isText = scalar.Style != ScalarStyle.Plain || scalar.Tag.IsNonSpecific;
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific)
        {
            RefuseTag(scalar, "tag:yaml.org,2002:str");
            isText = true;
        }

        try
        {
            return new(isText ? scalar.Value : YamlCore.Resolve(scalar.Value), scalar.Value, line, column);
        }
        catch (OverflowException)
        {
            throw Error(line, column, $"The number {Words.Short(scalar.Value)} is beyond 64 bits.", "Text stands in quotes.");
        }
    }

    private void RefuseTag(NodeEvent node, string allowed)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && node.Tag.Value != allowed)
            throw Error(node.Start, $"The tag {Words.Short(node.Tag.Value)} is not known here.", "Take it out.");
    }

    private PeakTradeException Broken(Mark at, string message)
    {
        var (line, column) = PlaceOf(at);
        var lines = _text.Split('\n');
        // The parser stops at the tab, or at what it makes of the line before.
        for (var i = Math.Max(0, line - 2); i < Math.Min(lines.Length, line + 1); i++)
        {
            var indent = lines[i].Length - lines[i].AsSpan().TrimStart(" \t").Length;
            if (lines[i].AsSpan(0, indent).IndexOf('\t') is >= 0 and var tab)
                return Error(i + 1, tab + 1, "A tab stands in the indentation, where YAML allows blanks only.", "Indent by blanks.");
        }

        if (_open.TryPeek(out var open)) return Error(open.At, $"The {open.What} opened here is not closed, or lacks a comma.", "");
        var why = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        var action = message.Contains("mapping", StringComparison.Ordinal) ? "Keys of one map stand in one column; a text with \": \" in it stands in quotes." : "";
        return Error(line, column, $"This is no YAML: {char.ToLowerInvariant(why[0])}{why[1..]}.", action);
    }

    private (int Line, int Column) PlaceOf(Mark mark)
    {
        var (line, column) = ((int)mark.Line, (int)mark.Column);
        // YamlDotNet counts UTF-16 units; a character outside the basic plane is one column.
        return (line, column - (PairsBefore((int)mark.Index) - PairsBefore((int)mark.Index - (column - 1))));
    }

    private int PairsBefore(int index) => _pairs.BinarySearch(index) is >= 0 and var at ? at : ~_pairs.BinarySearch(index);

    private PeakTradeException Error(Mark at, string message, string action)
    {
        var (line, column) = PlaceOf(at);
        return Error(line, column, message, action);
    }

    private PeakTradeException Error(int line, int column, string message, string action) => FaultCatalogue.ConfigSyntax.Because(message, action, new Place(_file, line, column), _file);
}
