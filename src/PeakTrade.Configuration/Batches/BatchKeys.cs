namespace PeakTrade.Configuration;

/// <summary>A key of a run.</summary>
/// <param name="Name">The key.</param>
/// <param name="Read">Its value where it stands in a map; null where it is not given or wrong.</param>
/// <param name="Setting">The setting of the configuration that it becomes; null where it is more than that.</param>
internal sealed record BatchKey(string Name, Func<YamlSection, string, object?> Read, string? Setting = null);

/// <summary>The keys of a run that may stand in <c>defaults</c> as well, in the order of the documentation.</summary>
internal static class BatchKeys
{
    // Settings that a batch has keys of its own for: one way to say a thing.
    private static readonly Dictionary<string, string> Owned = new(StringComparer.Ordinal)
    {
        ["strategy.key"] = "strategy", ["data.path"] = "data_path", ["data.from"] = "start_date", ["data.to"] = "end_date", ["data.resample"] = "freq", ["data.symbol"] = "symbols",
        ["portfolio.bundle"] = "bundle_path", ["portfolio.universe"] = "symbols_file", ["portfolio.sectors"] = "sectors", ["results.root"] = "output_root",
    };

    public static IReadOnlyList<BatchKey> All { get; } =
    [
        new("strategy", static (section, key) => section.Text(key)),
        new("bundle_path", static (section, key) => section.Text(key)),
        new("start_date", Date),
        new("end_date", Date),
        new("symbols_file", static (section, key) => section.Text(key)),
        new("universe_file", static (section, key) => section.Text(key)),
        new("symbols", Symbols),
        new("sectors", static (section, key) => section.Text(key)),
        new("data_source", Local),
        new("data_path", static (section, key) => section.Text(key)),
        new("freq", Interval),
        new("config", static (section, key) => section.Text(key)),
        new("parameters", Parameters),
        new("rebalance_freq", Rebalance, "portfolio.rebalance"),
        new("max_gross_exposure", static (section, key) => section.Number(key), "portfolio.max_gross_exposure"),
        new("net_exposure", static (section, key) => section.Number(key), "portfolio.net_exposure"),
        new("max_weight", static (section, key) => section.Number(key), "portfolio.max_weight"),
        new("max_turnover", static (section, key) => section.Number(key), "portfolio.max_turnover"),
        new("min_trade", static (section, key) => section.Number(key), "portfolio.min_trade"),
        new("max_positions", static (section, key) => section.Whole(key, 1, int.MaxValue), "portfolio.max_positions"),
        new("start_capital", static (section, key) => section.Number(key), "backtest.start_capital"),
        new("fee_bps", static (section, key) => section.Number(key), "backtest.fee_bps"),
        new("slippage_bps", static (section, key) => section.Number(key), "backtest.slippage_bps"),
        new("borrow_rate", static (section, key) => section.Number(key), "backtest.borrow_rate"),
        new("allow_short", static (section, key) => section.Flag(key), "backtest.allow_short"),
        new("fill", static (section, key) => section.Choice<FillRule>(key) is { } rule ? Words.Of(rule) : null, "backtest.fill"),
        new("lot_step", static (section, key) => section.Number(key), "backtest.lot_step"),
        new("seed", static (section, key) => section.Whole(key), "backtest.seed"),
        new("stop_loss", Distance, "backtest.stop_loss"),
        new("take_profit", Distance, "backtest.take_profit"),
        new("trailing_stop", Distance, "backtest.trailing_stop"),
        new("settings", Settings),
        new("generate_report", static (section, key) => section.Flag(key)),
        new("generate_risk_report", static (section, key) => section.Flag(key)),
        new("generate_tca_report", static (section, key) => section.Flag(key)),
        new("timeout", static (section, key) => section.Read(key, "a span of time such as 90s, 10m or 2h", static scalar => DurationText.Parse(scalar.Text))),
    ];

    private static string? Date(YamlSection section, string key) => section.Parsed(key, BatchDate.Wanted, static text => BatchDate.ToUtc(text) is null ? null : text);

    private static BarInterval? Interval(YamlSection section, string key) => section.Parsed(key, "an interval such as 15m, 1h, 1d or 1w", BarInterval.Parse);

    private static string? Local(YamlSection section, string key)
    {
        if (section.Text(key) is not { } source || source == "local") return "local";
        section.Fault(key, $"{section.PathOf(key)} must be local, and is \"{Words.Short(source)}\": a batch reads files of this machine and goes to no network.", "Name the files by data_path.");
        return null;
    }

    private static IReadOnlyList<string>? Symbols(YamlSection section, string key)
    {
        var symbols = section.Texts(key);
        if (symbols is { Count: 0 } && section.Find(key) is YamlList { Count: 0 }) section.Fault(key, $"{section.PathOf(key)} is an empty list.", "Leave it out for all instruments of the data.");
        return symbols;
    }

    private static string? Rebalance(YamlSection section, string key) =>
        section.Parsed(key, "D, W, M or Q (a day, week, month or quarter)", static text =>
            RebalanceWords.Of(text.Length == 1 ? text.ToUpperInvariant() : text.ToLowerInvariant()) is { } frequency ? RebalanceWords.Of(frequency) : null);

    private static object? Distance(YamlSection section, string key)
    {
        if (section.Find(key) is not { } node) return null;
        if (node is YamlMap or YamlScalar { Value: long or double }) return node.ToValue();
        section.Wrong(key, node, "a fraction such as 0.05, or a map such as { kind: atr, window: 14, multiple: 2 }");
        return null;
    }

    private static OrderedDictionary<string, object?> Parameters(YamlSection section, string key)
    {
        var table = section.Map(key);
        var parameters = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, node) in table.FreeEntries())
        {
            if (node is YamlScalar { Value: not null } scalar) parameters[name] = scalar.Value;
            else table.Wrong(name, node, "a number, true or false, or a text");
        }

        return parameters;
    }

    // "backtest: { fee_bps: 5 }" says the same as "backtest.fee_bps: 5", and takes nothing else of [backtest] away.
    private static OrderedDictionary<string, object?> Settings(YamlSection section, string key)
    {
        var table = section.Map(key);
        var settings = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, node) in table.FreeEntries())
        {
            var isTable = node is YamlMap && !name.Contains('.', StringComparison.Ordinal);
            foreach (var (setting, value) in isTable ? ((YamlMap)node).Select(inner => ($"{name}.{inner.Key}", inner.Value)) : [(name, node)])
            {
                var own = Owned.GetValueOrDefault(setting) ?? All.FirstOrDefault(k => k.Setting == setting && section.Has(k.Name))?.Name;
                if (own is not null) table.Fault(name, $"{table.PathOf(setting)} is what {own} says.", $"Write {own}{(own == "output_root" ? " at the top" : "")} and take this out.");
                else if (!settings.TryAdd(setting, value.ToValue())) table.Fault(name, $"{table.PathOf(setting)} is given twice.", "Keep one of the two.");
            }
        }

        return settings;
    }
}
