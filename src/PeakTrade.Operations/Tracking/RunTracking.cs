using System.Collections.Concurrent;

namespace PeakTrade.Operations;

/// <summary>
/// Tells a tracker of what is done. Evidence cannot hurt: the telling goes on beside the work, on a thread of its own, and what fails there is a warning; only with
/// <c>[tracking] strict</c> is it done at once, and fails the run that it is about.
/// </summary>
internal sealed class RunTracking : IDisposable
{
    // Each that waits holds a run's equity and trades.
    private const int MostWaiting = 8;

    private readonly BlockingCollection<Action<ITracker>> _waiting = new(MostWaiting);
    private readonly ITracker _tracker;
    private readonly Action<string> _warn;
    private readonly Thread? _teller;
    private bool _warned;

    public RunTracking(ITracker tracker, bool strict, Action<string> warn)
    {
        (_tracker, _warn) = (tracker, warn);
        if (strict) return;
        _teller = new Thread(TellAll) { IsBackground = true, Name = "PeakTrade tracking" };
        _teller.Start();
    }

    /// <summary>Begins a run that others are parts of.</summary>
    public ITrackedRun Begin(TrackedRunStart start) => _tracker.StartRun(start);

    /// <summary>Has the tracker told, in the order of the calls. Any thread may call it.</summary>
    public void Tell(Action<ITracker> what)
    {
        if (_teller is null) what(_tracker);
        else _waiting.Add(what);
    }

    /// <summary>Waits until all is told, and as long as the tracker takes to hand it on.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _teller?.Join();
        _waiting.Dispose();
        _tracker.Dispose();
    }

    private void TellAll()
    {
        foreach (var what in _waiting.GetConsumingEnumerable())
        {
            try
            {
                what(_tracker);
            }
            catch (Exception fault)
            {
                if (!_warned) _warn($"A run could not be told to the tracker, and stands all the same: {fault.Message}");
                _warned = true;
            }
        }
    }
}
