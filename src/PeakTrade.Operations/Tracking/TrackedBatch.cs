using PeakTrade.Configuration;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>
/// What trackers are told of a batch: a run for the batch, and each of its runs as a part of it. Runs may ask for different trackers; each tracker hears of the batch when the first
/// run asks for it.
/// </summary>
internal sealed class TrackedBatch(string name, TrackingSession session, IListener listener, TimeProvider clock, CancellationToken cancel) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly DateTimeOffset _started = clock.GetUtcNow();
    private readonly Dictionary<RunTracking, ITrackedRun> _told = [];
    private bool _hasFailed;
    private readonly HashSet<string> _heard = new(StringComparer.Ordinal);

    /// <summary>A run that has a result. Called from the workers' threads.</summary>
    public void Tell(BatchItem item, BacktestResult result, RunEvidence evidence)
    {
        if (Of(item) is not { } told) return;
        told.Tracking.Tell(tracker => TrackedBacktest.Tell(tracker, Start(item, told.Run), result, evidence));
    }

    /// <summary>A run that failed.</summary>
    public void TellFailed(BatchItem item, PeakTradeException fault)
    {
        if (Of(item) is not { } told) return;
        told.Tracking.Tell(tracker => TrackedBacktest.TellFailed(tracker, Start(item, told.Run), item.Plan!, symbol: null, fault));
    }

    /// <summary>What came of all of it, with the files that say so.</summary>
    public void End(string description, IReadOnlyList<BatchRunResult> results, IReadOnlyList<string> files)
    {
        _hasFailed = results.Any(r => r.ErrorId == FaultCatalogue.TrackingFailed.Id);
        foreach (var (tracking, run) in _told)
        {
            Try(() => tracking.Tell(tracker =>
            {
                foreach (var result in results.Where(r => r.Status == BatchRunStatus.Failed && !_heard.Contains(r.RunId))) TellFailed(tracker, run, result);
                run.LogParams(new Dictionary<string, object?>(StringComparer.Ordinal) { ["batch_name"] = name, ["description"] = description, ["runs"] = results.Count });
                run.LogMetrics(Enum.GetValues<BatchRunStatus>().ToDictionary(status => BatchSummary.Word(status), status => (double)results.Count(r => r.Status == status), StringComparer.Ordinal));
                foreach (var file in files.Where(File.Exists)) run.LogArtifact(file);
                run.End(cancel.IsCancellationRequested ? TrackedRunStatus.Killed : results.Any(r => r.Status == BatchRunStatus.Failed) ? TrackedRunStatus.Failed : TrackedRunStatus.Finished);
            }));
        }
    }

    public void Dispose()
    {
        foreach (var (tracking, run) in _told) Try(() => tracking.Tell(_ => run.Dispose()));
        Try(() => session.End(listener, cancel));
    }

    // With strict, a run that could not be tracked has failed and said so; the batch's own says nothing more.
    private void Try(Action tell)
    {
        try
        {
            tell();
        }
        catch (PeakTradeException fault) when (_hasFailed && fault.Kind == FaultCatalogue.TrackingFailed)
        {
        }
    }

    // One that could not begin has settings that cannot be read: its name and its reason are what can be told.
    private void TellFailed(ITracker tracker, ITrackedRun batch, BatchRunResult result)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["peaktrade.kind"] = "backtest", ["peaktrade.batch"] = name, ["peaktrade.error"] = result.Error ?? "", ["peaktrade.error_id"] = result.ErrorId ?? "",
        };
        using var run = tracker.StartRun(new TrackedRunStart(result.RunId) { ParentRunId = batch.RunId, Tags = tags });
        run.End(TrackedRunStatus.Failed);
    }

    private TrackedRunStart Start(BatchItem item, ITrackedRun batch) => new(item.Run.Id)
    {
        ParentRunId = batch.RunId,
        Tags = new Dictionary<string, string>(item.Plan!.Config.Tracking.Mlflow.Tags, StringComparer.Ordinal) { ["peaktrade.kind"] = "backtest", ["peaktrade.batch"] = name },
    };

    private (RunTracking Tracking, ITrackedRun Run)? Of(BatchItem item)
    {
        if (item.Plan is not { Config: { Tracking.Enabled: true } config }) return null;
        lock (_gate)
        {
            if (session.Open(config, listener) is not { } tracking) return null;
            if (!_told.TryGetValue(tracking, out var run)) _told[tracking] = run = Begin(tracking, config);
            _heard.Add(item.Run.Id);
            return (tracking, run);
        }
    }

    private ITrackedRun Begin(RunTracking tracking, RunConfig config)
    {
        var tags = new Dictionary<string, string>(config.Tracking.Mlflow.Tags, StringComparer.Ordinal) { ["peaktrade.kind"] = "batch", ["peaktrade.batch"] = name };
        return tracking.Begin(new TrackedRunStart(name) { Started = _started, Tags = tags });
    }
}
