namespace PeakTrade.Configuration;

/// <summary>A run of a batch, with the defaults of the batch laid under it. Paths stay as they are written; whoever opens them resolves them.</summary>
public sealed record BatchRun
{
    /// <summary>The strategy that weighs instruments by a factor bundle, and needs one.</summary>
    public const string FactorStrategy = "multifactor_long_short";

    /// <summary>Its id, which is fit to be a folder, and no other run's, whatever the case of its letters.</summary>
    public required string Id { get; init; }

    /// <summary>The strategy's key: <see cref="FactorStrategy"/> where only a bundle is given; null where <see cref="Config"/> has to say.</summary>
    public string? Strategy { get; init; }

    /// <summary>The factor bundle's file; null for strategies that weigh by no factors.</summary>
    public string? BundlePath { get; init; }

    /// <summary>The file of the instruments: <c>symbols_file</c> or <c>universe_file</c>.</summary>
    public string? SymbolsFile { get; init; }

    /// <summary>The instruments by name; empty where none are named.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>A table of the instruments' sectors.</summary>
    public string? Sectors { get; init; }

    /// <summary>The first day or moment, as it is written.</summary>
    public required string StartDate { get; init; }

    /// <summary>The last day or moment, as it is written; it belongs to the run, a day as a whole.</summary>
    public required string EndDate { get; init; }

    /// <summary>The moment that the data end before, in the words of <c>data.to</c>; <see cref="StartDate"/> is already what <c>data.from</c> takes.</summary>
    public string EndsBefore => BatchDate.After(EndDate);

    /// <summary>The interval that bars are made into where they are finer; null for bars as they are.</summary>
    public BarInterval? Freq { get; init; }

    /// <summary>Where data come from: always <c>local</c>.</summary>
    public string DataSource { get; init; } = "local";

    /// <summary>The data's file, folder or pattern.</summary>
    public string? DataPath { get; init; }

    /// <summary>A configuration in TOML that lies under everything that the batch says.</summary>
    public string? Config { get; init; }

    /// <summary>The strategy's parameters: <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Settings laid over the configuration, by dotted key; a null takes a setting back to its default.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Settings { get; init; } = [];

    /// <summary>Whether the run's report is written.</summary>
    public bool GenerateReport { get; init; }

    /// <summary>Whether its risk report is written.</summary>
    public bool GenerateRiskReport { get; init; }

    /// <summary>Whether its transaction-cost report is written.</summary>
    public bool GenerateTcaReport { get; init; }

    /// <summary>After this time the run fails; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    internal BatchRunPlaces? Places { get; init; }

    /// <summary>
    /// Where the batch says something of this run, by the batch's own key (<c>fee_bps</c>, <c>parameters.fast_window</c>) or by the
    /// setting that it becomes (<c>backtest.fee_bps</c>, <c>strategy.ma_crossover.fast_window</c>): in the run, else in the defaults; the run's beginning where neither does.
    /// </summary>
    public Place PlaceOf(string key) => Places?.Of(key, Strategy) ?? default;
}
