using System.Collections.Concurrent;

namespace PeakTrade.Runs;

/// <summary>Where an outbox's runs go.</summary>
/// <param name="Destination">The place. The tracker owns it.</param>
/// <param name="Experiment">What its runs are filed under there.</param>
/// <param name="Tags">Words about every run.</param>
internal sealed record OutboxRoute(ITrackingDestination Destination, string Experiment, IReadOnlyDictionary<string, string> Tags);

/// <summary>
/// A tracker that writes everything to the disk first and delivers it from there on a thread of its own, so that no run waits for a server and nothing is lost with one.
/// A run that has ended is in the system's hands and outlives a killed process (not a power cut); of a running one, a kill loses what was told in the last second.
/// </summary>
internal sealed class OutboxTracker : ITracker
{
    /// <summary>How long the end of a command waits for a destination that takes what it is given.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    // What others left is sent as long as the command lives, and goes on with the next.
    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(1), PatienceForLeft = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, OutboxRun> _live = new(StringComparer.Ordinal);
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly OutboxRoute _route;
    private readonly TimeProvider _clock;
    private readonly OutboxSender _sender;
    private readonly ITimer _flushing;
    private FileStream? _owned;
    private long _begun;
    private volatile bool _silent;
    private bool _disposed;

    public OutboxTracker(string folder, OutboxRoute route, TrackingVoice voice, TimeProvider clock)
    {
        (Folder, _route, Voice, _clock) = (new(folder), route, voice, clock);
        _sender = new(Folder, route, voice, clock, LetGo);
        _flushing = clock.CreateTimer(_ => FlushRuns(), null, FlushEvery, FlushEvery);
        _sender.StartIfAnythingWaits();
    }

    public OutboxFolder Folder { get; }

    public TrackingVoice Voice { get; }

    /// <summary>Whether the outbox could not be written: then nothing more is taken.</summary>
    public bool IsSilent => _silent;

    public DateTimeOffset Now => _clock.GetUtcNow();

    public ITrackedRun StartRun(TrackedRunStart start)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var parent = ParentOf(start);
        if (parent is not null && _live.TryGetValue(parent, out var living)) living.Flush();
        var tags = new Dictionary<string, string>(_route.Tags, StringComparer.Ordinal);
        foreach (var (key, value) in start.Tags) tags[key] = value;
        var now = Now;
        var run = new OutboxRun(this, new(Guid.NewGuid().ToString("N"), start.Name)
        {
            Started = start.Started ?? now,
            Tags = tags,
            ParentId = parent,
            ParentThere = parent is null ? null : _sender.IdThere(parent),
            Owner = _owner,
            Address = _route.Destination.Address,
            Experiment = _route.Experiment,
            Begun = now,
            Number = Interlocked.Increment(ref _begun),
        });
        _live[run.RunId] = run;
        _sender.Add(run);
        return run;
    }

    /// <summary>
    /// Waits until everything told so far is delivered, but no longer than this, and about a second where the destination is known to be down. What is left waits in the
    /// outbox. Whether all is delivered.
    /// </summary>
    /// <exception cref="PeakTradeException">Tracking is strict and something has failed (<c>Tracking.Failed</c>).</exception>
    public bool Flush(TimeSpan patience)
    {
        FlushRuns();
        var done = Deliver(patience, TimeSpan.Zero);
        Voice.ThrowIfStrict();
        return done;
    }

    /// <summary>Ends runs that nobody has ended as failed, waits as <see cref="Flush"/> does, and a second more for runs that others left.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _flushing.Dispose();
        PeakTradeException? fault = null;
        foreach (var run in _live.Values)
        {
            try
            {
                run.Dispose();
            }
            catch (PeakTradeException strict)
            {
                fault ??= strict;
            }
        }

        Deliver(DefaultPatience, PatienceForLeft);
        _sender.Dispose();
        if (fault is not null) throw fault;
        Voice.ThrowIfStrictAndUntold();
    }

    /// <summary>Called by a run before its folder is made.</summary>
    public void Own()
    {
        lock (_gate) _owned ??= Folder.Own(_owner);
    }

    public void Wrote() => _sender.Wake();

    public void Ended(OutboxRun run)
    {
        _live.TryRemove(run.RunId, out _);
        _sender.Wake();
    }

    public void CannotWrite(Exception fault)
    {
        _silent = true;
        Voice.Failed("outbox", $"Runs are tracked no longer: the outbox {Folder.Root} cannot be written ({Unwritable.Why(fault)}); the runs themselves go on.", fault);
    }

    private void FlushRuns()
    {
        foreach (var run in _live.Values) run.Flush();
    }

    private bool Deliver(TimeSpan patience, TimeSpan patienceForLeft)
    {
        if (_sender.Flush(patience, patienceForLeft)) return true;
        if (!IsSilent) Voice.FailedForNow("destination", $"{_route.Destination.Address} did not take all tracked runs in time; {Folder.WhereItWaits}.", null);
        return false;
    }

    private void LetGo()
    {
        lock (_gate)
        {
            _owned?.Dispose();
            _owned = null;
        }

        Folder.TidyWhenQuiet(_clock);
        try
        {
            _route.Destination.Dispose();
        }
        catch (Exception fault)
        {
            Voice.Failed("closing", $"{_route.Destination.Address} cannot be closed: {fault.Message}", fault);
        }
    }

    private static string? ParentOf(TrackedRunStart start) => start.ParentRunId switch
    {
        null => null,
        var id when Guid.TryParse(id, out var parent) => parent.ToString("N"),
        var id => throw FaultCatalogue.ArgumentInvalid.Because($"The parent of the tracked run {start.Name} must be the id of a tracked run, and is \"{id}\".", target: id),
    };
}
