using System.Text.Encodings.Web;
using System.Text;
using System.Text.Json;

namespace PeakTrade.Studies.Relational;

/// <summary>A study's definition as one JSON text, kept with the study as a user attribute.</summary>
internal static class DefinitionText
{
    /// <summary>The attribute's key.</summary>
    public const string Key = "peaktrade";

    private const int Version = 1;

    // Readable by a person who looks at the attribute in a browser; nothing of it is put into HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a definition, all but the name, which the study itself has.</summary>
    public static string Write(StudyDefinition definition)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("space");
            foreach (var dimension in definition.Space) WriteDimension(json, dimension);
            json.WriteEndArray();
            json.WriteStartObject("fixed");
            foreach (var (name, value) in definition.Space.Fixed) WriteValue(json, name, value);
            json.WriteEndObject();
            WriteTexts(json, "relations", definition.Space.Relations.Select(r => r.ToString()));
            WriteTexts(json, "order", definition.Space.Order);
            WriteTexts(json, "objectives", definition.Objectives);
            WriteTexts(json, "directions", definition.Directions.Select(d => d.ToString()));
            json.WriteString("sampler", definition.Sampler);
            json.WriteString("pruner", definition.Pruner);
            json.WriteNumber("steps", definition.Steps);
            json.WriteNumber("seed", definition.Seed);
            json.WriteNumber("lag", definition.Lag);
            json.WriteNumber("trial_count", definition.TrialCount);
            WriteTexts(json, "constraints", definition.Constraints);
            json.WriteStartArray("enqueued");
            foreach (var point in definition.Enqueued)
            {
                json.WriteStartArray();
                foreach (var number in point) json.WriteNumberValue(number);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartObject("subject");
            foreach (var (name, value) in definition.Subject) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Reads a definition.</summary>
    /// <exception cref="FormatException">It was written by a later version; the message is the rest of a sentence.</exception>
    public static StudyDefinition Parse(string name, string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (root.GetProperty("version").GetInt32() is not Version and var other) throw new FormatException($"was made by a later version of PeakTrade: its definition is of version {other}, and this one knows {Version}");

        var space = new SearchSpace(
            root.GetProperty("space").EnumerateArray().Select(ReadDimension),
            new ParameterSet(root.GetProperty("fixed").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, PythonJson.ValueOf(p.Value)!))),
            [.. Texts("relations").Select(ParameterRelation.Parse)],
            Texts("order"));
        return new StudyDefinition
        {
            Name = name, Space = space, Objectives = Texts("objectives"), Directions = [.. Texts("directions").Select(Enum.Parse<StudyDirection>)],
            Sampler = root.GetProperty("sampler").GetString()!, Pruner = root.GetProperty("pruner").GetString()!, Steps = Whole("steps"),
            Seed = root.GetProperty("seed").GetInt64(), Lag = Whole("lag"), TrialCount = Whole("trial_count"), Constraints = Texts("constraints"),
            Enqueued = [.. root.GetProperty("enqueued").EnumerateArray().Select(p => p.EnumerateArray().Select(n => n.GetDouble()).ToArray())],
            Subject = [.. root.GetProperty("subject").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!))],
        };

        int Whole(string key) => root.GetProperty(key).GetInt32();
        string[] Texts(string key) => [.. root.GetProperty(key).EnumerateArray().Select(t => t.GetString()!)];
    }

    private static void WriteDimension(Utf8JsonWriter json, Dimension dimension)
    {
        json.WriteStartObject();
        json.WriteString("name", dimension.Name);
        json.WriteString("kind", dimension.Kind.ToString());
        if (dimension.Kind == DimensionKind.Categorical)
        {
            json.WriteStartArray("choices");
            foreach (var choice in dimension.Choices) json.WriteRawValue(PythonJson.Value(choice));
            json.WriteEndArray();
        }
        else
        {
            json.WriteNumber("low", dimension.Low);
            json.WriteNumber("high", dimension.High);
            if (dimension.Step is { } step) json.WriteNumber("step", step);
            if (dimension.Log) json.WriteBoolean("log", true);
        }

        json.WriteEndObject();
    }

    private static Dimension ReadDimension(JsonElement json)
    {
        var name = json.GetProperty("name").GetString()!;
        var kind = Enum.Parse<DimensionKind>(json.GetProperty("kind").GetString()!);
        if (kind == DimensionKind.Categorical) return Dimension.Categorical(name, [.. json.GetProperty("choices").EnumerateArray().Select(c => PythonJson.ValueOf(c)!)]);
        var (low, high) = (json.GetProperty("low").GetDouble(), json.GetProperty("high").GetDouble());
        double? step = json.TryGetProperty("step", out var s) ? s.GetDouble() : null;
        var log = json.TryGetProperty("log", out _);
        return kind == DimensionKind.Integer ? Dimension.Integer(name, (long)low, (long)high, (long)step!.Value, log) : Dimension.Real(name, low, high, step, log);
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(PythonJson.Value(value));
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
