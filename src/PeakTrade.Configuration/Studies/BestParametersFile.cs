using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Configuration;

/// <summary>The file with the best parameters of a study: <c>outputs/best_params_&lt;strategy&gt;_&lt;time&gt;.json</c>.</summary>
public static class BestParametersFile
{
    private const string TimeFormat = "yyyyMMdd_HHmmss";
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's name. What a file's name cannot hold of a strategy's key becomes <c>_</c>.</summary>
    public static string Name(string strategy, DateTime timestamp) =>
        $"best_params_{string.Concat(strategy.Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_'))}_{timestamp.ToString(TimeFormat, CultureInfo.InvariantCulture)}.json";

    /// <summary>The file's text; parameters come in their order.</summary>
    public static string Text(string strategy, string objective, int trials, long seed, double? bestValue, IEnumerable<KeyValuePair<string, object>> bestParams, DateTime timestamp)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("strategy", strategy);
            json.WriteString("objective", objective);
            json.WriteNumber("n_trials", trials);
            json.WriteNumber("seed", seed);
            Write(json, "best_value", bestValue);
            json.WriteStartObject("best_params");
            foreach (var (name, value) in bestParams) Write(json, name, value);
            json.WriteEndObject();
            json.WriteString("timestamp", timestamp.ToString(TimeFormat, CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        switch (value)
        {
            case bool flag: json.WriteBooleanValue(flag); break;
            case long or int: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            // Who reads 2.0 shall not take it for a whole number.
            case double number when double.IsFinite(number): json.WriteRawValue(TomlWriter.Format(value)); break;
            case string text: json.WriteStringValue(text); break;
            default: json.WriteNullValue(); break;
        }
    }
}
