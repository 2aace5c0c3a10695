using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace PeakTrade.Studies;

/// <summary>Trials as lines of JSON without their times: equal studies have equal bytes.</summary>
public static class TrialText
{
    /// <summary>A line for each trial.</summary>
    public static byte[] Lines(IEnumerable<Trial> trials, SearchSpace space)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        foreach (var trial in trials)
        {
            using (var json = new Utf8JsonWriter(bytes)) Write(json, trial, space);
            bytes.Write("\n"u8);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>SHA-256 of the lines, in lower-case hex.</summary>
    public static string Hash(IEnumerable<Trial> trials, SearchSpace space) => Convert.ToHexStringLower(SHA256.HashData(Lines(trials, space)));

    private static void Write(Utf8JsonWriter json, Trial trial, SearchSpace space)
    {
        json.WriteStartObject();
        json.WriteNumber("number", trial.Number);
        json.WriteString("state", trial.State.ToString());
        json.WriteStartObject("point");
        for (var i = 0; i < space.Count; i++) json.WriteNumber(space[i].Name, trial.Point[i]);
        json.WriteEndObject();
        WriteAll(json, "values", trial.Values);
        WriteAll(json, "constraints", trial.Constraints);
        json.WriteStartArray("steps");
        foreach (var step in trial.Steps)
        {
            json.WriteStartArray();
            json.WriteNumberValue(step.Number);
            foreach (var value in step.Values) WriteNumber(json, value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        foreach (var (name, value) in trial.Attributes)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }

        if (trial.SameAs is { } same) json.WriteNumber("same_as", same);
        if (trial.Error is { } error) json.WriteString("error", error);
        json.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter json, string name, double[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) WriteNumber(json, value);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
