using System.Text.Json;
using PeakTrade.Configuration;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>The settings that took effect in a stored run, as its evidence keeps them.</summary>
/// <param name="Data">How its bars are read.</param>
/// <param name="Together">Whether its instruments were named and read as those of a portfolio.</param>
/// <param name="All">All that says how the run came about, for a plan of the same run; none where the evidence is not there or cannot be read.</param>
internal sealed record StoredSettings(DataOptions Data, bool Together, IReadOnlyList<KeyValuePair<string, object?>> All)
{
    // What says which bars a run saw. Who reads them does not matter: the bars are the same.
    private static readonly string[] DataKeys = ["timezone", "on_bad_row", "from", "to", "resample", "session"];

    // What says nothing of how the run came about.
    private static readonly string[] Apart = ["results", "tracking"];

    public static StoredSettings Of(BacktestResult result)
    {
        var none = new StoredSettings(new DataOptions(), result.Portfolio is not null, []);
        if (result.RunPath is not { } folder || RunStore.ReadConfig(folder) is not { } text) return none;
        try
        {
            using var json = JsonDocument.Parse(text);
            var tables = json.RootElement.EnumerateObject().Where(table => !Apart.Contains(table.Name)).ToDictionary(table => table.Name, table => Plain(table.Value));
            var portfolio = tables.GetValueOrDefault("portfolio") as Dictionary<string, object?>;
            portfolio?.Remove("content"); // What its files held, which are read again.
            return new StoredSettings(DataOf(tables.GetValueOrDefault("data")), none.Together || portfolio?.GetValueOrDefault("enabled") is true, [.. tables]);
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            return none; // What the bars are compared with tells whether they are the run's.
        }
    }

    /// <summary>The bars of the run's span, of an instrument that was read as its run read it: those of a portfolio are read whole.</summary>
    public Bars Span(Bars bars) => Together ? bars.Between(Data.From, Data.To) : bars;

    private static DataOptions DataOf(object? table) => table is Dictionary<string, object?> data
        ? ConfigReader.Read(null, null, DataKeys.Where(key => data.GetValueOrDefault(key) is string).Select(key => KeyValuePair.Create($"data.{key}", data[key]))).Data
        : new DataOptions();

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(member => member.Name, member => Plain(member.Value), StringComparer.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        // A whole number stays one only where it is written as one: 5.0 is a number of the other kind.
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : (object)value.GetDouble(),
        _ => null,
    };
}
