using PeakTrade.Configuration;
using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Runs one item of a batch: works it out, writes its evidence and reports beside its place, and moves them there whole. Whatever it ends by is its own.</summary>
internal sealed class BatchRunner(string batch, BatchFolder folder, SharedInstruments shared, TrackedBatch tracked, GitReading git, TimeProvider clock, BatchLog log, IListener listener, CancellationToken batchCancel)
{
    /// <summary>What <c>generate_report</c> writes.</summary>
    public static readonly IReadOnlyList<RunReportFormat> ReportForms = [RunReportFormat.Html, RunReportFormat.Text, RunReportFormat.Json, RunReportFormat.Plot];

    /// <summary>The stored result of a run that nothing has changed of; null where there is none, or a report that is wanted is missing.</summary>
    public BatchRunResult? Stored(BatchItem item, string key)
    {
        var place = folder.RunFolder(item.Run.Id);
        try
        {
            var layout = new RunLayout(place);
            if (RunStore.ReadOrigin(layout.Backtest)?.InputKey != key) return null;
            return !layout.HasReportsOf(item.Run) ? null : Result(item, BatchRunStatus.Skipped, layout, seconds: 0);
        }
        catch (PeakTradeException damaged)
        {
            log.Say($"{item.Run.Id}: the stored result is damaged and is made again: {damaged.Message}");
            return null;
        }
    }

    /// <summary>Whether what lies in a run's place is of the same inputs, so that to make it again takes nothing away.</summary>
    public bool IsOfSameInputs(BatchItem item, string? key) => key is not null && RunStore.ReadOrigin(new RunLayout(folder.RunFolder(item.Run.Id)).Backtest)?.InputKey == key;

