namespace PeakTrade.Configuration;

/// <summary>What a portfolio's files say, for the evidence: a run is named by their content and not by where they lie. What there is no file of is null.</summary>
public sealed record PortfolioContent
{
    /// <summary>The factor bundle.</summary>
    public FactorBundle? Bundle { get; init; }

    /// <summary>What the files of the bundle's factors hold: a fingerprint by the factor's name.</summary>
    public IReadOnlyDictionary<string, string> FactorFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>The instruments that are wanted, in any order.</summary>
    public IReadOnlyCollection<string>? Universe { get; init; }

    /// <summary>The instruments' sectors.</summary>
    public IReadOnlyDictionary<string, string>? Sectors { get; init; }

    /// <summary>The keys of paths whose content is known. One whose content is not known is all that tells two runs apart, and stays.</summary>
    internal IEnumerable<string> KeysOfPlaces()
    {
        if (Bundle is not null) yield return "portfolio.bundle";
        if (Universe is not null) yield return "portfolio.universe";
        if (Sectors is not null) yield return "portfolio.sectors";
    }

    internal EffectiveSettings Settings() => new()
    {
        { "bundle", Bundle is null ? null : BundleSettings.Of(Placeless(Bundle)) },
        { "universe", Universe?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() },
        { "sectors", Sectors is null ? null : BySymbol(Sectors) },
    };

    // Past the look for secrets: an instrument may be called TOKEN.
    private static EffectiveSettings BySymbol(IReadOnlyDictionary<string, string> sectors)
    {
        var settings = new EffectiveSettings();
        settings.AddRange(sectors.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => KeyValuePair.Create(s.Key, (object?)s.Value)));
        return settings;
    }

    // The universe of a bundle stands with the portfolio's own.
    private FactorBundle Placeless(FactorBundle bundle) => bundle with
    {
        Universe = Universe is null ? bundle.Universe : null,
        Factors = [.. bundle.Factors.Select(f => FactorFiles.TryGetValue(f.Name, out var content) ? f with { File = content } : f)],
    };
}
