using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PeakTrade;

/// <summary>
/// Values of a strategy's parameters, in the order of its schema. Immutable; equal when names and values are. PowerShell knows it for a dictionary:
/// <c>$result.Parameters.fast_window</c>.
/// </summary>
public sealed partial class ParameterSet : IReadOnlyDictionary<string, object>, IEquatable<ParameterSet>
{
    private readonly KeyValuePair<string, object>[] _values;

    /// <summary>Values as they are; <see cref="StrategyInfo.Bind"/> is what checks them against a schema.</summary>
    public ParameterSet(IEnumerable<KeyValuePair<string, object>> values) => _values = [.. values];

    /// <summary>No parameters.</summary>
    public static ParameterSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _values.Select(v => v.Key);

    /// <inheritdoc/>
    public IEnumerable<object> Values => _values.Select(v => v.Value);

    /// <inheritdoc/>
    public object this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no parameter \"{key}\"; there are: {string.Join(", ", Keys)}.");

    /// <summary>A whole number.</summary>
    public int Integer(string name) => checked((int)(long)this[name]);

    /// <summary>A number.</summary>
    public double Number(string name) => this[name] is long whole ? whole : (double)this[name];

    /// <summary>A word.</summary>
    public string Choice(string name) => (string)this[name];

    /// <summary>True or false.</summary>
    public bool Boolean(string name) => (bool)this[name];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value)
    {
        foreach (var pair in _values)
        {
            if (!string.Equals(pair.Key, key, StringComparison.Ordinal)) continue;
            value = pair.Value;
            return true;
        }

        value = null;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object>>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ParameterSet? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParameterSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var pair in _values) hash.Add(pair);
        return hash.ToHashCode();
    }

    /// <summary>The values on one line: <c>fast_window=20 slow_window=50</c>.</summary>
    public override string ToString() => string.Join(' ', _values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={(v.Value is bool b ? (b ? "true" : "false") : v.Value)}")));
}
