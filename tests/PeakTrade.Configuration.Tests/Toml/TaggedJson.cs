using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PeakTrade.Configuration.Tests;

/// <summary>A table in the suite's notation, each value with its type, keys sorted, as one comparable text.</summary>
internal static class TaggedJson
{
    public static string Of(TomlNode node) => node switch
    {
        TomlTable table => Braced(table.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, Of(e.Value)))),
        TomlArray array => $"[{string.Join(",", array.Select(Of))}]",
        TomlValue { Value: string text } => Tagged("string", text),
        TomlValue { Value: double number } => Tagged("float", Number(number)),
        TomlValue { Value: bool flag } => Tagged("bool", flag ? "true" : "false"),
        TomlValue value => Tagged(Tag(value), value.ToString()),
        _ => throw new InvalidOperationException(),
    };

    public static string OfSuite(JsonNode node) => node switch
    {
        JsonArray array => $"[{string.Join(",", array.Select(item => OfSuite(item!)))}]",
        JsonObject { Count: 2 } leaf when leaf["type"] is JsonValue && leaf["value"] is JsonValue => OfLeaf((string)leaf["type"]!, (string)leaf["value"]!),
        JsonObject table => Braced(table.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, OfSuite(e.Value!)))),
        _ => throw new InvalidOperationException(),
    };

    private static string OfLeaf(string type, string value) => type switch
    {
        "float" => Tagged(type, Number(value switch
        {
            "inf" or "+inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" => double.NaN,
            _ => double.Parse(value, CultureInfo.InvariantCulture),
        })),
        // Zeros at the end of a fraction say nothing.
        "datetime" or "datetime-local" or "time-local" => Tagged(type, WithoutTrailingZeros(value)),
        _ => Tagged(type, value),
    };

    private static string WithoutTrailingZeros(string time)
    {
        var point = time.IndexOf('.');
        if (point < 0) return time;
        var end = time.IndexOfAny(['Z', '+', '-'], point);
        if (end < 0) end = time.Length;
        return time[..end].TrimEnd('0').TrimEnd('.') + time[end..];
    }

    private static string Tag(TomlValue value) => value.Value switch
    {
        long => "integer",
        TomlOffsetDateTime => "datetime",
        DateTime => "datetime-local",
        DateOnly => "date-local",
        _ => "time-local",
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Tagged(string type, string value) => $"{type}:{JsonSerializer.Serialize(value)}";

    private static string Braced(IEnumerable<(string Key, string Value)> entries) =>
        $"{{{string.Join(",", entries.Select(e => $"{JsonSerializer.Serialize(e.Key)}:{e.Value}"))}}}";
}
