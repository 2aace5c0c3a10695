namespace PeakTrade;

/// <summary>
/// Somebody who is told of runs: what was run with which parameters, and what came of it. A tracker never changes a result. What it throws is told once and costs
/// the run nothing, unless <c>[tracking] strict</c> is set. Any thread may begin a run; one run is spoken to from one thread at a time.
/// </summary>
/// <remarks>
/// One of your own is a public class with a constructor that takes nothing, or the settings of its table (<c>IReadOnlyDictionary&lt;string, object?&gt;</c>).
/// </remarks>
public interface ITracker : IDisposable
{
    /// <summary>Begins a run. Dispose what it gives, on every path.</summary>
    ITrackedRun StartRun(TrackedRunStart start);
}
