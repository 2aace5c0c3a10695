using System.Text;
using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>A stored JSON file, or an object in it, whose members are asked for by name; what is not there is a damaged run.</summary>
internal sealed class JsonIn : IDisposable
{
    private readonly JsonDocument _document;
    private readonly JsonElement _object;
    private readonly string _path, _within;

    private JsonIn(JsonDocument document, JsonElement element, string path, string within)
    {
        (_document, _object, _path, _within) = (document, element, path, within);
        if (element.ValueKind != JsonValueKind.Object) throw Damage.Of(path, within.Length == 0 ? "the file must hold a JSON object." : $"{within.TrimEnd('.')} must be an object.");
    }

    public static JsonIn Open(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Damage.Unreadable(path, fault);
        }

        if (bytes.Length == 0) throw Damage.Of(path, "the file is empty.");
        try
        {
            var document = JsonDocument.Parse(bytes);
            return new(document, document.RootElement, path, "");
        }
        catch (JsonException fault)
        {
            throw Damage.Of(path, "the file is not JSON, or is cut short.", (int)(fault.LineNumber ?? -1) + 1, (int)(fault.BytePositionInLine ?? -1) + 1, fault);
        }
    }

    public bool IsNull(string name) => Member(name).ValueKind == JsonValueKind.Null;

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    public JsonIn Object(string name) => new(_document, Member(name), _path, $"{_within}{name}.");

    public IEnumerable<string> Names() => _object.EnumerateObject().Select(Name);

    public IEnumerable<KeyValuePair<string, object>> Values() => _object.EnumerateObject().Select(member => KeyValuePair.Create(Name(member), Value(member)));

    public string Text(string name) => TextOrNull(name) ?? throw Wrong(name, "a text");

    public string? TextOrNull(string name) => Member(name) is var member && member.ValueKind == JsonValueKind.Null ? null : Text(member) ?? throw Wrong(name, "a text");

    public IReadOnlyList<string> Texts(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Array } member ? [.. member.EnumerateArray().Select(text => Text(text) ?? throw Wrong(name, "a list of texts"))] : throw Wrong(name, "a list of texts");

    public int Integer(string name) => Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var value) ? value : throw Wrong(name, "a whole number");

    public long Long(string name) => Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var value) ? value : throw Wrong(name, "a whole number");

    public double? NumberOrNull(string name)
    {
        var member = Member(name);
        if (member.ValueKind == JsonValueKind.Null) return null;
        return member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var value) ? value : throw Wrong(name, "a number or null");
    }

    /// <summary>A number that is always defined; it was written as null only where it was not finite.</summary>
    public double Number(string name) => NumberOrNull(name) ?? double.NaN;

    public bool Boolean(string name) => Member(name).ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => throw Wrong(name, "true or false") };

    public bool? BooleanOrNull(string name) => Member(name).ValueKind == JsonValueKind.Null ? null : Boolean(name);

    public DateTime Time(string name) => IsoTime.TryRead(Encoding.UTF8.GetBytes(Text(name)), out var ticks) ? new(ticks, DateTimeKind.Utc) : throw Wrong(name, "a time such as 2020-01-01T00:00:00Z");

    public T Word<T>(string name) where T : struct, Enum => Words<T>.TryRead(Text(name), out var value) ? value : throw Wrong(name, $"one of {string.Join(", ", Words<T>.All)}");

    public void Dispose() => _document.Dispose();

    private JsonElement Member(string name) => _object.TryGetProperty(name, out var member) ? member : throw Damage.Of(_path, $"{_within}{name} is missing.");

    private object Value(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String => Text(member.Value) ?? throw Wrong(member.Name, "a text"),
        JsonValueKind.Number when member.Value.TryGetInt64(out var whole) && !member.Value.GetRawText().AsSpan().ContainsAny(".eE") => whole,
        JsonValueKind.Number when member.Value.TryGetDouble(out var real) => real,
        _ => throw Wrong(member.Name, "a number, a text, true or false"),
    };

    private string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException fault)
        {
            throw NotUtf8(fault);
        }
    }

    private string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException fault)
        {
            throw NotUtf8(fault);
        }
    }

    private PeakTradeException NotUtf8(Exception inner) => Damage.Of(_path, "the file holds bytes that are not UTF-8.", inner: inner);

    private PeakTradeException Wrong(string name, string wanted) => Damage.Of(_path, $"{_within}{name} must be {wanted}.");
}
