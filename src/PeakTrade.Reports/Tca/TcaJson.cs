using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PeakTrade.Reports;

/// <summary>The report as one JSON object: keys in snake_case, times in UTC, undefined figures null. The same report gives the same bytes.</summary>
public static class TcaJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = new Keys(),
        // Read by people and programs and never put into a web page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new Finite() },
    };

    /// <summary>Writes it.</summary>
    public static void Write(TcaReport report, TextWriter to)
    {
        to.Write(JsonSerializer.Serialize(report, Options));
        to.Write('\n');
    }

    /// <summary>A number at the end of a name is parted too: <c>participation_95</c>.</summary>
    private sealed class Keys : JsonNamingPolicy
    {
        public override string ConvertName(string name)
        {
            var snake = SnakeCaseLower.ConvertName(name);
            var word = snake.TrimEnd("0123456789".ToCharArray());
            return word.Length == snake.Length ? snake : $"{word}_{snake[word.Length..]}";
        }
    }

    /// <summary>JSON has no word for what is not finite.</summary>
    private sealed class Finite : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
