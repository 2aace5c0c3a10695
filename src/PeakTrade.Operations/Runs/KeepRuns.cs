using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Protects stored runs from removal, or lifts their protection.</summary>
public static class KeepRuns
{
    /// <summary>The folders of the runs of these ids, whole or their first characters; an id that is not there is an error.</summary>
    public static IEnumerable<(string? Folder, PeakTradeException? Error)> Folders(string root, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var faults = new List<PeakTradeException>();
        var runs = new RunStore(root).List(ids, faults, cancel);
        foreach (var fault in faults) yield return (null, fault);
        foreach (var run in runs) yield return (run.Folder, null);
    }

    /// <summary>Protects the run in a folder, or lifts its protection.</summary>
    /// <param name="folder">The run's folder in its store.</param>
    /// <param name="keep">Whether it is to be protected.</param>
    /// <param name="reason">Why; null leaves the reason of a run that is protected already.</param>
    public static KeptRun Execute(string folder, bool keep, string? reason)
    {
        using var culture = InvariantScope.Enter();
        return RunStore.Keep(folder, keep, reason);
    }
}
