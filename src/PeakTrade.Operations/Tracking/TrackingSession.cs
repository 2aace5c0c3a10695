using System.Collections.Concurrent;
using PeakTrade.Configuration;
using PeakTrade.Reports;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>
/// The trackers that one command has open, for as many files as it runs over. Telling goes on beside the work; whoever ends the command completes the session, and waits for
/// what is still to be told. One thread at a time uses it.
/// </summary>
public sealed class TrackingSession : IDisposable
{
    // Where the outbox is when nobody says where, under the results root.
    private const string DefaultOutbox = ".outbox";

    private static readonly TimeSpan StopPatience = TimeSpan.FromMilliseconds(600);

    private readonly TrackerRegistry _trackers;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, RunTracking?> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _warnings = new();

    internal TrackingSession(TrackerRegistry trackers, TimeProvider clock) => (_trackers, _clock) = (trackers, clock);

    /// <summary>Waits until all is told, and as long as each tracker takes to hand it on; says what went wrong.</summary>
    /// <exception cref="PeakTradeException">A tracker that is strict could not hand on all (<c>Tracking.Failed</c>).</exception>
    public void Complete(IListener listener)
    {
        PeakTradeException? failed = null;
        foreach (var tracking in _open.Values.OfType<RunTracking>())
        {
            try
            {
                tracking.Dispose();
            }
            catch (PeakTradeException fault)
            {
                failed ??= fault; // The others are to be handed on all the same.
            }
        }

        // Nobody asked for PNG here, so it is no warning.
        if (_open.Values.Any(tracking => tracking is not null) && Picture.Notice is { } notice) listener.Say(notice);
        _open.Clear();
        Hear(listener);
        if (failed is not null) throw failed;
    }

    /// <summary>Ends a session that was not completed: the command was stopped. It waits for no server; what was told and not delivered waits in the outbox.</summary>
    public void Dispose()
    {
        if (_open.Count == 0) return;
        var end = new Thread(EndUnheard) { IsBackground = true, Name = "PeakTrade tracking ends" };
        end.Start();
        end.Join(StopPatience);
    }

    // Of a command that was stopped nobody hears how its trackers fared, and on a thread of its own a fault would end the process.
    private void EndUnheard()
    {
        try
        {
            Complete(SilentListener.Instance);
        }
        catch (PeakTradeException)
        {
        }
    }

    /// <summary>Completes it, or where the work was cancelled only ends it.</summary>
    internal void End(IListener listener, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) Dispose();
        else Complete(listener);
    }

    /// <summary>The session that a request came with, or one of its own, which ends with what it is borrowed for.</summary>
    internal static TrackingLoan Borrow(BacktestRequest request, TrackerRegistry trackers, TimeProvider clock, IListener listener, CancellationToken cancel) =>
        new(request.Tracking ?? new TrackingSession(trackers, clock), request.Tracking is null, listener, cancel);

    /// <summary>The folder in which what is told waits for its delivery.</summary>
    internal static string OutboxOf(TrackingOptions options, string resultsRoot) => options.Outbox ?? Path.Combine(resultsRoot, DefaultOutbox);

    /// <summary>The tracker that a configuration asks for; null where nobody is to be told.</summary>
    internal RunTracking? Open(RunConfig config, IListener listener)
    {
        // A tracker that does nothing is told nothing: what it would be told is not worked out either.
        if (!config.Tracking.Enabled || config.Tracking.Backend == TrackerRegistry.Noop) return null;
        var key = KeyOf(config);
        if (!_open.TryGetValue(key, out var tracking))
        {
            var tracker = _trackers.Open(config.Tracking, OutboxOf(config.Tracking, config.Results.Root), _warnings.Enqueue, _clock);
            _open[key] = tracking = tracker is null ? null : new RunTracking(tracker, config.Tracking.Strict, _warnings.Enqueue);
        }

        Hear(listener);
        return tracking;
    }

    // Trackers warn from threads of their own, when the listener of an earlier file may have gone.
    private void Hear(IListener listener)
    {
        while (_warnings.TryDequeue(out var warning)) listener.Warn(warning);
    }

    // Tags are a run's own; the rest says who is told.
    private static string KeyOf(RunConfig config)
    {
        var options = config.Tracking;
        return string.Join('\n', [options.Backend, options.Assembly, OutboxOf(options, config.Results.Root), options.Mlflow.TrackingUri, options.Mlflow.ExperimentName, $"{options.Strict}", .. options.Settings.Select(s => FormattableString.Invariant($"{s.Key}={s.Value}"))]);
    }
}

/// <summary>A session in the hands of one operation.</summary>
internal readonly struct TrackingLoan(TrackingSession session, bool isOwn, IListener listener, CancellationToken cancel) : IDisposable
{
    /// <inheritdoc cref="TrackingSession.Open"/>
    public RunTracking? Open(RunConfig config) => session.Open(config, listener);

    public void Dispose()
    {
        if (isOwn) session.End(listener, cancel);
    }
}
