namespace PeakTrade.Studies;

/// <summary>
/// Stops a trial whose newest value lies below <c>lower</c> or above <c>upper</c>, as the user counts it, or is NaN. It compares with no other trial, so the best one may go as well.
/// <para>With several objectives the limits are of one of them, <c>objective=1</c> being the first.</para>
/// <para>Pruned and failed trials count for nothing; complete ones only where <c>startup</c> asks for some.</para>
/// </summary>
internal sealed class ThresholdPruner : IPruner
{
    private readonly PruningSchedule _schedule;
    private readonly StepLedger _ledger;
    private readonly int _objective;
    private readonly double _lower;
    private readonly double _upper;

    public ThresholdPruner(PrunerSetup setup)
    {
        var options = setup.Options;
        var (lower, upper) = (options.NumberOrNone("lower"), options.NumberOrNone("upper"));
        if (lower is null && upper is null) throw FaultCatalogue.ArgumentStudyOption.Because("threshold has no limit.", "Write threshold(lower=0), threshold(upper=1), or both.");
        (_lower, _upper) = (lower ?? double.NegativeInfinity, upper ?? double.PositiveInfinity);
        if (_lower > _upper) throw FaultCatalogue.ArgumentStudyOption.Because(FormattableString.Invariant($"threshold: lower is {lower}, above upper, which is {upper}."));
        _objective = options.Integer("objective", 1, low: 1, high: setup.Directions.Count) - 1;
        _schedule = PruningSchedule.Of(options, startup: 0);
        _ledger = new StepLedger(setup.Directions.Count, bestSoFar: false, trial => trial.State == TrialState.Complete);
    }

    public bool ShouldStop(TrialsSeen seen, IReadOnlyList<TrialStep> steps)
    {
        if (!_schedule.IsDue(steps) || (_schedule.Startup > 0 && _ledger.Count(seen) < _schedule.Startup)) return false;
        var values = steps[^1].Values;
        var value = _objective < values.Length ? values[_objective] : double.NaN;
        return !(value >= _lower && value <= _upper);
    }
}
