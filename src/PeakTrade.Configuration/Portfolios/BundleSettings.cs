namespace PeakTrade.Configuration;

/// <summary>A factor bundle as a tree of keys and values: every one of them, in the order of <c>docs/factor-bundles.md</c>.</summary>
internal static class BundleSettings
{
    public static EffectiveSettings Of(FactorBundle bundle) => new()
    {
        { "name", bundle.Name },
        { "universe", bundle.Universe },
        { "factors", bundle.Factors.Select(Of).ToArray() },
        { "options", Options(bundle) },
    };

    private static EffectiveSettings Of(BundleFactor factor) => new()
    {
        { "name", factor.Name },
        { "weight", factor.Weight },
        { "direction", Words.Of(factor.Direction) },
        { "file", factor.File },
    };

    private static EffectiveSettings Options(FactorBundle bundle)
    {
        var options = new EffectiveSettings
        {
            { "winsorize", bundle.Winsorize },
            { "standardize", Words.Of(bundle.Standardize) },
            { "long_quantile", bundle.LongQuantile },
            { "short_quantile", bundle.ShortQuantile },
            { "weighting", Words.Of(bundle.Weighting) },
        };
        if (bundle.Weighting == PortfolioWeighting.InverseVolatility) options.Add("volatility_window", (long)bundle.VolatilityWindowBars);
        options.Add("sector_neutral", bundle.SectorNeutral);
        return options;
    }
}
