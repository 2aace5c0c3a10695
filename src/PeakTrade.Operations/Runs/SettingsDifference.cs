using System.Text.Json;

namespace PeakTrade.Operations;

/// <summary>The settings of two normalised configurations that differ and bear on a run: places, results and tracking do not.</summary>
internal static class SettingsDifference
{
    private const string Content = "portfolio.content.";

    /// <summary>Keys with their values as JSON; null where one of the two has no such key.</summary>
    public static IEnumerable<(string Key, string? Then, string? Now)> Between(string then, string now)
    {
        var (older, newer) = (Flat(then), Flat(now));
        foreach (var key in older.Keys.Concat(newer.Keys.Where(key => !older.ContainsKey(key))))
        {
            var (was, isNow) = (older.GetValueOrDefault(key), newer.GetValueOrDefault(key));
            if (was != isNow && !IsPlace(key, older) && !IsPlace(key, newer)) yield return (key, was, isNow);
        }
    }

    /// <summary>What has become of one of them, in words.</summary>
    public static string Sentence(string key, string? then, string? now) => $"{(key.StartsWith(Content, StringComparison.Ordinal) ? key[Content.Length..] : key)} is {Short(now)} now, and was {Short(then)}";

    private static string Short(string? value) => value is null ? "not set" : value.Length <= 200 ? value : $"{value.AsSpan(0, 197)}...";

    // A file's content stands for its place, where the content is there.
    private static bool IsPlace(string key, Dictionary<string, string> settings) => key == "data.path"
        || (key is "portfolio.bundle" or "portfolio.universe" or "portfolio.sectors" && settings.Keys.Any(other => other.StartsWith($"{Content}{key["portfolio.".Length..]}", StringComparison.Ordinal) && settings[other] != "null"));

    private static Dictionary<string, string> Flat(string text)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        using var json = JsonDocument.Parse(text);
        foreach (var table in json.RootElement.EnumerateObject().Where(table => table.Name is not ("results" or "tracking"))) Add(flat, table.Name, table.Value);
        return flat;
    }

    private static void Add(Dictionary<string, string> flat, string key, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            flat[key] = Text(value);
            return;
        }

        foreach (var inner in value.EnumerateObject()) Add(flat, $"{key}.{inner.Name}", inner.Value);
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? $"[{string.Join(", ", value.EnumerateArray().Select(Text))}]"
        : value.ValueKind == JsonValueKind.Object ? $"{{ {string.Join(", ", value.EnumerateObject().Select(m => $"{m.Name}: {Text(m.Value)}"))} }}" : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
