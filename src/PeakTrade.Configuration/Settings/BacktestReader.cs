namespace PeakTrade.Configuration;

/// <summary>Reads the <c>[backtest]</c> table. What its values may be is for <see cref="BacktestOptions.Validate"/> to say.</summary>
internal static class BacktestReader
{
    private enum DistanceKind
    {
        Fraction,
        Atr,
    }

    public static BacktestOptions Read(Section section, Reading reading)
    {
        var defaults = new BacktestOptions();
        var options = new BacktestOptions
        {
            StartCapital = section.Number("start_capital", defaults.StartCapital),
            FeeBps = section.Number("fee_bps", defaults.FeeBps),
            FeeFixed = section.Number("fee_fixed", defaults.FeeFixed),
            FeeMinimum = section.Number("fee_minimum", defaults.FeeMinimum),
            SlippageBps = section.Number("slippage_bps", defaults.SlippageBps),
            BorrowRate = section.Number("borrow_rate", defaults.BorrowRate),
            Fill = section.Choice("fill", defaults.Fill),
            Intrabar = section.Choice("intrabar", defaults.Intrabar),
            AllowShort = section.Flag("allow_short", defaults.AllowShort),
            Sizing = ReadSizing(section.Table("sizing"), defaults.Sizing),
            LotStep = section.Number("lot_step", defaults.LotStep),
            MaxLeverage = section.Number("max_leverage", defaults.MaxLeverage),
            MaintenanceMargin = section.Number("maintenance_margin", defaults.MaintenanceMargin),
            StopLoss = ReadDistance(section, "stop_loss"),
            TakeProfit = ReadDistance(section, "take_profit"),
            TrailingStop = ReadDistance(section, "trailing_stop"),
            Execution = section.Choice("execution", defaults.Execution),
            Seed = section.Integer("seed", defaults.Seed),
            PeriodsPerYear = section.Number("periods_per_year"),
        };

        foreach (var fault in options.Validate())
        {
            if (!reading.IsFollowUp(fault)) section.Fault(fault.Place.Key!["backtest.".Length..], fault.Message, fault.Action);
        }

        return options;
    }

    private static Sizing ReadSizing(Section section, Sizing fallback)
    {
        var kind = section.Choice("kind", fallback.Kind);
        var value = section.Number("value");
        var window = section.Bars("window", fallback.WindowBars, least: 2);
        if (kind != SizingKind.VolatilityTarget) section.RefuseUnused($"kind = \"{Words.Of(kind)}\"", "window");
        if (kind != SizingKind.Fraction && value is null && !section.Has("value"))
            section.Fault("value", $"{section.PathOf("value")} is missing; kind = \"{Words.Of(kind)}\" needs it.");
        return new(kind, value ?? fallback.Value, window);
    }

    private static Distance? ReadDistance(Section parent, string key)
    {
        const int DefaultWindow = 14;
        const double DefaultMultiple = 2.0;
        var section = parent.NumberOrTable(key, out var fraction);
        var kind = section.Choice("kind", DistanceKind.Fraction);
        var value = section.Number("value");
        var window = section.Bars("window", DefaultWindow, least: 1);
        var multiple = section.Number("multiple", DefaultMultiple);
        if (fraction is { } share) return Distance.OfPrice(share);
        if (!section.IsGiven) return null;

        if (!section.Has("kind"))
        {
            parent.Fault(key, $"{parent.PathOf(key)} lacks kind.", "Write kind = \"fraction\" or kind = \"atr\".");
            return null;
        }

        if (kind == DistanceKind.Atr)
        {
            section.RefuseUnused("kind = \"atr\"", "value");
            return Distance.OfAtr(window, multiple);
        }

        section.RefuseUnused("kind = \"fraction\"", "window", "multiple");
        if (!section.Has("value"))
            section.Fault("value", $"{section.PathOf("value")} is missing; kind = \"fraction\" needs it.");
        return Distance.OfPrice(value ?? 0);
    }
}
