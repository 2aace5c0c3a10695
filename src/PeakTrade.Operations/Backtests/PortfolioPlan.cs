using PeakTrade.Configuration;
using PeakTrade.Data.Factors;
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
}

/// <summary>A factor of a bundle: one that is worked out from the bars, or the panel that a file holds.</summary>
internal sealed record PlannedFactor(IFactor? BuiltIn, FactorPanel? Panel);
