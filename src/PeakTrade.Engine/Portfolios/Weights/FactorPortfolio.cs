using PeakTrade.Engine.Weights;

namespace PeakTrade.Engine;

/// <summary>Turns a factor bundle over a universe into weights that a portfolio can hold.</summary>
public static class FactorPortfolio
{
    /// <summary>
    /// Trades the rows [<paramref name="fromRow"/>, <paramref name="toRow"/>) by a factor bundle. The panels hold its factors' values, in its order; their instruments and times need not
    /// be those of the universe. The caller says which strategy it was.
    /// </summary>
    public static BacktestResult Run(
        Universe universe, FactorBundle bundle, IReadOnlyList<FactorPanel> panels, IReadOnlyDictionary<string, string>? sectors, PortfolioOptions portfolio, BacktestOptions options,
        int fromRow, int toRow, bool explain = true, CancellationToken cancel = default)
    {
        var rule = Rule(bundle, panels, universe, portfolio, options.AllowShort, sectors, explain);
        var result = PortfolioBacktester.Run(universe, rule, portfolio, options, fromRow, toRow, explain ? FactorAttribution.WhenAsked(universe, rule, options.Fill) : null, cancel);
        return result with { Portfolio = result.Portfolio! with { Bundle = bundle.Name, Factors = [.. rule.FactorNames], Sectors = Known(universe, sectors) } };
    }

    /// <summary>A rule for one run.</summary>
    /// <param name="bundle">The factors and how they become weights.</param>
    /// <param name="panels">The values of the bundle's factors, in its order; their instruments and times need not be those of the universe.</param>
    /// <param name="universe">The instruments.</param>
    /// <param name="options">Gross and net exposure, and the most that one instrument may weigh.</param>
    /// <param name="allowShort">Whether instruments may be held short.</param>
    /// <param name="sectors">The instruments' sectors, by name.</param>
    /// <param name="explain">Whether factor contributions may be asked for: the rule then keeps the values it decides by.</param>
    internal static MultifactorRule Rule(FactorBundle bundle, IReadOnlyList<FactorPanel> panels, Universe universe, PortfolioOptions options, bool allowShort,
        IReadOnlyDictionary<string, string>? sectors = null, bool explain = true)
    {
        using var part = StageClock.Measure(RunStage.Signals);
        if (panels.Count != bundle.Factors.Count) throw new ArgumentException($"The bundle {bundle.Name} has {bundle.Factors.Count} factors, and {panels.Count} panels were given.", nameof(panels));
        sectors ??= new Dictionary<string, string>();
        if (Wrong(bundle, options, allowShort, sectors).ToList() is { Count: > 0 } faults) throw FaultCatalogue.ConfigInvalid.Because(faults, bundle.Name);
        return new MultifactorRule(bundle, panels, universe, options, allowShort, sectors, explain);
    }

    // A table of sectors may name a whole market.
    private static Dictionary<string, string> Known(Universe universe, IReadOnlyDictionary<string, string>? sectors) =>
        sectors is null ? [] : universe.Symbols.Where(sectors.ContainsKey).ToDictionary(symbol => symbol, symbol => sectors[symbol], StringComparer.Ordinal);

    // What each file says is right by itself, or its reader had refused it; together it may be nothing that can be held.
    private static IEnumerable<Fault> Wrong(FactorBundle bundle, PortfolioOptions options, bool allowShort, IReadOnlyDictionary<string, string> sectors)
    {
        if (bundle.SectorNeutral && sectors.Count == 0)
            yield return new($"The bundle {bundle.Name} is sector_neutral, and no sectors are given.", "Name a table of them: [portfolio] sectors.", new Place(Key: "portfolio.sectors"));
        if ((!allowShort || bundle.ShortQuantile == 0) && options.NetExposure is <= 0 and var net)
            yield return new($"net_exposure {net} cannot be held without shorts: {(allowShort ? "short_quantile is 0" : "allow_short is false")}.", "Set net_exposure above 0, or allow shorts.", new Place(Key: "portfolio.net_exposure"));
    }
}
