using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PeakTrade.Cli.Output;

/// <summary>Results as one JSON object a line, keys as in <c>stats.json</c>, undefined figures null.</summary>
internal static class NdJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = new Keys(),
        // A step of a trial may have no value.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Line(object result) => JsonSerializer.Serialize(result, result.GetType(), Options);

    public static string Line(PeakTradeException fault) => Line(new Dictionary<string, object?>
    {
        ["error"] = fault.Kind.Id,
        ["message"] = fault.Message,
        ["action"] = fault.RecommendedAction,
        ["target"] = fault.Target?.ToString(),
    });

    /// <summary>snake_case, a number at the end parted too: <c>value_at_risk_95</c>.</summary>
    private sealed class Keys : JsonNamingPolicy
    {
        public override string ConvertName(string name)
        {
            var snake = SnakeCaseLower.ConvertName(name);
            var word = snake.TrimEnd("0123456789".ToCharArray());
            return word.Length == snake.Length ? snake : $"{word}_{snake[word.Length..]}";
        }
    }
}
