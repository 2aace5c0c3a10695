using System.Buffers.Text;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>How this store writes JSON: indented, one line end on every system, and nothing that JSON has no word for.</summary>
internal static class JsonOut
{
    public static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // These files are read by people and never put into a web page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one object and a line end.</summary>
    public static void Object(ArtifactWriter file, Action<Utf8JsonWriter> members)
    {
        using (var json = new Utf8JsonWriter(file, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        file.Write("\n"u8);
    }

    /// <summary>A number; null where it is undefined or not finite.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    /// <summary>A list of texts.</summary>
    public static void Texts(this Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A time in UTC.</summary>
    public static void Time(this Utf8JsonWriter json, string name, long utcTicks)
    {
        Span<byte> text = stackalloc byte[IsoTime.MaxBytes];
        json.WriteString(name, text[..IsoTime.Write(text, utcTicks)]);
    }

    /// <summary>A parameter's value. A number that is not a <see cref="long"/> keeps its point, so that it comes back as what it was.</summary>
    public static void Value(this Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case bool truth: json.WriteBoolean(name, truth); break;
            case sbyte or byte or short or ushort or int or uint or long: json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case double or float or decimal or ulong: json.Real(name, Convert.ToDouble(value, CultureInfo.InvariantCulture)); break;
            default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static void Real(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        if (!double.IsFinite(value))
        {
            json.WriteNullValue();
            return;
        }

        Span<byte> text = stackalloc byte[CsvCells.CellBytes];
        Utf8Formatter.TryFormat(value, text, out var length);
        if (text[..length].IndexOfAny((byte)'.', (byte)'E') < 0) length += ".0"u8.TryCopyTo(text[length..]) ? 2 : 0;
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
