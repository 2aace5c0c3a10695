namespace PeakTrade.Studies;

/// <summary>
/// Stops a trial where more than a share of the complete trials had been better at this step than it has been at its best: <c>percentile(percentile=25)</c> keeps the
/// best quarter, <c>median</c> the better half. Of one's own steps the best counts, so that one bad step stops nobody; and it is
/// asked at every twentieth of the steps only, since who is asked often is stopped by chance at last. That, and acting from the third or fourth complete trial on, was measured.
/// <para>With several objectives a trial's best is taken objective by objective, and trials are ordered by how many dominate them; one that nobody dominates goes on.</para>
/// <para>NaN is worse than any number, its own and others'. Only complete trials that keep the constraints are compared with; pruned and failed ones count
/// for nothing, and one that was answered from an equal trial does not count again.</para>
/// </summary>
internal sealed class PercentilePruner : IPruner
{
    private readonly PruningSchedule _schedule;
    private readonly double _share;
    private readonly int _objectives;
    private readonly StepLedger _ledger;

    private PercentilePruner(PrunerSetup setup, double percentile, int startup)
    {
        _schedule = PruningSchedule.Of(setup.Options, startup, interval: Math.Max(1, setup.Steps / 20));
        _share = percentile / 100;
        _objectives = setup.Directions.Count;
        _ledger = new StepLedger(_objectives, bestSoFar: false, trial => trial.State == TrialState.Complete);
    }

    public static PercentilePruner Median(PrunerSetup setup) => new(setup, 50, startup: 3);

    public static PercentilePruner Percentile(PrunerSetup setup) => new(setup, setup.Options.Number("percentile", 25, 0, 100), startup: 4);

    public bool ShouldStop(TrialsSeen seen, IReadOnlyList<TrialStep> steps)
    {
        if (!_schedule.IsDue(steps) || _ledger.Count(seen) < _schedule.Startup) return false;
        Span<double> best = stackalloc double[_objectives];
        seen.BestLossesOf(steps, 0, steps.Count, best);
        var (better, compared) = _ledger.Place(seen, steps[^1].Number, best);
        return better > _share * compared;
    }
}
