using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Finds the runs that are to be reported on by the folder that they lie in.</summary>
public static class ReportRuns
{
    /// <summary>The run in a folder, or all runs of a run store; one that cannot be read comes as its fault.</summary>
    public static IEnumerable<Outcome<BacktestResult>> In(string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder)) throw FaultCatalogue.RunMissing.Because($"There is no folder {folder}.", "Name the folder of a run, or of a run store.", target: folder);
        return RunStore.IsRun(folder) ? [Read(folder)] : Store(folder, cancel);
    }

    /// <summary>The newest run of a run store, after the faults of newer ones that cannot be read.</summary>
    public static IEnumerable<Outcome<BacktestResult>> Newest(string resultsRoot, CancellationToken cancel)
    {
        var any = false;
        foreach (var run in FindRuns.Execute(resultsRoot, new RunQuery { Latest = 1 }, cancel))
        {
            any = true;
            yield return run;
        }

        if (!any) yield return new(null, FaultCatalogue.RunMissing.Because($"{resultsRoot} holds no run.", "Run a backtest first, or name the folder of another run store (-ResultsRoot, --results-root).", target: resultsRoot));
    }

    private static IEnumerable<Outcome<BacktestResult>> Store(string folder, CancellationToken cancel)
    {
        var any = false;
        foreach (var run in FindRuns.Execute(folder, new RunQuery(), cancel))
        {
            any = true;
            yield return run;
        }

        if (!any) yield return new(null, FaultCatalogue.RunMissing.Because($"{folder} holds no run: neither a receipt (run.json) nor folders of runs.", "Name the folder of a run, or of a run store.", target: folder));
    }

    private static Outcome<BacktestResult> Read(string folder)
    {
        try
        {
            return new(RunStore.ReadFolder(folder), null);
        }
        catch (PeakTradeException fault)
        {
            return new(null, fault);
        }
    }
}
