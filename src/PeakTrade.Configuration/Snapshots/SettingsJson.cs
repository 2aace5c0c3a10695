using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Configuration;

/// <summary>Settings as JSON: indented by two, lines ended by a line feed, the same bytes everywhere.</summary>
internal static class SettingsJson
{
    // Not for the web: "BTC+EUR" need not be escaped.
    public static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(EffectiveSettings settings)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options)) Write(json, settings);
        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case long whole: json.WriteNumberValue(whole); break;
            // JSON has no word for what is not finite; TOML's words are kept as text.
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case EffectiveSettings settings:
                json.WriteStartObject();
                foreach (var (key, inner) in settings)
                {
                    json.WritePropertyName(key);
                    Write(json, inner);
                }

                json.WriteEndObject();
                break;
            case IReadOnlyList<object> items:
                json.WriteStartArray();
                foreach (var item in items) Write(json, item);
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(value as string ?? TomlWriter.Format(value)); break;
        }
    }
}