    public BatchEnd Run(BatchItem item, string? key, bool withProfile, CancellationToken cancel)
    {
        var id = item.Run.Id;
        var began = clock.GetTimestamp();
        using var timeout = item.Run.Timeout is { } limit ? new CancellationTokenSource(limit, clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        using var run = WorkSpan.Begin(Spans.Run).With(SpanAttributes.BatchRun, id).With(SpanAttributes.Strategy, item.Plan!.Strategy.Info.Key);
        log.Say($"{id}: begins");
        try
        {
            var (profile, evidence) = Write(item, key, withProfile, run, either.Token);
            folder.Publish(id);
            var result = Result(item, BatchRunStatus.Success, new RunLayout(folder.RunFolder(id)), Seconds(began)) with { Profile = profile };
            log.Say(FormattableString.Invariant($"{id}: success in {result.RuntimeSec:0.000} s, {BatchSummary.Near(result.BacktestPath, folder.Root)}"));
            Told.Run(result.Result!.Bars, clock.GetElapsedTime(began));
            tracked.Tell(item, result.Result!, evidence);
            return new(result, LacksRoom: false);
        }
        catch (Exception end)
        {
            var fault = FaultOf(end, item, cancel.IsCancellationRequested || batchCancel.IsCancellationRequested, timeout.IsCancellationRequested);
            Told.Run(bars: null, clock.GetElapsedTime(began));
            Told.Fault(fault);
            log.Say($"{id}: failed: [{fault.Kind.Id}] {fault.Message}");
            if (fault.Kind == FaultCatalogue.BatchRunFailed) log.Say($"{id}: {end}");
            return new(Failed(item, fault) with { RuntimeSec = Seconds(began) }, LacksRoom: OutOfMemory(end) || DiskFull.Caused(end), fault);
        }
        finally
        {
            Abandon(id);
            shared.Release(item.Instruments!);
        }
    }

    /// <summary>A run that ended before it began, whatever by.</summary>
    public BatchRunResult Failed(BatchItem item, Exception end) => Failed(item, Told.Fault(FaultOf(end, item, batchCancel.IsCancellationRequested, timedOut: false)));

    public BatchRunResult Failed(BatchItem item, PeakTradeException fault, BatchRunStatus status = BatchRunStatus.Failed) => item.Result(batch, status) with { Error = fault.Message, ErrorId = fault.Kind.Id };

    private (RunProfile? Profile, RunEvidence Evidence) Write(BatchItem item, string? key, bool withProfile, WorkSpan run, CancellationToken cancel)
    {
        var stages = withProfile ? new StageClock(clock) : null;
        var staged = new RunLayout(folder.Stage(item.Run.Id));
        var (bars, evidence) = WriteEvidence(item, key, staged, stages, run, cancel);
        if (stages is null) return (null, evidence);
        var profile = stages.ToProfile(item.Run.Id, item.Plan!.Strategy.Info.Key, bars);
        WriteProfile.Execute(profile, staged.ProfileFolder);
        return (profile, evidence);
    }

    private (long Bars, RunEvidence Evidence) WriteEvidence(BatchItem item, string? key, RunLayout staged, StageClock? stages, WorkSpan run, CancellationToken cancel)
    {
        using var watch = StageClock.Run(stages ?? StageClock.ForSpans(clock));
        var started = clock.GetUtcNow();
        var plan = item.Plan!;
        var set = LoadSpan.Do(() => shared.Get(item.Instruments!));
        cancel.ThrowIfCancellationRequested();
        var work = new PlannedRun(plan, set);
        run.With(SpanAttributes.Symbol, work.Symbol ?? plan.Portfolio!.Name);
        var result = work.Run(plan.Config.Backtest, cancel) with { Path = plan.Config.Data.Path };
        cancel.ThrowIfCancellationRequested();

        var evidence = BacktestWork.Evidence(plan, work.Symbol, git.Read(folder.Root), set.Notices, started, clock.GetUtcNow()) with { RunId = run.Id, Batch = key is null ? null : new BatchOrigin(batch, item.Run.Id, key) };
        var stored = RunStore.SaveTo(staged.Backtest, result, evidence, plan.Config.Results.Trades, cancel);
        Reports(item, work, stored, staged, cancel);
        return (set.Between(plan.Config.Data.From, plan.Config.Data.To).Sum(b => (long)b.Count), evidence);
    }

    // Evidence cannot hurt: a report that cannot be made is told, and the run stands.
    private void Reports(BatchItem item, PlannedRun work, BacktestResult result, RunLayout staged, CancellationToken cancel)
    {
        using var part = StageClock.Measure(RunStage.Write);
        if (item.Run.GenerateReport) Try("the report", () => WriteRunReport.Execute(result, work.Market(), staged.ReportPlace, ReportForms, force: true, cancel));
        if (item.Run.GenerateRiskReport) Try("the risk report", () => WriteRiskReport.Execute(result, work.Market(), staged.RiskFolder, [], force: true, cancel));
        if (item.Run.GenerateTcaReport) Try("the transaction-cost report", () => WriteTcaReport.Execute(result, work.TcaInputs(cancel), staged.TcaFolder, [], force: true, cancel));

        void Try(string what, Action write)
        {
            try
            {
                write();
            }
            catch (PeakTradeException fault)
            {
                log.Say($"{item.Run.Id}: {what} could not be made: [{fault.Kind.Id}] {fault.Message}");
                listener.Warn($"{item.Run.Id}: {what} could not be made: {fault.Message}");
            }
        }
    }

    private BatchRunResult Result(BatchItem item, BatchRunStatus status, RunLayout layout, double seconds) => item.Result(batch, status) with
    {
        RuntimeSec = seconds,
        Result = RunStore.ReadFolder(layout.Backtest),
        BacktestPath = layout.Backtest,
        RiskReportPath = Existing(layout.RiskReport),
        TcaReportPath = Existing(layout.TcaReport),
        ProfilePath = Directory.Exists(layout.ProfileFolder) ? layout.ProfileFolder : null,
    };

    private static string? Existing(string file) => File.Exists(file) ? file : null;

    private double Seconds(long began) => clock.GetElapsedTime(began).TotalSeconds;

    private void Abandon(string id)
    {
        try
        {
            folder.Abandon(id);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.Say($"{id}: what was begun could not be taken away, and is the next time: {fault.Message}");
        }
    }

    private static bool OutOfMemory(Exception? end) => end is OutOfMemoryException || (end is not null && OutOfMemory(end.InnerException));

    private static PeakTradeException FaultOf(Exception end, BatchItem item, bool cancelled, bool timedOut) => end switch
    {
        OperationCanceledException when cancelled => FaultCatalogue.BatchCancelled.Because("The batch was cancelled while this run was at work.", target: item.Run.Id, inner: end),
        OperationCanceledException when timedOut => FaultCatalogue.BatchTimedOut.Because($"The run did not end within {item.Run.Timeout}.", target: item.Run.Id, inner: end),
        OperationCanceledException => FaultCatalogue.BatchCancelled.Because("The run cancelled itself.", target: item.Run.Id, inner: end),
        // Whichever part asked for the last of the memory, the strategy too, is not what has to be mended.
        _ when OutOfMemory(end) => FaultCatalogue.BatchOutOfMemory.Because("The run needs more memory than the process may use.", target: item.Run.Id, inner: end),
        PeakTradeException fault => fault,
        IOException or UnauthorizedAccessException => BatchFolder.NotWritten(item.Run.Id, end),
        _ => FaultCatalogue.BatchRunFailed.Because($"The run ended by {end.GetType().Name}: {end.Message}", target: item.Run.Id, inner: end),
    };
}

/// <summary>What a run ended by.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="LacksRoom">Whether memory or disk was too small for it and for all that went on beside it.</param>
/// <param name="Fault">Why it has no result; null where it has one.</param>
internal readonly record struct BatchEnd(BatchRunResult Result, bool LacksRoom, PeakTradeException? Fault = null);

/// <summary>Where the files of one run of a batch lie.</summary>
internal readonly record struct RunLayout(string Folder)
{
    public string Backtest => Path.Combine(Folder, "backtest");

    public RunReportPlace ReportPlace => new(Backtest, IsHome: true);

    public string RiskFolder => Path.Combine(Folder, "risk_report");

    public string RiskReport => Path.Combine(RiskFolder, "risk_report.html");

    public string TcaFolder => Path.Combine(Folder, "tca");

    public string TcaReport => Path.Combine(TcaFolder, "tca_report.html");

    public string ProfileFolder => Path.Combine(Folder, "profile");

    public bool HasReportsOf(BatchRun run) => (!run.GenerateReport || File.Exists(ReportPlace.PagePath)) && (!run.GenerateRiskReport || File.Exists(RiskReport)) && (!run.GenerateTcaReport || File.Exists(TcaReport));
}
