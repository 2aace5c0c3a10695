namespace PeakTrade.Engine;

/// <summary><c>equal_weight</c>: all instruments that may trade weigh the same (docs/portfolios.md, rule 3).</summary>
internal sealed class EqualWeightRule(PortfolioOptions portfolio) : IWeightRule
{
    // With longs alone, what longs are worth above shorts is all that there is.
    private readonly double _all = portfolio.NetExposure ?? portfolio.MaxGrossExposure ?? 1;

    public bool Decide(int signalRow, ReadOnlySpan<bool> mayTrade, Span<double> weights, Span<double> scores)
    {
        var count = mayTrade.Count(true);
        if (count == 0) return false;
        var weight = Math.Clamp(_all / count, -portfolio.MaxWeight, portfolio.MaxWeight);
        for (var i = 0; i < weights.Length; i++) weights[i] = mayTrade[i] ? weight : 0;
        return true;
    }
}
