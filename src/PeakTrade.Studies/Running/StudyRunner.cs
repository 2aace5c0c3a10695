using System.Diagnostics;
using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>How far a call works on a study, and with what.</summary>
public sealed record StudyEffort
{
    /// <summary>The study ends with so many trials, those that were there counted.</summary>
    public required int TrialCount { get; init; }

    /// <summary>How many trials this process works out at once.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>After this time no further trial is begun.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>
/// Works on a study until it has its trials. Which points are chosen, and what is stopped, depends on the study alone: any number of workers in any
/// number of processes, killed and resumed, makes the same trials.
/// </summary>
public sealed class StudyRunner
{
    /// <summary>The lag where none is given.</summary>
    public const int DefaultLag = 4;

    // Trials this short are claimed a few at a time: the claim would cost more than they do.
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);
    private const int WaitsPerLook = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly IStudyLog _log;
    private readonly StudyDefinition _definition;
    private readonly PointChooser _points;
    private readonly IPruner? _pruner;
    private readonly IObjective _objective;
    private readonly TimeProvider _clock;
    private readonly TrialBoard _board;
    private readonly List<Trial> _finished = [];
    private readonly List<Trial> _added = [];

    // Claimed by this process and not finished.
    private readonly HashSet<int> _mine = [];
    private int _waits;

    /// <summary>A runner of an open study.</summary>
    public StudyRunner(IStudyLog log, ISampler sampler, IPruner? pruner, IObjective objective, TimeProvider clock)
    {
        (_log, _definition, _pruner, _objective, _clock) = (log, log.Definition, pruner, objective, clock);
        _points = new PointChooser(_definition, sampler);
        _board = new TrialBoard(_definition);
    }

    /// <summary>The trials as far as this worker knows them, in order of number.</summary>
    public IReadOnlyList<Trial> Trials => [.. Enumerable.Range(0, _board.Count).Select(number => _board[number])];

    /// <summary>As <see cref="Work(StudyEffort, CancellationToken)"/>, to the end.</summary>
    public void Run(StudyEffort effort, Action<Trial>? onFinished = null, CancellationToken cancel = default)
    {
        foreach (var trial in Work(effort, cancel)) onFinished?.Invoke(trial);
    }

