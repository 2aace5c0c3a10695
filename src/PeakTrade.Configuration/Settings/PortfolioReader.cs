namespace PeakTrade.Configuration;

/// <summary>Reads the <c>[portfolio]</c> table. What its values may be is for <see cref="PortfolioOptions.Validate"/> to say.</summary>
internal static class PortfolioReader
{
    public static PortfolioOptions Read(Section section, Reading reading)
    {
        var defaults = new PortfolioOptions();
        var options = new PortfolioOptions
        {
            Enabled = section.Flag("enabled", defaults.Enabled),
            Rebalance = ReadRebalance(section, defaults.Rebalance),
            MaxGrossExposure = section.Number("max_gross_exposure"),
            NetExposure = section.Number("net_exposure"),
            MaxWeight = section.Number("max_weight", defaults.MaxWeight),
            MaxTurnover = section.Number("max_turnover"),
            MinTrade = section.Number("min_trade", defaults.MinTrade),
            MaxPositions = ReadCount(section, "max_positions"),
            Bundle = section.Text("bundle"),
            Universe = section.Text("universe"),
            Sectors = section.Text("sectors"),
        };

        foreach (var fault in options.Validate())
        {
            if (!reading.IsFollowUp(fault)) section.Fault(fault.Place.Key!["portfolio.".Length..], fault.Message, fault.Action);
        }

        return options;
    }

    private static RebalanceFrequency ReadRebalance(Section section, RebalanceFrequency fallback) =>
        RebalanceWords.Of(section.Choice("rebalance", RebalanceWords.Of(fallback), [.. RebalanceWords.All])) ?? fallback;

    private static int? ReadCount(Section section, string key) =>
        section.Read<int>(key, "a whole number from 1 on", static node => node is TomlValue { Value: long and >= 1 and <= int.MaxValue and var count } ? (int)count : null);
}
