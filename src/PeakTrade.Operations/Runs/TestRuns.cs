using PeakTrade.Configuration;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Says whether stored runs are still what was stored and, where it is asked for, whether they come out the same when they are done again. Nothing in the store is changed.</summary>
public sealed class TestRuns(StrategyRegistry strategies, TimeProvider clock)
{
    private readonly GitReading _git = new(clock);

    /// <summary>A check of each run, as it is made. A damaged run is a check with findings; an id or a folder that is not there is a fault.</summary>
    public IEnumerable<Outcome<RunCheck>> Execute(TestRunsRequest request, IListener listener, CancellationToken cancel) => InvariantScope.Over(Run(request, listener, cancel));

    /// <summary>The folder that a run, or a thing that stands for one, is stored in; null where it is stored nowhere.</summary>
    public static string? FolderOf(object? run) => run switch
    {
        BacktestResult result => result.RunPath,
        BatchRunResult batch => batch.BacktestPath ?? batch.Result?.RunPath,
        RunCheck check => check.RunPath,
        DirectoryInfo folder => folder.FullName,
        _ => null,
    };

    /// <summary>The fault of a thing that is no stored run.</summary>
    public static PeakTradeException NotStored(object? run) => run is BacktestResult or BatchRunResult
        ? FaultCatalogue.RunMissing.Because("The run was not stored, so there is nothing to check.", "Leave -NoSave out, and give runs that succeeded.", target: run)
        : FaultCatalogue.RunMissing.Because($"There is no run in {(run is null ? "nothing" : $"an object of type {run.GetType().Name}")}.", "Give what Get-RunResult, Invoke-Backtest or Invoke-BatchBacktest gives, an id, or a run's folder.", target: run);

    private IEnumerable<Outcome<RunCheck>> Run(TestRunsRequest request, IListener listener, CancellationToken cancel)
    {
        var replay = new RunReplay(strategies, request, clock, _git);
        foreach (var found in Find(request, cancel))
        {
            if (found.Result is not { } check)
            {
                yield return found;
                continue;
            }

            listener.Progress($"Checked {check.RunId}", null);
            listener.Say($"{check.RunPath}: {check.Files} files, {check.Bytes} bytes, {check.Status}.");
            yield return new Outcome<RunCheck>(request.Replay ? replay.Run(check, listener, cancel) : check, null);
        }
    }

    private static IEnumerable<Outcome<RunCheck>> Find(TestRunsRequest request, CancellationToken cancel)
    {
        if (request.Latest is < 1) throw FaultCatalogue.ArgumentInvalid.Because($"Latest must be 1 or more, and is {request.Latest}.", target: request.Latest);
        if (request.Folder is not { } folder) return Store(Path.GetFullPath(request.ResultsRoot, request.BaseFolder), request, cancel);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder, request.BaseFolder));
        if (!Directory.Exists(full)) throw FaultCatalogue.RunMissing.Because($"There is no folder {full}.", "Name the folder of a run, or of a run store.", target: folder);
        // The folder of a run that has lost its receipt is known by its name.
        return RunStore.IsRun(full) || Guid.TryParseExact(Path.GetFileName(full), "D", out _)
            ? [new Outcome<RunCheck>(RunStore.Check(full, SnapshotHash.Of, cancel), null)]
            : Store(full, request, cancel);
    }

    private static IEnumerable<Outcome<RunCheck>> Store(string folder, TestRunsRequest request, CancellationToken cancel)
    {
        var any = false;
        foreach (var check in new RunStore(folder).Check(request.RunIds, request.Latest, SnapshotHash.Of, cancel))
        {
            any = true;
            yield return check;
        }

        // A store that was meant and is another must not pass for one that is well.
        if (!any) yield return new Outcome<RunCheck>(null, FaultCatalogue.RunMissing.Because($"{folder} holds no run: neither a receipt (run.json) nor folders of runs.", "Name the folder of a run, or of a run store.", target: folder));
    }
}
