using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PeakTrade.Configuration;

/// <summary>A table: keys and their nodes, in the order they were written.</summary>
public sealed class TomlTable : TomlNode, IReadOnlyDictionary<string, TomlNode>
{
    private readonly OrderedDictionary<string, (TomlNode Node, TomlMark Key)> _entries = new(StringComparer.Ordinal);

    internal TomlTable(TomlMark mark = default, TomlTableOrigin origin = TomlTableOrigin.Header) : base(mark) => Origin = origin;

    /// <inheritdoc/>
    public override string TypeName => "table";

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<TomlNode> Values => _entries.Values.Select(e => e.Node);

    /// <inheritdoc/>
    public TomlNode this[string key] => _entries[key].Node;

    internal TomlTableOrigin Origin { get; private set; }

    /// <summary>A table of .NET values: text, numbers, booleans, dates, dictionaries and lists; a null is left out.</summary>
    public static TomlTable Of(IEnumerable<KeyValuePair<string, object?>> values) =>
        (TomlTable)TomlConversion.ToNode(values, overrideKey: null)!;

    /// <summary>The line and column where a key is written, from 1; 0 for one that did not come from a text.</summary>
    public (int Line, int Column) KeyPlace(string key) => (_entries[key].Key.Line, _entries[key].Key.Column);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TomlNode value)
    {
        var found = _entries.TryGetValue(key, out var entry);
        value = entry.Node;
        return found;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, TomlNode>> GetEnumerator() =>
        _entries.Select(e => KeyValuePair.Create(e.Key, e.Value.Node)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(string key, TomlNode node, TomlMark at = default) => _entries.Add(key, (node, at));

    internal void Set(string key, TomlNode node) => _entries[key] = (node, default);

    internal void Remove(string key) => _entries.Remove(key);

    // [a.b] makes "a" before [a] itself is written; when it is, the table is the same one.
    internal void DefineByHeader(TomlMark mark)
    {
        Origin = TomlTableOrigin.Header;
        Mark = mark;
        EndOffset = mark.Offset;
    }
}

/// <summary>How a table came to be, which decides what may still add to it.</summary>
internal enum TomlTableOrigin
{
    /// <summary>Named on the way by a header, <c>a</c> in <c>[a.b]</c>: may be given a header of its own, once.</summary>
    Implicit,

    /// <summary>By its own header.</summary>
    Header,

    /// <summary>By a dotted key: further dotted keys may add to it, a header may not.</summary>
    Dotted,

    /// <summary>In braces: closed.</summary>
    Inline,
}
