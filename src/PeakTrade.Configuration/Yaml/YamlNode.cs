using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PeakTrade.Configuration;

/// <summary>A piece of a YAML document, and where it stands, line and column from 1. What an alias repeats stands where its anchor does.</summary>
internal abstract class YamlNode(int line, int column)
{
    public int Line => line;

    public int Column => column;

    /// <summary>How many nodes it is when every alias is written out.</summary>
    public abstract long Weight { get; }

    /// <summary>The node as a message shows it.</summary>
    public abstract string Shown { get; }

    /// <summary>
    /// The node in values of .NET: a <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or null, a list, or a dictionary in the order of the file.
    /// </summary>
    public abstract object? ToValue();
}

/// <summary>A single value.</summary>
internal sealed class YamlScalar(object? value, string text, int line, int column) : YamlNode(line, column)
{
    /// <summary>What YAML's core schema makes of it.</summary>
    public object? Value => value;

    /// <summary>Its own text, so that 007 and 1.10 can still be names.</summary>
    public string Text => text;

    public override long Weight => 1;

    public override string Shown => value switch
    {
        null => "nothing",
        bool => text,
        string => $"the text \"{Words.Short(text)}\"",
        _ => $"the number {Words.Short(text)}",
    };

    public override object? ToValue() => value;
}

/// <summary>A list.</summary>
internal sealed class YamlList(IReadOnlyList<YamlNode> items, int line, int column) : YamlNode(line, column), IReadOnlyList<YamlNode>
{
    public int Count => items.Count;

    public override long Weight { get; } = 1 + items.Sum(item => item.Weight);

    public override string Shown => "a list";

    public YamlNode this[int index] => items[index];

    public override object ToValue() => items.Select(item => item.ToValue()).ToList();

    public IEnumerator<YamlNode> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A map: keys and their nodes, in the order they were written.</summary>
internal sealed class YamlMap : YamlNode, IReadOnlyCollection<KeyValuePair<string, YamlNode>>
{
    private readonly OrderedDictionary<string, (YamlScalar Key, YamlNode Node)> _entries = new(StringComparer.Ordinal);

    public YamlMap(IEnumerable<(YamlScalar Key, YamlNode Node)> entries, int line, int column) : base(line, column)
    {
        foreach (var (key, node) in entries) _entries.Add(key.Text, (key, node));
        Weight = 1 + _entries.Values.Sum(entry => 1 + entry.Node.Weight);
    }

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public override long Weight { get; }

    public override string Shown => "a map";

    public IEnumerable<(YamlScalar Key, YamlNode Node)> Entries => _entries.Values;

    /// <summary>The key as it is written, which knows its place.</summary>
    public YamlScalar KeyNode(string key) => _entries[key].Key;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out YamlNode node)
    {
        var found = _entries.TryGetValue(key, out var entry);
        node = entry.Node;
        return found;
    }

    public override object ToValue()
    {
        var values = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, entry) in _entries) values.Add(key, entry.Node.ToValue());
        return values;
    }

    public IEnumerator<KeyValuePair<string, YamlNode>> GetEnumerator() => _entries.Select(e => KeyValuePair.Create(e.Key, e.Value.Node)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
