namespace PeakTrade.Runs;

// Whether stored runs are still what was stored.
public sealed partial class RunStore
{
    /// <summary>
    /// Looks at the runs that a query names, newest first, as they are taken; one that cannot be read comes as what was found of it and counts for <see cref="RunQuery.Latest"/>.
    /// Ids that are not there come first, as errors. <paramref name="configHash"/> gives the hash of a normalised configuration.
    /// </summary>
    public IEnumerable<Outcome<RunCheck>> Check(IReadOnlyList<string> runIds, int? latest, Func<string, string?> configHash, CancellationToken cancel = default)
    {
        var errors = new List<Outcome<BacktestResult>>();
        var runs = NewestFirst(Candidates(runIds, errors), cancel);
        foreach (var error in errors) yield return new(null, error.Error);
        foreach (var (id, _) in runs.Take(latest ?? int.MaxValue))
        {
            cancel.ThrowIfCancellationRequested();
            var check = Check(Path.Combine(Root, id), configHash, cancel);
            if (Path.Exists(check.RunPath)) yield return new(check, null); // Removed while we looked: it is gone, not damaged.
        }
    }

    /// <summary>Looks at the run in a folder of any name.</summary>
    public static RunCheck Check(string folder, Func<string, string?> configHash, CancellationToken cancel = default) => new RunInspection(folder, configHash).Run(cancel);

    /// <summary>What the receipt of the run in a folder says.</summary>
    /// <exception cref="PeakTradeException">There is none, or it cannot be read (<c>Run.Damaged</c>).</exception>
    public static RunReceipt ReadReceipt(string folder) => Receipt.ReadAll(Path.Combine(folder, RunFiles.Receipt), out _);

    /// <summary>What differs in the files of a run that was done again from those of the stored one, as the two receipts list them; nothing where they are the same bytes.</summary>
    /// <exception cref="PeakTradeException">One of the receipts cannot be read (<c>Run.Damaged</c>).</exception>
    public static IEnumerable<RunFinding> Compare(string stored, string again, CancellationToken cancel = default) => new ReplayDifference(stored, again).Run(cancel);
}
