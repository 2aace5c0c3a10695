using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Tracked runs that wait in an outbox: what they are, and their delivery by hand. Every tracked command delivers those for its own destination by itself.</summary>
public sealed class WaitingRuns(TrackerRegistry trackers, TimeProvider clock)
{
    /// <summary>All that wait, in the order in which they began.</summary>
    public IReadOnlyList<WaitingRun> Find(string resultsRoot, string? outbox)
    {
        using var culture = InvariantScope.Enter();
        return List(resultsRoot, outbox).Find();
    }

    /// <summary>Delivers them, each to where it was told to go; one that cannot be delivered is an outcome of its own.</summary>
    public IEnumerable<Outcome<WaitingRun>> Send(string resultsRoot, string? outbox, bool refusedToo, CancellationToken cancel) => InvariantScope.Over(Sent(resultsRoot, outbox, refusedToo, cancel));

    private IEnumerable<Outcome<WaitingRun>> Sent(string resultsRoot, string? outbox, bool refusedToo, CancellationToken cancel)
    {
        var list = List(resultsRoot, outbox);
        var places = list.Find().Where(run => refusedToo || run.Refusal is null).Select(run => (run.Address, run.Experiment)).Distinct().ToList();
        foreach (var (address, experiment) in places)
        {
            foreach (var run in list.Send(trackers, new MlflowOptions { TrackingUri = address, ExperimentName = experiment }, refusedToo, cancel)) yield return run;
        }
    }

    private OutboxList List(string resultsRoot, string? outbox) => new(TrackingSession.OutboxOf(new TrackingOptions { Outbox = outbox }, resultsRoot), clock);
}
