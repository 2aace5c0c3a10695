using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>The <c>portfolio</c> object of <c>stats.json</c>, which the runs of one instrument do not have.</summary>
internal static class PortfolioStats
{
    private const string Name = "portfolio";

    public static void Write(Utf8JsonWriter json, PortfolioFacts facts)
    {
        json.WriteStartObject(Name);
        json.Texts("symbols", facts.Symbols);
        json.WriteStartObject("sectors");
        foreach (var (symbol, sector) in facts.Sectors.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(symbol, sector);
        json.WriteEndObject();
        json.WriteString("bundle", facts.Bundle);
        json.Texts("factors", facts.Factors);
        json.WriteNumber("rebalances", facts.Rebalances);
        json.Number("average_gross", facts.AverageGross);
        json.Number("average_net", facts.AverageNet);
        json.Number("average_positions", facts.AveragePositions);
        json.Number("largest_weight", facts.LargestWeight);
        json.Texts("delisted", facts.Delisted);
        json.WriteEndObject();
    }

    public static PortfolioFacts? Read(JsonIn stats)
    {
        if (!stats.Has(Name)) return null;
        var json = stats.Object(Name);
        return new PortfolioFacts
        {
            Symbols = json.Texts("symbols"),
            Sectors = Sectors(json.Object("sectors")),
            Bundle = json.TextOrNull("bundle"),
            Factors = json.Texts("factors"),
            Rebalances = json.Integer("rebalances"),
            AverageGross = json.Number("average_gross"),
            AverageNet = json.Number("average_net"),
            AveragePositions = json.Number("average_positions"),
            LargestWeight = json.Number("largest_weight"),
            Delisted = json.Texts("delisted"),
        };
    }

    private static Dictionary<string, string> Sectors(JsonIn json)
    {
        var sectors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var symbol in json.Names()) sectors[symbol] = json.Text(symbol);
        return sectors;
    }
}
