using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PeakTrade.Cli.Output;

/// <summary>Results as one JSON object a line, keys in snake_case, undefined figures null.</summary>
internal static class NdJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Line<T>(T result) => JsonSerializer.Serialize(result, Options);

    public static string Line(PeakTradeException fault) => Line(new Dictionary<string, object?>
    {
        ["error"] = fault.Kind.Id,
        ["message"] = fault.Message,
        ["action"] = fault.RecommendedAction,
        ["target"] = fault.Target?.ToString(),
    });
}
