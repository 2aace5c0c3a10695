using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PeakTrade.Runs.Tests;

/// <summary>A refusal as MLflow puts it.</summary>
internal sealed class StrictRefusal(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static StrictRefusal Invalid(string message) => new(400, "INVALID_PARAMETER_VALUE", message);

    public static StrictRefusal Missing(string message) => new(404, "RESOURCE_DOES_NOT_EXIST", message);
}

/// <summary>A message to MLflow's REST API, of which every field is known: <c>name!</c> is a text that must be there, <c>time#</c> a whole number, <c>tags[]</c> a list.</summary>
internal sealed partial class StrictMessage
{
    private readonly JsonElement _body;

    private StrictMessage(JsonElement body) => _body = body;

    public static StrictMessage Read(byte[] body, params string[] fields)
    {
        JsonElement json;
        try
        {
            json = JsonDocument.Parse(body).RootElement;
        }
        catch (JsonException fault)
        {
            throw new StrictRefusal(400, "BAD_REQUEST", fault.Message);
        }

        if (json.ValueKind != JsonValueKind.Object) throw StrictRefusal.Invalid("The message is no object.");
        Check(json, fields);
        return new(json);
    }

    public static (string Key, double Value, long Time, long Step) Metric(JsonElement item)
    {
        Check(item, "key!", "value", "timestamp#", "step#");
        if (!item.TryGetProperty("timestamp", out var time) || WholeOf(time) < 0) throw StrictRefusal.Invalid("Timestamp must be a nonnegative long (64-bit integer)");
        var key = item.GetProperty("key").GetString()!;
        CheckKey(key);
        return (key, Number(item.GetProperty("value")), WholeOf(time), item.TryGetProperty("step", out var step) ? WholeOf(step) : 0);
    }

    public string Text(string name) => _body.TryGetProperty(name, out var value) ? value.GetString()! : "";

    public long Whole(string name) => _body.TryGetProperty(name, out var value) ? WholeOf(value) : 0;

    public IEnumerable<JsonElement> Items(string name) => _body.TryGetProperty(name, out var value) ? value.EnumerateArray() : [];

    public Dictionary<string, string> Pairs(string name, int longest)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var item in Items(name))
        {
            Check(item, "key!", "value");
            var (key, value) = (item.GetProperty("key").GetString()!, item.GetProperty("value").GetString()!);
            CheckKey(key);
            if (value.EnumerateRunes().Count() > longest) throw StrictRefusal.Invalid($"Value of '{key}' had length {value.Length}, which exceeded length limit of {longest}");
            if (!pairs.TryAdd(key, value)) throw StrictRefusal.Invalid($"Duplicate parameter keys have been submitted: ['{key}'].");
        }

        return pairs;
    }

    private static void Check(JsonElement json, params string[] fields)
    {
        foreach (var field in json.EnumerateObject())
        {
            var kind = fields.FirstOrDefault(known => known.TrimEnd('!', '#', '[', ']') == field.Name) ?? throw StrictRefusal.Invalid($"Message has no field named \"{field.Name}\".");
            if (kind.EndsWith('#')) WholeOf(field.Value);
            else if (kind.EndsWith(']') && field.Value.ValueKind != JsonValueKind.Array) throw StrictRefusal.Invalid($"\"{field.Name}\" must be a list.");
            else if (!kind.EndsWith(']') && !(field.Name == "value" && field.Value.ValueKind == JsonValueKind.Number) && field.Value.ValueKind != JsonValueKind.String) throw StrictRefusal.Invalid($"\"{field.Name}\" must be a text.");
        }

        foreach (var field in fields.Where(field => field.EndsWith('!')))
        {
            if (!json.TryGetProperty(field[..^1], out var value) || value.GetString() is not { Length: > 0 }) throw StrictRefusal.Invalid($"Missing value for required parameter '{field[..^1]}'.");
        }
    }

    private static long WholeOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? number
        : throw StrictRefusal.Invalid($"{value.GetRawText()} is no 64-bit integer.");

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var other => throw StrictRefusal.Invalid($"Got invalid value {other} for a metric."),
    };

    private static void CheckKey(string key)
    {
        if (key.Length > 250) throw StrictRefusal.Invalid($"Key '{key}' had length {key.Length}, which exceeded length limit of 250");
        if (!Keys().IsMatch(key) || key.Split('/').Any(part => part is "" or "." or "..")) throw StrictRefusal.Invalid($"Invalid name: '{key}'.");
    }

    [GeneratedRegex(@"^[/\w.\- ]*\z")]
    private static partial Regex Keys();
}
