namespace PeakTrade.Studies;

/// <summary>How far a study's best result may be owed to searching. Each formula stands in docs/overfitting.md.</summary>
public static class Overfitting
{
    /// <summary>Beyond so many trials an even choice of them is resampled.</summary>
    public const int MostResampled = 20_000;

    /// <summary>
    /// Judges the best trial of a study. The order of <paramref name="trials"/> does not matter; those that are cut otherwise than the best trial's are left out.
    /// </summary>
    /// <param name="trials">The returns of all complete trials that were worked out.</param>
    /// <param name="trialsSeen">How many different parameter sets the store saw, pruned ones too.</param>
    /// <param name="best">The study's best trial; null where there is none.</param>
    /// <param name="periodsPerYear">Bars a year; not a number where nobody knows, which leaves the figures a year undefined.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="cancel">Ends the work.</param>
    public static OverfittingReport Assess(IReadOnlyList<TrialReturns> trials, int trialsSeen, BestTrial? best, double periodsPerYear, long seed, CancellationToken cancel = default)
    {
        var compared = Comparable(trials, best);
        var tried = Math.Max(trialsSeen, compared.Count);
        var luck = LuckPerBar(compared, tried);
        var resampled = Thinned(compared, best).ConvertAll(t => t.Blocks);
        var splits = CrossValidation.Of(resampled, seed, cancel);
        var tests = BootstrapTest.Of(resampled, seed, cancel);
        var report = new OverfittingReport
        {
            Trials = tried,
            TrialsResampled = resampled.Count,
            SharpeByLuck = periodsPerYear > 0 ? luck * Math.Sqrt(periodsPerYear) : null,
            BacktestOverfitting = splits?.BelowMedian,
            OutOfSampleLoss = splits?.Loss,
            RealityCheck = tests?.RealityCheck,
            SuperiorAbility = tests?.SuperiorAbility,
            Verdict = "",
        };
        if (best is not null && periodsPerYear > 0) report = WithBest(report, best, luck, periodsPerYear);
        return report with { Verdict = OverfittingVerdict.Of(report, best) };
    }

    private static OverfittingReport WithBest(OverfittingReport report, BestTrial best, double? luck, double periodsPerYear) => report with
    {
        Sharpe = best.SharpePerBar * Math.Sqrt(periodsPerYear),
        ProbabilisticSharpe = Above(0, best),
        DeflatedSharpe = luck is { } hurdle ? Above(hurdle, best) : null,
        MinimumBacktestYears = best.SharpePerBar is { } sharpe ? SharpeOdds.MinimumYears(report.Trials, sharpe * Math.Sqrt(periodsPerYear)) : null,
        BacktestYears = best.Returns / periodsPerYear,
    };

    private static double? Above(double other, BestTrial best) =>
        best is { SharpePerBar: { } sharpe, Skew: { } skew, ExcessKurtosis: { } kurtosis } ? SharpeOdds.Above(other, sharpe, skew, kurtosis, best.Returns) : null;

    // The spread of the trials' own ratios says how far luck carries; a trial whose returns are alike has none.
    private static double? LuckPerBar(List<TrialReturns> trials, int tried)
    {
        if (tried < 2) return 0;
        var ratios = trials.Select(t => t.Blocks.SharpePerBar).OfType<double>().ToList();
        if (ratios.Count < 2) return null;
        var mean = ratios.Sum() / ratios.Count;
        return Math.Sqrt(ratios.Sum(r => (r - mean) * (r - mean)) / (ratios.Count - 1)) * SharpeOdds.ExpectedBest(tried);
    }

    private static List<TrialReturns> Comparable(IReadOnlyList<TrialReturns> trials, BestTrial? best)
    {
        var ordered = trials.OrderBy(t => t.Trial).ToList();
        var model = ordered.Find(t => t.Trial == best?.Trial) ?? ordered.FirstOrDefault();
        return ordered.FindAll(t => t.Blocks.IsCutAs(model!.Blocks));
    }

    private static List<TrialReturns> Thinned(List<TrialReturns> trials, BestTrial? best)
    {
        if (trials.Count <= MostResampled) return trials;
        var every = (trials.Count + MostResampled - 1) / MostResampled;
        return [.. trials.Where((t, i) => i % every == 0 || t.Trial == best?.Trial)];
    }
}
