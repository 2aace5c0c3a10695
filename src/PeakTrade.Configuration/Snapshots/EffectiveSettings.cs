using System.Globalization;

namespace PeakTrade.Configuration;

/// <summary>A configuration as a tree of keys and plain values: every setting, in the order of the documentation, secrets masked.</summary>
internal sealed class EffectiveSettings : List<KeyValuePair<string, object?>>
{
    public static EffectiveSettings Of(RunConfig config, string strategyKey, ParameterSet bound, PortfolioContent? content)
    {
        var settings = new EffectiveSettings
        {
            { "mode", Words.Of(config.Mode) },
            {
                "strategy", new EffectiveSettings
                {
                    { "key", strategyKey },
                    { "allow_out_of_range", config.Strategy.AllowOutOfRange },
                    { strategyKey, Free(bound.Select(p => KeyValuePair.Create(p.Key, Plain(p.Value)))) },
                }
            },
            { "backtest", Of(config.Backtest) },
        };
        // A run of one instrument says nothing of portfolios, and is the same run as before there were any.
        if (content is not null || config.Portfolio != new PortfolioOptions()) settings.Add("portfolio", Of(config.Portfolio, content));
        settings.Add("data", Of(config.Data));
        settings.Add("results", new EffectiveSettings { { "root", config.Results.Root }, { "trades", Words.Of(config.Results.Trades) } });
        settings.Add("tracking", Of(config.Tracking));
        return settings;
    }

    /// <summary>What the tables that say nothing of a run itself are in every configuration's hash: where it is stored left out, and nobody told of it.</summary>
    public static EffectiveSettings Untold { get; } = new()
    {
        { "results", new EffectiveSettings() },
        { "tracking", Without(new EffectiveSettings { { "tracking", Of(new TrackingOptions()) } }, "tracking.assembly", "tracking.outbox")[0].Value },
    };

    /// <summary>The same settings with other tables in the place of those of their names.</summary>
    public static EffectiveSettings Replaced(EffectiveSettings settings, EffectiveSettings tables)
    {
        var replaced = new EffectiveSettings();
        foreach (var pair in settings) replaced.Add(tables.FirstOrDefault(t => t.Key == pair.Key) is { Key: not null } other ? other : pair);
        return replaced;
    }

    /// <summary>The same settings but for some, named as <c>table.key</c>.</summary>
    public static EffectiveSettings Without(EffectiveSettings settings, params ReadOnlySpan<string> keys)
    {
        var kept = new EffectiveSettings();
        foreach (var (name, value) in settings)
        {
            var inner = new EffectiveSettings();
            foreach (var pair in value as EffectiveSettings ?? [])
            {
                if (!keys.Contains($"{name}.{pair.Key}")) inner.Add(pair);
            }

            kept.Add(KeyValuePair.Create(name, value is EffectiveSettings ? inner : value));
        }

        return kept;
    }

    private static EffectiveSettings Of(BacktestOptions options) => new()
    {
        { "start_capital", options.StartCapital },
        { "fee_bps", options.FeeBps },
        { "fee_fixed", options.FeeFixed },
        { "fee_minimum", options.FeeMinimum },
        { "slippage_bps", options.SlippageBps },
        { "borrow_rate", options.BorrowRate },
        { "fill", Words.Of(options.Fill) },
        { "intrabar", Words.Of(options.Intrabar) },
        { "allow_short", options.AllowShort },
        { "sizing", Of(options.Sizing) },
        { "lot_step", options.LotStep },
        { "max_leverage", options.MaxLeverage },
        { "maintenance_margin", options.MaintenanceMargin },
        { "stop_loss", Of(options.StopLoss) },
        { "take_profit", Of(options.TakeProfit) },
        { "trailing_stop", Of(options.TrailingStop) },
        { "execution", Words.Of(options.Execution) },
        { "seed", options.Seed },
        { "periods_per_year", options.PeriodsPerYear },
    };

    private static EffectiveSettings Of(PortfolioOptions options, PortfolioContent? content)
    {
        var settings = new EffectiveSettings
        {
            { "enabled", options.Enabled },
            { "rebalance", RebalanceWords.Of(options.Rebalance) },
            { "max_gross_exposure", options.MaxGrossExposure },
            { "net_exposure", options.NetExposure },
            { "max_weight", options.MaxWeight },
            { "max_turnover", options.MaxTurnover },
            { "min_trade", options.MinTrade },
            { "max_positions", (long?)options.MaxPositions },
            { "bundle", options.Bundle },
            { "universe", options.Universe },
            { "sectors", options.Sectors },
        };
        if (content is not null) settings.Add("content", content.Settings());
        return settings;
    }

    private static EffectiveSettings Of(DataOptions data) => new()
    {
        { "backend", data.Backend },
        { "path", data.Path },
        { "symbol", data.Symbol },
        { "timezone", data.Timezone },
        { "on_bad_row", Words.Of(data.OnBadRow) },
        { "from", Moment(data.From) },
        { "to", Moment(data.To) },
        { "resample", data.Resample?.ToString() },
        { "session", data.Session.ToString("HH:mm", CultureInfo.InvariantCulture) },
    };

    private static EffectiveSettings Of(Sizing sizing)
    {
        var settings = new EffectiveSettings { { "kind", Words.Of(sizing.Kind) }, { "value", sizing.Value } };
        if (sizing.Kind == SizingKind.VolatilityTarget) settings.Add("window", (long)sizing.WindowBars);
        return settings;
    }

    private static object? Of(Distance? distance) => distance switch
    {
        null => null,
        { IsAtr: true } => new EffectiveSettings { { "kind", "atr" }, { "window", (long)distance.AtrWindowBars }, { "multiple", distance.Multiple } },
        _ => distance.Fraction,
    };

    private static EffectiveSettings Of(TrackingOptions tracking)
    {
        var settings = new EffectiveSettings
        {
            { "enabled", tracking.Enabled },
            { "backend", tracking.Backend },
            { "strict", tracking.Strict },
            { "assembly", tracking.Assembly },
            { "outbox", tracking.Outbox },
            {
                "mlflow", new EffectiveSettings
                {
                    { "tracking_uri", tracking.Mlflow.TrackingUri },
                    { "experiment_name", tracking.Mlflow.ExperimentName },
                    { "tags", Free(tracking.Mlflow.Tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => KeyValuePair.Create(t.Key, (object?)t.Value))) },
                }
            },
        };
        if (tracking.Settings.Count > 0) settings.Add(tracking.Backend, Free(tracking.Settings));
        return settings;
    }

    private static string? Moment(DateTime? utc) => utc?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static EffectiveSettings Free(IEnumerable<KeyValuePair<string, object?>> pairs)
    {
        var settings = new EffectiveSettings();
        foreach (var (key, value) in pairs) settings.Add(key, value);
        return settings;
    }

    // A strategy without a schema takes values of any type.
    private static object? Plain(object value)
    {
        try
        {
            return TomlConversion.ToNode(value, null) is TomlValue node ? node.Value : Convert.ToString(value, CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return Convert.ToString(value, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Adds a setting: a secret masked, a number in its one form.</summary>
    public void Add(string key, object? value) => Add(KeyValuePair.Create(key, value switch
    {
        EffectiveSettings => value,
        not null when Secrets.IsSecret(key) => Secrets.Mask,
        string text => Secrets.Redact(text),
        // -0.0 is equal to 0.0 and must not look different.
        double number => number + 0.0,
        _ => value,
    }));
}
