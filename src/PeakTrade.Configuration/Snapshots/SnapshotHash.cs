using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace PeakTrade.Configuration;

/// <summary>The hash that a run's configuration had, worked out again from its stored snapshot.</summary>
public static class SnapshotHash
{
    /// <summary>
    /// The hashes that <see cref="ConfigSnapshot.Normalised"/> may have been given: today's; and that of versions before tracking was left out of it. None where the text is no snapshot.
    /// </summary>
    public static IReadOnlyList<string> Of(string normalised)
    {
        try
        {
            using var json = JsonDocument.Parse(normalised);
            return json.RootElement.ValueKind == JsonValueKind.Object ? [Of(json.RootElement, ["results", "tracking"]), Of(json.RootElement, ["results"])] : [];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string Of(JsonElement root, ReadOnlySpan<string> without)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, SettingsJson.Options))
        {
            json.WriteStartObject();
            foreach (var table in root.EnumerateObject())
            {
                if (without.Contains(table.Name)) continue;
                json.WritePropertyName(table.Name);
                if (table.Value.ValueKind == JsonValueKind.Object) Write(json, table);
                else table.Value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData([.. bytes.WrittenSpan, (byte)'\n']));
    }

    private static void Write(Utf8JsonWriter json, JsonProperty table)
    {
        json.WriteStartObject();
        foreach (var setting in table.Value.EnumerateObject())
        {
            if (!IsPlace(table, setting.Name)) setting.WriteTo(json);
        }

        json.WriteEndObject();
    }

    // A file's content stands for its place, where the content is there.
    private static bool IsPlace(JsonProperty table, string setting) => (table.Name, setting) switch
    {
        ("data", "path") => true,
        ("portfolio", "bundle" or "universe" or "sectors") => table.Value.TryGetProperty("content", out var content) && content.TryGetProperty(setting, out var held) && held.ValueKind != JsonValueKind.Null,
        _ => false,
    };
}
