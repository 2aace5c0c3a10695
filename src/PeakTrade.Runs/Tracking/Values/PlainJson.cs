using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>Plain values as JSON. What JSON has no number for is a text: <c>"NaN"</c>, <c>"Infinity"</c>.</summary>
internal static class PlainJson
{
    public static ReadOnlyMemory<byte> Of(object? value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, NewLine = "\n", MaxDepth = PlainValue.MaxDepth + 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, "", value, []);
        }

        bytes.Write("\n"u8);
        return bytes.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, string name, object? value, List<object> path)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); return;
            case bool truth: json.WriteBooleanValue(truth); return;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); return;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); return;
            case decimal number: json.WriteNumberValue(number); return;
            case sbyte or byte or short or ushort or int or uint or long: json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)); return;
            case ulong number: json.WriteNumberValue(number); return;
            case JsonElement { ValueKind: not JsonValueKind.Undefined } element: element.WriteTo(json); return;
            case null: json.WriteNullValue(); return;
        }

        if (PlainValue.Table(value) is { } table)
        {
            PlainValue.Enter(path, value, name);
            json.WriteStartObject();
            foreach (var (key, member) in table)
            {
                json.WritePropertyName(key);
                Write(json, key, member, path);
            }

            json.WriteEndObject();
            path.RemoveAt(path.Count - 1);
        }
        else if (PlainValue.List(value) is { } list)
        {
            PlainValue.Enter(path, value, name);
            json.WriteStartArray();
            foreach (var item in list) Write(json, name, item, path);
            json.WriteEndArray();
            path.RemoveAt(path.Count - 1);
        }
        else if (PlainValue.Text(value) is { } text)
        {
            json.WriteStringValue(text);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
