namespace PeakTrade.Studies;

/// <summary>
/// Asynchronous successive halving (Li et al., "A System for Massively Parallel Hyperparameter Tuning", 2020): after <c>min</c>, <c>min</c> x <c>reduction</c>, <c>min</c> x <c>reduction</c>^2, ...
/// steps a trial goes on where it is among the best 1/<c>reduction</c> of those that came so far, itself included and rounded up, so that the best of them always does.
/// Of everybody's steps up to there the best counts, which noise moves less than the last. Nothing waits for others: who comes early is judged by few.
/// <para>With several objectives trials are ordered by how many dominate them; one that nobody dominates goes on.</para>
/// <para>NaN is worse than any number, its own and others'. Pruned trials count at the steps they took, like complete ones; failed ones, and those that break a constraint,
/// count for nothing, and one that was answered from an equal trial does not count again.</para>
/// </summary>
internal sealed class HalvingPruner : IPruner
{
    private readonly int _startup;
    private readonly int _reduction;
    private readonly int _objectives;
    private readonly long _firstRung;
    private readonly StepLedger _ledger;

    public HalvingPruner(PrunerSetup setup) : this(setup, setup.Options.Integer("reduction", 4, low: 2), setup.Options.Integer("min", 1, low: 1), _ => true)
    {
    }

    /// <summary>One that knows only some trials, by their numbers.</summary>
    public HalvingPruner(PrunerSetup setup, int reduction, long firstRung, Func<int, bool> belongs)
    {
        _startup = setup.Options.Integer("startup", 0);
        (_reduction, _firstRung) = (reduction, firstRung);
        _objectives = setup.Directions.Count;
        _ledger = new StepLedger(_objectives, bestSoFar: true, trial => trial.State is TrialState.Complete or TrialState.Pruned && belongs(trial.Number));
    }

    public bool ShouldStop(TrialsSeen seen, IReadOnlyList<TrialStep> steps)
    {
        if (steps.Count == 0 || !IsRung(steps[^1].Number) || _ledger.Count(seen) < _startup) return false;
        Span<double> losses = stackalloc double[_objectives];
        seen.BestLossesOf(steps, 0, steps.Count, losses);
        var (better, compared) = _ledger.Place(seen, steps[^1].Number, losses);
        return better >= (compared + 1 + _reduction - 1) / _reduction;
    }

    private bool IsRung(int step)
    {
        var rung = _firstRung;
        while (rung < step) rung *= _reduction;
        return rung == step;
    }
}
