using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PeakTrade.Engine;

/// <summary>
/// Measures where the time and the memory of one run go. While it runs on a thread, the parts of the product that this thread enters tell it by
/// <see cref="Measure"/>; a part within another is taken out of the outer one, so that all parts add up to the whole. One thread at a time uses a clock.
/// </summary>
public sealed class StageClock
{
    // Ambient, against the rule of this house: strategies of the user's call the indicators, and no parameter of ours reaches through them. It is one to a
    // thread, null where nobody measures, and no result depends on it.
    [ThreadStatic]
    private static StageClock? _ofThread;

    private readonly TimeProvider _time;
    private readonly Part[] _parts = new Part[Enum.GetValues<RunStage>().Length];
    private RunStage _stage = RunStage.Other;
    private long _since, _sinceBytes;

    /// <summary>A clock that has measured nothing yet.</summary>
    public StageClock(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>Enters a part of the work; <c>using var part = StageClock.Measure(RunStage.Load);</c> leaves it at the end. Where no clock runs on this thread it does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StagePart Measure(RunStage stage) => _ofThread is { } clock ? clock.Enter(stage) : default;

    /// <summary>Runs this clock on the thread that calls, until what it returns is disposed; may be done again, and both times count. A null clock measures nothing.</summary>
    public static StageWatch Run(StageClock? clock) => clock is null ? default : clock.Start();

    /// <summary>A clock for the sake of the spans, which a running clock tells as well; null where nobody listens, or a clock runs on this thread already.</summary>
    public static StageClock? ForSpans(TimeProvider time) => _ofThread is null && Spans.AreHeard ? new StageClock(time) : null;

    /// <summary>
    /// Has another thread do a piece of work, for which this one waits; it is measured as if it were done here. A script of the user's runs on the thread of his
    /// shell, for one.
    /// </summary>
    public static T Elsewhere<T>(Func<Func<T>, T> ask, Func<T> work) => _ofThread is { } clock ? clock.Lend(ask, work) : ask(work);

    /// <summary>What was measured so far.</summary>
    /// <param name="run">The run: its symbol, or its id in a batch.</param>
    /// <param name="strategy">The strategy's key.</param>
    /// <param name="bars">Bars of all instruments.</param>
    public RunProfile ToProfile(string run, string strategy, long bars)
    {
        var total = _parts.Sum(part => part.Ticks);
        var stages = _parts.Select((part, stage) => new StageProfile((RunStage)stage, Seconds(part.Ticks), part.Bytes, total > 0 ? (double)part.Ticks / total : 0, part.Calls)).ToList();
        return new RunProfile { Run = run, Strategy = strategy, Bars = bars, Seconds = Seconds(total), FastestSeconds = Seconds(total), AllocatedBytes = _parts.Sum(part => part.Bytes), Stages = stages };
    }

    internal void Leave(RunStage outer, Activity? span)
    {
        span?.Dispose();
        Switch(outer);
    }

    internal void Stop(StageClock? before)
    {
        Switch(RunStage.Other);
        _ofThread = before;
    }

    private StageWatch Start()
    {
        var watch = new StageWatch(this, _ofThread);
        _ofThread = this;
        _stage = RunStage.Other;
        _parts[(int)RunStage.Other].Calls++;
        (_since, _sinceBytes) = (_time.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        return watch;
    }

    // Memory is counted by the thread, so each of the two reads its own count where its turn begins and ends.
    private T Lend<T>(Func<Func<T>, T> ask, Func<T> work)
    {
        Switch(_stage);
        try
        {
            return ask(() => Borrowed(work));
        }
        finally
        {
            _sinceBytes = GC.GetAllocatedBytesForCurrentThread();
        }
    }

    private T Borrowed<T>(Func<T> work)
    {
        var before = _ofThread;
        _ofThread = this;
        _sinceBytes = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return work();
        }
        finally
        {
            Switch(_stage);
            _ofThread = before;
        }
    }

    // An indicator that is made of others is one call of the indicators.
    private StagePart Enter(RunStage stage)
    {
        if (stage == _stage) return default;
        // What is decided within a simulation is decided again at each rebalance; a span stands at the edge alone.
        var part = new StagePart(this, _stage, _stage == RunStage.Other && SpanOf(stage) is { } name ? Spans.Start(name) : null);
        Switch(stage);
        _parts[(int)stage].Calls++;
        return part;
    }

    // Who asks for data tells of reading them: only he knows of which run they are.
    private static string? SpanOf(RunStage stage) => stage switch
    {
        RunStage.Signals => Spans.Signals,
        RunStage.Simulation => Spans.Simulate,
        RunStage.Write => Spans.Write,
        _ => null,
    };

    private void Switch(RunStage stage)
    {
        var (now, bytes) = (_time.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        ref var left = ref _parts[(int)_stage];
        left.Ticks += now - _since;
        left.Bytes += bytes - _sinceBytes;
        (_stage, _since, _sinceBytes) = (stage, now, bytes);
    }

    private double Seconds(long ticks) => (double)ticks / _time.TimestampFrequency;

    private struct Part
    {
        public long Ticks, Bytes;
        public int Calls;
    }
}

/// <summary>A part of the work that is gone through; disposing it goes back to the part around it.</summary>
public readonly ref struct StagePart
{
    private readonly StageClock? _clock;
    private readonly RunStage _outer;
    private readonly Activity? _span;

    internal StagePart(StageClock clock, RunStage outer, Activity? span) => (_clock, _outer, _span) = (clock, outer, span);

    /// <summary>Leaves the part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose() => _clock?.Leave(_outer, _span);
}

/// <summary>A clock that runs on this thread; disposing it stops it there.</summary>
public readonly ref struct StageWatch
{
    private readonly StageClock? _clock, _before;

    internal StageWatch(StageClock clock, StageClock? before) => (_clock, _before) = (clock, before);

    /// <summary>Stops the clock; one that ran before goes on.</summary>
    public void Dispose() => _clock?.Stop(_before);
}
