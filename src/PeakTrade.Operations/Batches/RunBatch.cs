using System.Collections.Concurrent;
using PeakTrade.Configuration;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Runs all that a batch lists, one after the other or side by side, and writes what came of it.</summary>
public sealed class RunBatch(StrategyRegistry strategies, TrackerRegistry trackers, TimeProvider clock)
{
    private readonly GitReading _git = new(clock);

    /// <summary>
    /// What became of each run, as it is done. What is wrong with the batch itself throws before the first; a run that fails is a result that says so, and the others go
    /// on. Whoever stops asking, or cancels, ends the batch: what is finished is kept, and the summary tells of the rest.
    /// </summary>
    public IEnumerable<BatchRunResult> Execute(BatchRequest request, IListener listener, CancellationToken cancel) => InvariantScope.Over(SpanScope.Over(Run(request, listener, cancel)));

    /// <summary>What the batch would do, run by run. Data are read and counted, and the first run of each kind is tried for its time; nothing is written.</summary>
    public IEnumerable<BatchPlanRun> Plan(BatchRequest request, IListener listener, CancellationToken cancel) => InvariantScope.Over(Planned(request, listener, cancel));

    private IEnumerable<BatchPlanRun> Planned(BatchRequest request, IListener listener, CancellationToken cancel)
    {
        foreach (var run in BatchPlan.Of(Read(request), request, strategies, listener, clock, cancel)) yield return run;
    }

    private IEnumerable<BatchRunResult> Run(BatchRequest request, IListener listener, CancellationToken cancel)
    {
        using var root = WorkSpan.Begin(Spans.Batch);
        var batch = Read(request);
        root.With(SpanAttributes.Batch, batch.Name);
        var workers = BatchWorkers.Of(With(request, batch), Environment.GetEnvironmentVariable);
        var began = clock.GetTimestamp();
        using var folder = BatchFolder.Open(FolderOf(batch, request));
        using var log = new BatchLog(folder.Logs, clock);
        log.Say($"batch {batch.Name}: {batch.Runs.Count} runs, {workers} at once, engine {EngineVersion.Current}");
        BatchFolder.Write(folder.Config, batch.Text);
        var shared = new SharedInstruments(listener, cancel);
        var files = new PortfolioFiles();
        using var tracked = new TrackedBatch(batch.Name, new TrackingSession(trackers, clock), listener, clock, cancel);
        var runner = new BatchRunner(batch.Name, folder, shared, tracked, _git, clock, log, listener, cancel);
        var board = new BatchBoard(batch, listener);
        try
        {
            var work = new List<Turn>();
            foreach (var run in batch.Runs)
            {
                cancel.ThrowIfCancellationRequested();
                var item = BatchItem.Of(run, request, strategies, files);
                board.Add(item);
                if (Settled(item, request, runner, folder, shared, out var key) is { } settled) yield return board.Done(Logged(settled, log));
                else work.Add(new(item, key));
                if (request.FailFast && board.HasFailed) break;
            }

            // What was at work when a process died may be what it died of; the others have their results first.
            work = [.. work.OrderBy(turn => folder.Interrupted.Contains(turn.Item.Run.Id))];
            // What found no room beside others gets another turn when they have ended, alone.
            var crowded = new ConcurrentQueue<Turn>();
            foreach (var result in WorkOff(work, workers, workers > 1 && !request.FailFast ? crowded : null)) yield return result;
            foreach (var result in WorkOff([.. crowded], 1, null)) yield return result;
            cancel.ThrowIfCancellationRequested();
        }
        finally
        {
            var results = board.All(item => runner.Failed(item, FaultCatalogue.BatchCancelled.Because(request.FailFast && board.HasFailed ? "The batch ended before its turn, after another run had failed." : "The batch was cancelled before its turn."), BatchRunStatus.Skipped));
            foreach (var result in results) Meters.Count(Meters.BatchRuns, SpanAttributes.Status, BatchSummary.Word(result.Status));
            log.Say($"batch {batch.Name}: {results.Count(r => r.Status == BatchRunStatus.Success)} succeeded, {results.Count(r => r.Status == BatchRunStatus.Failed)} failed, {results.Count(r => r.Status == BatchRunStatus.Skipped)} skipped");
            BatchFolder.Write(folder.SummaryCsv, BatchSummary.Csv(results, folder.Root));
            BatchFolder.Write(folder.SummaryMarkdown, BatchSummary.Markdown(batch.Name, batch.Description, results, folder.Root, clock.GetElapsedTime(began)));
            if (request.WithProfiling && results.Select(r => r.Profile).OfType<RunProfile>().ToList() is { Count: > 0 } profiles) WriteProfile.Execute(ProfileSum.Of(batch.Name, profiles), folder.Profile);
            tracked.End(batch.Description ?? "", results, [folder.SummaryCsv, folder.SummaryMarkdown, folder.Config]);
        }

        if (batch.Runs.Any(run => run.GenerateReport) && WriteRunReport.NoticeOn(BatchRunner.ReportForms) is { } notice) listener.Say(notice);
        listener.Say($"The batch's summary is {folder.SummaryMarkdown}.");

        IEnumerable<BatchRunResult> WorkOff(IReadOnlyList<Turn> turns, int atOnce, ConcurrentQueue<Turn>? crowded)
        {
            foreach (var turn in turns) shared.Expect(turn.Item.Instruments!);
            return BatchCrew.Run(turns, atOnce, Take, mayBegin: () => !(request.FailFast && board.HasFailed), cancel).OfType<BatchRunResult>();

            BatchRunResult? Take(Turn turn, CancellationToken stop)
            {
                var end = runner.Run(turn.Item, turn.Key, request.WithProfiling, stop);
                if (!end.LacksRoom || crowded is null)
                {
                    if (end.Fault is { } fault && fault.Kind != FaultCatalogue.TrackingFailed) tracked.TellFailed(turn.Item, fault);
                    return board.Done(end.Result);
                }

                log.Say($"{turn.Item.Run.Id}: gets another turn when the others have ended");
                crowded.Enqueue(turn);
                return null;
            }
        }
    }