    /// <summary>
    /// Works until the study has its trials, or the time is over; gives each trial that this call sees finished, in order of number. What is finished is kept when it is
    /// cancelled, or when nobody asks for the next one.
    /// </summary>
    public IEnumerable<Trial> Work(StudyEffort effort, CancellationToken cancel = default)
    {
        Synchronise();
        var told = _board.FinishedPrefix;
        var started = _clock.GetTimestamp();
        using var crew = new TrialCrew(effort.Workers, WorkOut, cancel);
        try
        {
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                var timeIsOver = effort.Timeout is { } timeout && _clock.GetElapsedTime(started) >= timeout;
                if (!timeIsOver) ClaimMore(effort, crew);
                Write(crew);
                for (; told < _board.FinishedPrefix; told++) yield return _board[told];
                if (_mine.Count > 0)
                {
                    Collect(crew);
                    continue;
                }

                if (timeIsOver || _board.FinishedPrefix >= effort.TrialCount) break;
                if (!_board.NextIsDue || _board.Count >= effort.TrialCount) AwaitOthers(crew, cancel);
            }
        }
        finally
        {
            _finished.AddRange(crew.Stop());
            if (_finished.Count > 0) _log.Commit(_finished, []);
            _log.Release();
        }
    }

    private void Synchronise()
    {
        foreach (var trial in _log.ReadChanges()) _board.Put(trial);
    }

    private void ClaimMore(StudyEffort effort, TrialCrew crew)
    {
        var room = crew.MeanTime < Short ? effort.Workers + _definition.Lag : effort.Workers;
        while (_mine.Count + _added.Count < room && _board.Count < effort.TrialCount && _board.NextIsDue)
        {
            var seen = _board.SeenBy(_board.Count);
            var point = TrialRun.WithoutSignOfZero(_points.Choose(_board, seen));
            var trial = new Trial { Number = seen.Number, State = TrialState.Running, Point = point, Started = _clock.GetUtcNow() };
            // Only what every worker of the study sees finished answers: the answer must not depend on who asks when.
            if (_board.FirstAt(point) is { } first && first < seen.Finished) trial = Answered(trial, _board[first]);
            _added.Add(trial);
            _board.Put(trial);
        }
    }

    private void Write(TrialCrew crew)
    {
        if (_finished.Count == 0 && _added.Count == 0)
        {
            Synchronise();
            return;
        }

        var claimed = _log.Commit(_finished, _added);
        if (claimed)
        {
            foreach (var trial in _added.Where(t => t.State == TrialState.Running))
            {
                _mine.Add(trial.Number);
                crew.Start(trial, _board.SeenBy(trial.Number));
            }
        }
        else
        {
            _board.Forget(_added);
        }

        _finished.Clear();
        _added.Clear();
        Synchronise();
    }

    private void Collect(TrialCrew crew)
    {
        if (!crew.TryTake(out var trial, Patience)) return;
        var begun = _clock.GetTimestamp();
        do
        {
            _mine.Remove(trial.Number);
            _finished.Add(trial);
            _board.Put(trial);
        }
        while (crew.TryTake(out trial) || (crew.HasNoThreads && _clock.GetElapsedTime(begun) < Short && crew.TryTake(out trial, Patience)));
    }

    // Others work on what is left. Where one of them is dead, its trial is taken over.
    private void AwaitOthers(TrialCrew crew, CancellationToken cancel)
    {
        // Most waits are for a worker that lives: whether it does is asked now and then.
        if (_waits++ % WaitsPerLook != 0)
        {
            cancel.WaitHandle.WaitOne(Poll);
            return;
        }

        for (var number = _board.FinishedPrefix; number < _board.Count; number++)
        {
            if (_board[number].State != TrialState.Running || !_log.TakeOver(number)) continue;
            _mine.Add(number);
            _waits = 0;
            crew.Start(_board[number] with { Steps = [], Started = _clock.GetUtcNow() }, _board.SeenBy(number));
            return;
        }

        cancel.WaitHandle.WaitOne(Poll);
    }

    private static Trial Answered(Trial trial, Trial first) => trial with
    {
        State = first.State,
        Values = first.Values,
        Constraints = first.Constraints,
        Steps = first.Steps,
        Attributes = first.Attributes,
        Error = first.Error,
        SameAs = first.SameAs ?? first.Number,
        Finished = trial.Started,
    };

    private Trial WorkOut(Trial trial, TrialsSeen seen, CancellationToken cancel)
    {
        using var span = Spans.Start(Spans.Trial);
        span?.SetTag(SpanAttributes.Trial, trial.Number);
        var ended = Evaluated(trial, seen, cancel);
        var status = ended.State switch { TrialState.Complete => "complete", TrialState.Pruned => "pruned", _ => "failed" };
        span?.SetTag(SpanAttributes.Status, status);
        if (ended.State == TrialState.Failed) span?.SetStatus(ActivityStatusCode.Error);
        Meters.Count(Meters.Trials, SpanAttributes.Status, status);
        return ended;
    }

    private Trial Evaluated(Trial trial, TrialsSeen seen, CancellationToken cancel)
    {
        var run = new TrialRun(_definition.Space.ParametersOf(trial.Point), trial.Point, seen, _pruner);
        try
        {
            var result = _objective.Evaluate(run, cancel);
            return Ended(trial, run, result);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever the user's strategy or objective throws is this trial's fault, kept with it, and no other's.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return trial with { State = TrialState.Failed, Steps = run.Steps, Error = fault is PeakTradeException ? fault.Message : $"{fault.GetType().Name}: {fault.Message}", Finished = _clock.GetUtcNow() };
        }
    }

    private Trial Ended(Trial trial, TrialRun run, TrialResult result)
    {
        Debug.Assert(result.Values.Length == _definition.Directions.Count || run.IsStopped, "An objective gives a value for each direction.");
        var values = run.IsStopped ? run.Steps[^1].Values : TrialRun.WithoutSignOfZero(result.Values);
        var failed = !run.IsStopped && Array.Exists(values, double.IsNaN);
        return trial with
        {
            State = run.IsStopped ? TrialState.Pruned : failed ? TrialState.Failed : TrialState.Complete,
            Values = failed ? [] : values,
            Constraints = TrialRun.WithoutSignOfZero(result.Constraints),
            Steps = run.Steps,
            Attributes = result.Attributes,
            Error = failed ? result.Error ?? "The objective has no value." : null,
            Finished = _clock.GetUtcNow(),
        };
    }
}
