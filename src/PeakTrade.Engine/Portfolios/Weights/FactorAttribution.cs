namespace PeakTrade.Engine.Weights;

/// <summary>
/// What each factor did for a portfolio from one rebalance to the next (docs/portfolios.md, "What each factor did"): the instruments' returns are explained by their
/// standardised values, and the portfolio has as much of a factor's return as its weights times those values come to.
/// </summary>
internal static class FactorAttribution
{
    /// <summary>What all instruments did alike.</summary>
    public const string Market = "market";

    /// <summary>What nothing explains.</summary>
    public const string Specific = "specific";

    /// <summary>Fees, slippage and borrow.</summary>
    public const string Costs = "costs";

    /// <summary>Works the contributions of a run out when they are asked for, once.</summary>
    public static Func<IRunDetails, IReadOnlyList<FactorContribution>> WhenAsked(Universe universe, MultifactorRule rule, FillRule fill)
    {
        IReadOnlyList<FactorContribution>? done = null;
        return details => done ??= Of(details, universe, rule, fill);
    }

    /// <summary>For each time between rebalances a contribution of each factor, the market, the rest and the costs; they add up to the return of that time.</summary>
    public static IReadOnlyList<FactorContribution> Of(IRunDetails details, Universe universe, MultifactorRule rule, FillRule fill)
    {
        using var part = StageClock.Measure(RunStage.Metrics);
        var curve = details.ReadEquity();
        var periods = HoldingPeriods.Of(details, curve, universe, rule.Scored, fill);
        var factors = rule.FactorNames.ToArray();
        var contributions = new List<FactorContribution>(periods.Count * (factors.Length + 3));
        for (var j = 0; j < periods.Count; j++)
        {
            // An account without equity has no return.
            if (!(periods[j].Equity > 0)) break;
            var end = periods[j].IsLast ? curve.Equity.Span[^1] : periods[j + 1].Equity;
            Add(contributions, periods[j], end / periods[j].Equity - 1, factors, universe, fill);
        }

        return contributions;
    }

    private static void Add(List<FactorContribution> contributions, HoldingPeriod period, double whole, string[] factors, Universe universe, FillRule fill)
    {
        var explained = Explain(period, factors.Length, universe, fill);
        var (from, to) = (universe.TimeAt(period.Start), universe.TimeAt(period.End));
        var costs = -period.Costs / period.Equity;
        var rest = whole - costs;
        for (var f = 0; f <= factors.Length; f++)
        {
            var (exposure, factorReturn) = explained[f];
            contributions.Add(new(from, to, f < factors.Length ? factors[f] : Market, exposure, factorReturn, exposure * factorReturn));
            rest -= exposure * factorReturn;
        }

        contributions.Add(new(from, to, Specific, null, null, rest));
        contributions.Add(new(from, to, Costs, null, null, costs));
    }

    /// <summary>Exposure and return of each factor, and of the market as the last.</summary>
    private static (double Exposure, double Return)[] Explain(HoldingPeriod period, int factors, Universe universe, FillRule fill)
    {
        var names = period.Decided.Instruments;
        var (returns, weights) = (new double[names.Length], new double[names.Length]);
        var explained = new (double Exposure, double Return)[factors + 1];
        for (var k = 0; k < names.Length; k++)
        {
            var start = HoldingPeriods.PriceAt(universe, names[k], period.Start, fill);
            var end = period.IsLast ? HoldingPeriods.CloseAt(universe, names[k], period.End) : HoldingPeriods.PriceAt(universe, names[k], period.End, fill);
            returns[k] = double.IsFinite(end / start) ? end / start - 1 : 0;
            weights[k] = period.Units[names[k]] * start / period.Equity;
            explained[factors].Exposure += weights[k];
        }

        for (var f = 0; f < factors; f++)
        {
            for (var k = 0; k < names.Length; k++) explained[f].Exposure += weights[k] * period.Decided.Values[f * names.Length + k];
        }

        // Its columns are written over.
        var (constant, slopes) = LeastSquares.Fit([.. period.Decided.Values], returns);
        for (var f = 0; f < factors; f++) explained[f].Return = slopes[f];
        explained[factors].Return = constant;
        return explained;
    }
}
