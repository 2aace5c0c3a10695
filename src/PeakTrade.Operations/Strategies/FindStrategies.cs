using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>Lists the strategies that can be asked for by key.</summary>
public sealed class FindStrategies(StrategyRegistry strategies)
{
    /// <summary>Those whose key fits one of the patterns (<c>*</c> and <c>?</c>), or all; a key without wildcards that nobody has is a fault.</summary>
    public IEnumerable<RegisteredStrategy> Execute(IReadOnlyList<string> patterns)
    {
        if (patterns.Count == 0) return All;
        return patterns.SelectMany(Matching).DistinctBy(s => s.Key);
    }

    private IEnumerable<RegisteredStrategy> All => strategies.All.Concat(StrategyRegistry.OfPortfolios);

    private IEnumerable<RegisteredStrategy> Matching(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny('*', '?') < 0)
        {
            var key = strategies.Get(pattern).Info.Key;
            return All.Where(s => s.Key == key);
        }

        return All.Where(s => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, s.Key, ignoreCase: true));
    }
}
