using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>Takes values that users and settings are made of apart: a table, a list, or something that is one text.</summary>
internal static class PlainValue
{
    /// <summary>Deeper than anything that a person writes, and far from where a stack ends.</summary>
    public const int MaxDepth = 64;

    /// <summary>The members of a table, sorted by name (the order of a hash table is nobody's), or null where it is none.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>>? Table(object? value)
    {
        var members = value switch
        {
            string => null,
            JsonElement { ValueKind: JsonValueKind.Object } json => [.. json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, (object?)member.Value))],
            IReadOnlyDictionary<string, object?> table => [.. table],
            IDictionary table => Members(table),
            IEnumerable pairs when IsOfPairs(pairs.GetType()) => [.. pairs.Cast<object>().Select(Pair)],
            _ => (List<KeyValuePair<string, object?>>?)null,
        };
        members?.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return members;
    }

    /// <summary>The items of a list, or null where it is none.</summary>
    public static IEnumerable<object?>? List(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } json => json.EnumerateArray().Select(item => (object?)item),
        string or byte[] => null,
        IEnumerable items => items.Cast<object?>(),
        _ => null,
    };

    /// <summary>One value as text that reads the same everywhere; numbers come back as they were. Null for nothing.</summary>
    public static string? Text(object? value) => value switch
    {
        null or DBNull or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        JsonElement json => json.ToString() is var text && json.ValueKind is JsonValueKind.True or JsonValueKind.False ? text.ToLowerInvariant() : text,
        Enum word => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()),
        DateTime { Kind: not DateTimeKind.Utc } time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTimeOffset time => Text(time.UtcDateTime),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>Goes one level down, unless that never ends.</summary>
    public static void Enter(List<object> path, object value, string name)
    {
        if (!value.GetType().IsValueType && path.Exists(above => ReferenceEquals(above, value)))
            throw FaultCatalogue.ArgumentInvalid.Because($"The value {Shown(name)} cannot be tracked: it holds itself.", "Give values that end: texts, numbers, and tables and lists of them.");
        if (path.Count == MaxDepth)
            throw FaultCatalogue.ArgumentInvalid.Because($"The value {Shown(name)} cannot be tracked: it is nested deeper than {MaxDepth} levels.", "Give flatter tables and lists.");
        path.Add(value);
    }

    private static string Shown(string name) => name.Length <= 60 ? name : $"{name[..60]}...";

    private static List<KeyValuePair<string, object?>> Members(IDictionary table)
    {
        var members = new List<KeyValuePair<string, object?>>(table.Count);
        foreach (DictionaryEntry entry in table) members.Add(new(Text(entry.Key) ?? "", entry.Value));
        return members;
    }

    private static bool IsOfPairs(Type type) => type.GetInterfaces().Append(type).Any(i =>
        i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>) && i.GetGenericArguments()[0] is { IsGenericType: true } item && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    private static KeyValuePair<string, object?> Pair(object pair)
    {
        var type = pair.GetType();
        return new(Text(type.GetProperty("Key")!.GetValue(pair)) ?? "", type.GetProperty("Value")!.GetValue(pair));
    }
}
