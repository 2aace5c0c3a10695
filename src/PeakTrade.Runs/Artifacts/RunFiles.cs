namespace PeakTrade.Runs;

/// <summary>The names of the files in a run's folder.</summary>
internal static class RunFiles
{
    public const string ConfigToml = "config_snapshot.toml";
    public const string ConfigJson = "config_snapshot.json";
    public const string Stats = "stats.json";
    public const string Equity = "equity.csv";
    public const string TradesParquet = "trades.parquet";
    public const string TradesCsv = "trades.csv";
    public const string Orders = "orders.csv";
    public const string Holdings = "holdings.csv";
    public const string Exposure = "exposure.csv";
    public const string FactorContributions = "factor_contributions.csv";
    public const string Receipt = "run.json";

    /// <summary>An empty file that protects a run from being removed; no part of its evidence.</summary>
    public const string Keep = "keep";
}
