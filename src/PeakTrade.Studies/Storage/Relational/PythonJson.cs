using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PeakTrade.Studies.Relational;

/// <summary>JSON as Python writes and reads it: NaN and infinities stand bare, and 1.0 is no whole number.</summary>
internal static class PythonJson
{
    private static readonly string[] Bare = ["-Infinity", "Infinity", "NaN"];

    /// <summary>A number with a point or an exponent, so that it is read as one that may have fractions.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : $"{text}.0";
    }

    /// <summary>A list of such numbers.</summary>
    public static string Numbers(IEnumerable<double> values) => $"[{string.Join(", ", values.Select(Number))}]";

    /// <summary>A parameter's value: a text, a truth, a whole number or a number.</summary>
    public static string Value(object value) => value switch
    {
        string text => JsonSerializer.Serialize(text),
        bool flag => flag ? "true" : "false",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double number => Number(number),
        _ => throw new ArgumentException($"A parameter's value cannot be a {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>The value of such a text; null where it is none of the four kinds.</summary>
    public static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') => element.GetDouble(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : null,
        _ => null,
    };

    /// <summary>A number of a list, which may stand there as the text <c>NaN</c>.</summary>
    public static double NumberOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => double.Parse(element.GetString()!, CultureInfo.InvariantCulture),
        _ => double.NaN,
    };

    /// <summary>Reads a text of Python's.</summary>
    public static JsonDocument Parse(string text) => JsonDocument.Parse(Standard(text));

    /// <summary>The same with bare NaN and infinities as texts, which every reader of JSON takes.</summary>
    public static string Standard(string text)
    {
        if (!text.Contains("NaN", StringComparison.Ordinal) && !text.Contains("Infinity", StringComparison.Ordinal)) return text;
        var standard = new StringBuilder(text.Length + 16);
        var quoted = false;
        for (var at = 0; at < text.Length;)
        {
            var bare = quoted ? null : Array.Find(Bare, word => string.CompareOrdinal(text, at, word, 0, word.Length) == 0);
            if (bare is not null)
            {
                standard.Append('"').Append(bare).Append('"');
                at += bare.Length;
                continue;
            }

            if (quoted && text[at] == '\\') standard.Append(text[at++]);
            else if (text[at] == '"') quoted = !quoted;
            standard.Append(text[at++]);
        }

        return standard.ToString();
    }
}
