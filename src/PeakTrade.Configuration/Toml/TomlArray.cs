using System.Collections;

namespace PeakTrade.Configuration;

/// <summary>An array: values in brackets, or the tables of one <c>[[name]]</c>.</summary>
public sealed class TomlArray : TomlNode, IReadOnlyList<TomlNode>
{
    private readonly List<TomlNode> _items = [];

    internal TomlArray(TomlMark mark = default, bool isOfHeaders = false) : base(mark) => IsOfHeaders = isOfHeaders;

    /// <inheritdoc/>
    public override string TypeName => "array";

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public TomlNode this[int index] => _items[index];

    // Made by [[name]], and so open to a further [[name]]; an array in brackets is complete as it stands.
    internal bool IsOfHeaders { get; }

    /// <inheritdoc/>
    public IEnumerator<TomlNode> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(TomlNode item) => _items.Add(item);
}