    private static BatchRunResult Logged(BatchRunResult settled, BatchLog log)
    {
        log.Say(settled.Error is { } error ? $"{settled.RunId}: {BatchSummary.Word(settled.Status)}: [{settled.ErrorId}] {error}" : $"{settled.RunId}: skipped, nothing has changed");
        return settled;
    }

    /// <summary>What is known of a run without running it: that it cannot be, that it was, or that something else lies in its place.</summary>
    private static BatchRunResult? Settled(BatchItem item, BatchRequest request, BatchRunner runner, BatchFolder folder, SharedInstruments shared, out string? key)
    {
        key = null;
        if (item.Fault is { } fault) return runner.Failed(item, Told.Fault(fault));
        try
        {
            key = RunKey.Of(item.Plan!, item.Instruments!, shared.Fingerprint(item.Instruments!), item.Reports);
        }
        catch (Exception unreadable) when (unreadable is not OperationCanceledException)
        {
            return runner.Failed(item, unreadable);
        }

        if (!request.Force && key is not null && runner.Stored(item, key) is { } stored) return stored;
        if (folder.InTheWay(item.Run.Id) is { } inTheWay) return runner.Failed(item, Told.Fault(inTheWay));
        if (request.Force) return null;
        var place = folder.RunFolder(item.Run.Id);
        if (request.Resume || runner.IsOfSameInputs(item, key) || !Directory.Exists(place) || !Directory.EnumerateFileSystemEntries(place).Any()) return null;
        return runner.Failed(item, Told.Fault(FaultCatalogue.BatchTargetNotEmpty.Because($"{place} holds the result of other settings, data or another engine.", target: item.Run.Id)));
    }

    private static BatchOptions Read(BatchRequest request) =>
        request.Path is { } path ? BatchFile.ReadFile(Path.GetFullPath(path, request.BaseFolder)) : BatchFile.Read(request.Text ?? "", null);

    private static BatchRequest With(BatchRequest request, BatchOptions batch) =>
        request with { Parallel = request.Parallel || batch.Parallel == true, ThrottleLimit = request.ThrottleLimit ?? batch.ThrottleLimit };

    internal static string FolderOf(BatchOptions batch, BatchRequest request)
    {
        var root = request.OutputRoot ?? batch.OutputRoot;
        if (root.Contains('\0', StringComparison.Ordinal)) throw FaultCatalogue.ArgumentInvalid.Because("The output root holds the character U+0000, which no path does.", "Name a folder.", target: root);
        return Path.Combine(Path.GetFullPath(root, request.BaseFolder), batch.Name);
    }

    /// <summary>A run that is to be worked out, and the key of its inputs.</summary>
    private readonly record struct Turn(BatchItem Item, string? Key);
}
