using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Finds stored runs, newest first.</summary>
public static class FindRuns
{
    /// <summary>The runs that fit, as they are read; a damaged one comes as its fault, between the others.</summary>
    public static IEnumerable<Outcome<BacktestResult>> Execute(string resultsRoot, RunQuery query, CancellationToken cancel) => new RunStore(resultsRoot).Find(query, cancel);

    /// <summary>Ids for completion: the newest that begin so, never a fault.</summary>
    public static IReadOnlyList<string> Complete(string resultsRoot, string prefix, int most) => new RunStore(resultsRoot).RecentIds(prefix, most);
}
