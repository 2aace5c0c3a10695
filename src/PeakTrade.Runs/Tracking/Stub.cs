namespace PeakTrade.Runs;
/// <summary>x</summary>
public sealed class NoopTracker : ITracker
{
    /// <inheritdoc/>
    public ITrackedRun StartRun(TrackedRunStart start) => null!;
    /// <inheritdoc/>
    public void Dispose() { }
}
/// <summary>x</summary>
public sealed class TrackerRegistry
{
    /// <summary>x</summary>
    private int _x; /// <summary>x</summary>
 public ITracker? Open(TrackingOptions options, string outboxFolder, Action<string> warn, TimeProvider clock) => _x++ == 0 ? null : new NoopTracker();
}
