using System.Collections;
using System.Globalization;

namespace PeakTrade.Configuration;

/// <summary>Turns .NET values, as the doors hand them over, into TOML nodes.</summary>
internal static class TomlConversion
{
    private const int MaxDepth = 100;

    /// <summary>The node for a value; null for null. Throws an <see cref="ArgumentException"/> for what TOML cannot hold.</summary>
    public static TomlNode? ToNode(object? value, string? overrideKey, int depth = 0)
    {
        if (depth > MaxDepth) throw new ArgumentException($"it is nested more than {MaxDepth} levels deep");
        var node = value switch
        {
            null => null,
            IDictionary entries => ToTable(Pairs(entries), overrideKey, depth),
            IEnumerable<KeyValuePair<string, object?>> entries => ToTable(entries, overrideKey, depth),
            not string and IEnumerable items => ToArray(items, overrideKey, depth),
            _ => (TomlNode)new TomlValue(ToScalar(value)),
        };
        if (node is not null) node.OverrideKey = overrideKey;
        return node;
    }

    private static object ToScalar(object value) => value switch
    {
        // A moment stays one: only a time of no zone is the configuration's to place.
        DateTime { Kind: not DateTimeKind.Unspecified } moment => ToScalar(new DateTimeOffset(moment)),
        string or long or double or bool or DateTime or DateOnly or TimeOnly or TomlOffsetDateTime => value,
        char c => c.ToString(),
        Enum choice => Words.Of(choice),
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong big => big <= long.MaxValue ? (long)big : (object)(double)big,
        decimal d => d == decimal.Truncate(d) && d is >= long.MinValue and <= long.MaxValue ? (long)d : (object)(double)d,
        // Through its text, so that 0.1f is 0.1 and not 0.10000000149011612.
        float f => double.Parse(f.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        DateTimeOffset moment => new TomlOffsetDateTime(moment.DateTime, moment.Offset),
        _ => throw new ArgumentException($"a {value.GetType().Name} is no value of a setting"),
    };

    private static TomlTable ToTable(IEnumerable<KeyValuePair<string, object?>> entries, string? overrideKey, int depth)
    {
        var table = new TomlTable();
        foreach (var (key, value) in entries)
        {
            if (ToNode(value, overrideKey, depth + 1) is { } node) table.Set(key, node);
        }

        return table;
    }

    private static TomlArray ToArray(IEnumerable items, string? overrideKey, int depth)
    {
        var array = new TomlArray();
        foreach (var item in items) array.Add(ToNode(item, overrideKey, depth + 1) ?? throw new ArgumentException("an array holds no nulls"));
        return array;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Pairs(IDictionary entries)
    {
        foreach (DictionaryEntry entry in entries)
            yield return KeyValuePair.Create(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value);
    }
}
