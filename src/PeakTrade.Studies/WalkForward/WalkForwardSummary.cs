namespace PeakTrade.Studies;

/// <summary>What the folds of walk-forward say together. Each formula stands in docs/walkforward.md.</summary>
public static class WalkForwardSummary
{
    /// <summary>The result of these folds.</summary>
    /// <param name="folds">The folds in order of time.</param>
    /// <param name="outOfSample">Their test windows as one run.</param>
    /// <param name="space">What was searched.</param>
    /// <param name="objective">The objective's name.</param>
    /// <param name="direction">Which way it is better.</param>
    /// <param name="scheme">How the windows were cut.</param>
    public static WalkForwardResult Of(IReadOnlyList<WalkForwardFold> folds, BacktestResult outOfSample, SearchSpace space, string objective, StudyDirection direction, WalkForwardScheme scheme)
    {
        var compared = folds.Where(f => f.InSample is not null && f.OutOfSample is not null).ToList();
        var (inside, outside) = (Mean(compared, f => f.InSample!.Value), Mean(compared, f => f.OutOfSample!.Value));
        var result = new WalkForwardResult
        {
            Strategy = outOfSample.Strategy,
            Symbol = outOfSample.Symbol,
            Path = outOfSample.Path,
            Scheme = scheme,
            Objective = objective,
            Folds = folds.ToArray(),
            OutOfSample = outOfSample,
            Efficiency = Efficiency(folds),
            ProfitableFolds = folds.Count == 0 ? null : (double)folds.Count(f => f.OutOfSampleReturn > 0) / folds.Count,
            InSampleObjective = inside,
            OutOfSampleObjective = outside,
            Degradation = inside is { } promised && promised != 0 ? (direction == StudyDirection.Maximize ? promised - outside : outside - promised) / Math.Abs(promised) : null,
            Stability = space.Select(d => new ParameterStability(d.Name, Stability(folds, d))).ToArray(),
            Parameters = folds.LastOrDefault(f => f.BestParameters is not null)?.BestParameters,
            Verdict = "",
        };
        return result with { Verdict = WalkForwardVerdict.Of(result, AnnualReturn(folds, f => f.OutOfSampleReturn, f => f.TestBars)) };
    }

    // Of all bars of a kind, as if the windows had been run one behind the other: what bars of overlapping training windows earn counts as often as they were trained on.
    private static double? AnnualReturn(IReadOnlyList<WalkForwardFold> folds, Func<WalkForwardFold, double?> made, Func<WalkForwardFold, int> bars)
    {
        var (growth, years) = (0.0, 0.0);
        foreach (var fold in folds)
        {
            if (made(fold) is not { } part) continue;
            growth += Math.Log(Math.Max(0, 1 + part));
            years += bars(fold) / fold.PeriodsPerYear;
        }

        var rate = Math.Exp(growth / years) - 1;
        return years > 0 && double.IsFinite(rate) ? rate : null;
    }

    private static double? Efficiency(IReadOnlyList<WalkForwardFold> folds)
    {
        // A fold that found nothing promised nothing, and earned nothing: it counts on neither side.
        var run = folds.Where(f => f.InSampleReturn is not null).ToList();
        return AnnualReturn(run, f => f.InSampleReturn, f => f.TrainBars) is > 0 and var promised ? AnnualReturn(run, f => f.OutOfSampleReturn, f => f.TestBars) / promised : null;
    }

    private static double? Stability(IReadOnlyList<WalkForwardFold> folds, Dimension dimension)
    {
        var values = folds.Select(f => f.BestParameters is { } best && best.TryGetValue(dimension.Name, out var value) ? dimension.NumberOf(value) : null).OfType<double>().ToList();
        if (values.Count < 2) return null;
        if (dimension.Kind == DimensionKind.Categorical) return (double)values.CountBy(v => v).Max(v => v.Value) / values.Count;
        if (dimension.High <= dimension.Low) return 1;
        var changes = values.Skip(1).Zip(values, (after, before) => Math.Abs(Place(after) - Place(before))).Order().ToList();
        return 1 - (changes[changes.Count / 2] + changes[(changes.Count - 1) / 2]) / 2;

        double Place(double value) => dimension.Log
            ? Math.Log(value / dimension.Low) / Math.Log(dimension.High / dimension.Low)
            : (value - dimension.Low) / (dimension.High - dimension.Low);
    }

    private static double? Mean(List<WalkForwardFold> folds, Func<WalkForwardFold, double> figure) => folds.Count == 0 ? null : folds.Sum(figure) / folds.Count;
}
