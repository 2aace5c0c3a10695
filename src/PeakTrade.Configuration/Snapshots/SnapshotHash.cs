using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PeakTrade.Configuration;

/// <summary>The hash that a run's configuration had, worked out again from its stored snapshot.</summary>
public static class SnapshotHash
{
    // Who is told of a run, and where it is stored, is no part of it.
    private static readonly byte[] Untold = Encoding.UTF8.GetBytes(SettingsJson.Write(EffectiveSettings.Untold));

    /// <summary>The <see cref="ConfigSnapshot.Hash"/> of a <see cref="ConfigSnapshot.Normalised"/>; null where the text is none.</summary>
    public static string? Of(string normalised)
    {
        try
        {
            using var json = JsonDocument.Parse(normalised);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Of(json.RootElement) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Of(JsonElement root)
    {
        using var untold = JsonDocument.Parse(Untold);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, SettingsJson.Options))
        {
            json.WriteStartObject();
            foreach (var table in root.EnumerateObject())
            {
                json.WritePropertyName(table.Name);
                if (untold.RootElement.TryGetProperty(table.Name, out var instead)) instead.WriteTo(json);
                else if (table.Value.ValueKind == JsonValueKind.Object) Write(json, table);
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
