using System.Text.Json;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>The settings that took effect in a stored run, one by one under their dotted keys, for people to read.</summary>
internal static class SettingsList
{
    // The contents of the files of a portfolio, which are no settings.
    private const string Contents = "portfolio.content";

    public static IReadOnlyList<KeyValuePair<string, string>> Of(string folder)
    {
        if (RunStore.ReadConfig(folder) is not { } text) return [];
        try
        {
            using var json = JsonDocument.Parse(text);
            var list = new List<KeyValuePair<string, string>>();
            Add(list, "", json.RootElement);
            return list;
        }
        catch (JsonException)
        {
            return []; // Test-RunResult says what became of the file; the page does without.
        }
    }

    private static void Add(List<KeyValuePair<string, string>> list, string key, JsonElement value)
    {
        if (key == Contents) return;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject()) Add(list, key.Length == 0 ? member.Name : $"{key}.{member.Name}", member.Value);
            return;
        }

        list.Add(KeyValuePair.Create(key, value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : item.GetRawText())),
            _ => value.GetRawText(),
        }));
    }
}
