using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace PeakTrade.Studies;

/// <summary>
/// The threads that work trials out. A single worker has no thread of its own: it works when the study waits for it. Owned by one run of a study, whose thread
/// makes all calls.
/// </summary>
internal sealed class TrialCrew : IDisposable
{
    private readonly Func<Trial, TrialsSeen, CancellationToken, Trial> _work;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<Job> _inline = [];
    private readonly BlockingCollection<Job>? _jobs;
    private readonly BlockingCollection<Done> _done = [];
    private readonly Thread[] _threads;
    private double _meanSeconds = double.PositiveInfinity;

    public TrialCrew(int workers, Func<Trial, TrialsSeen, CancellationToken, Trial> work, CancellationToken cancel)
    {
        _work = work;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (workers == 1)
        {
            _threads = [];
            return;
        }

        _jobs = [];
        _threads = [.. Enumerable.Range(0, workers).Select(n => new Thread(Loop) { IsBackground = true, Name = $"trial worker {n}" })];
        foreach (var thread in _threads) thread.Start();
    }

    /// <summary>Whether trials are worked out by whoever waits for them.</summary>
    public bool HasNoThreads => _jobs is null;

    /// <summary>How long a trial takes, newer ones counting more; endless before the first.</summary>
    public TimeSpan MeanTime => double.IsPositiveInfinity(_meanSeconds) ? TimeSpan.MaxValue : TimeSpan.FromSeconds(_meanSeconds);

    public void Start(Trial trial, TrialsSeen seen)
    {
        if (_jobs is null) _inline.Enqueue(new Job(trial, seen));
        else _jobs.Add(new Job(trial, seen));
    }

    /// <summary>The next finished trial; waits for one where a time is given.</summary>
    public bool TryTake([NotNullWhen(true)] out Trial? trial, TimeSpan wait = default)
    {
        trial = null;
        if (_jobs is null)
        {
            if (wait == default || !_inline.TryDequeue(out var job)) return false;
            trial = Take(Do(job));
            return true;
        }

        if (!_done.TryTake(out var done, wait)) return false;
        trial = Take(done);
        return true;
    }

    /// <summary>Waits until nothing is worked on any more, and hands over what was finished meanwhile; what was not begun, or given up, is dropped.</summary>
    public IReadOnlyList<Trial> Stop()
    {
        _stop.Cancel();
        _inline.Clear();
        _jobs?.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        var rest = new List<Trial>();
        while (_done.TryTake(out var done))
        {
            if (done.Trial is { } trial) rest.Add(trial);
        }

        return rest;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _jobs?.Dispose();
        _done.Dispose();
    }

    private Trial Take(Done done)
    {
        if (done.Fault is not null) ExceptionDispatchInfo.Throw(done.Fault);
        var seconds = done.Time.TotalSeconds;
        _meanSeconds = double.IsPositiveInfinity(_meanSeconds) ? seconds : 0.9 * _meanSeconds + 0.1 * seconds;
        return done.Trial!;
    }

    private void Loop()
    {
        foreach (var job in _jobs!.GetConsumingEnumerable())
        {
            if (_stop.IsCancellationRequested) return;
            _done.Add(Do(job));
        }
    }

    private Done Do(Job job)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return new Done(_work(job.Trial, job.Seen, _stop.Token), Stopwatch.GetElapsedTime(started), null);
        }
#pragma warning disable CA1031 // Handed to the study's own thread, where it is thrown again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new Done(null, default, fault);
        }
    }

    private sealed record Job(Trial Trial, TrialsSeen Seen);

    private sealed record Done(Trial? Trial, TimeSpan Time, Exception? Fault);
}
