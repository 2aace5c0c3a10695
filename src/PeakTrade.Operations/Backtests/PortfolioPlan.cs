using PeakTrade.Configuration;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>What a portfolio's files say: bundle, universe, sectors, factors. Read and checked before any data are.</summary>
internal sealed record PortfolioPlan
{
    /// <summary>The symbol of its results: the bundle's name, or the universe file's.</summary>
    public required string Name { get; init; }

    /// <summary>Whether instruments are weighed against each other; else a strategy of one instrument trades each of them out of one cash.</summary>
    public required bool ByWeights { get; init; }

    public FactorBundle? Bundle { get; init; }

    /// <summary>The bundle's factors in its order.</summary>
    public IReadOnlyList<PlannedFactor> Factors { get; init; } = [];

    /// <summary>The instruments that are wanted; none for all of the data.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    public IReadOnlyDictionary<string, string> Sectors { get; init; } = new Dictionary<string, string>();

    /// <summary>What the files hold, as part of the configuration's hash.</summary>
    public required PortfolioContent Content { get; init; }

    /// <summary>Reads the files that a configuration names; its own paths are absolute, those inside a bundle start from the folder given.</summary>
    public static PortfolioPlan Of(RunConfig config, IStrategy strategy, string baseFolder, PortfolioFiles files)
    {
        var (options, byWeights) = (config.Portfolio, strategy is WeightStrategy);
        var faults = byWeights ? PortfolioBacktester.Validate(options, config.Backtest) : SharedCashBacktester.Validate(options, config.Backtest);
        if (faults.ToList() is { Count: > 0 } wrong) throw FaultCatalogue.ConfigInvalid.Because(wrong);

        var file = BundleOf(options, strategy, files);
        var universe = options.Universe ?? (file?.Bundle.Universe is { } inside ? Path.GetFullPath(inside, baseFolder) : null);
        IReadOnlyList<string>? symbols = universe is null ? null : files.Universe(universe);
        var sectors = options.Sectors is { } table ? files.Sectors(table) : null;
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        return new PortfolioPlan
        {
            Name = file?.Bundle.Name ?? (universe is null ? "portfolio" : Path.GetFileNameWithoutExtension(universe)),
            ByWeights = byWeights,
            Bundle = file?.Bundle,
            Factors = file is null ? [] : [.. file.Bundle.Factors.Select((factor, at) => Factor(factor, file.PlaceOfFactor(at), baseFolder, config.Data.Timezone, files, contents))],
            Symbols = symbols ?? [],
            Sectors = sectors ?? new Dictionary<string, string>(),
            Content = new PortfolioContent { Bundle = file?.Bundle, FactorFiles = contents, Universe = symbols, Sectors = sectors },
        };
    }

    private static FactorBundleFile? BundleOf(PortfolioOptions options, IStrategy strategy, PortfolioFiles files)
    {
        var wants = strategy == WeightStrategy.MultifactorLongShort;
        return (wants, options.Bundle) switch
        {
            (true, { } path) => files.Bundle(path),
            (true, null) => throw FaultCatalogue.ConfigInvalid.Because($"{strategy.Info.Key} scores by a factor bundle, and none is named.", "Name its file: -Bundle (--bundle), or [portfolio] bundle.", new Place(Key: "portfolio.bundle")),
            (false, not null) => throw FaultCatalogue.ConfigInvalid.Because($"{strategy.Info.Key} knows no factor bundle.", "Leave it out, or use multifactor_long_short.", new Place(Key: "portfolio.bundle")),
            _ => null,
        };
    }

    private static PlannedFactor Factor(BundleFactor factor, Place place, string baseFolder, string timezone, PortfolioFiles files, SortedDictionary<string, string> contents)
    {
        if (factor.File is { } path)
        {
            var full = Path.GetFullPath(path, baseFolder);
            contents[factor.Name] = files.Fingerprint(full);
            return new PlannedFactor(null, files.Factor(full, factor.Name, timezone));
        }

        try
        {
            return new PlannedFactor(BuiltInFactors.Get(factor.Name), null);
        }
        catch (PeakTradeException unknown)
        {
            throw FaultCatalogue.ConfigInvalid.Because([.. unknown.Faults.Select(f => f with { Place = place })], factor.Name);
        }
    }
}

/// <summary>A factor of a bundle: one that is worked out from the bars, or the panel that a file holds.</summary>
internal sealed record PlannedFactor(IFactor? BuiltIn, FactorPanel? Panel);
