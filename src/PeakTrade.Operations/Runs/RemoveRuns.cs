using System.IO.Enumeration;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Which runs are to go. A run goes when it passes all that is given.</summary>
public sealed record RetentionRule
{
    /// <summary>The newest so many stay, counted among the runs that the strategy and the instrument fit.</summary>
    public int? KeepLatest { get; init; }

    /// <summary>Only runs that were finished longer ago than this go.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Only runs of this strategy go; <c>*</c> and <c>?</c> are wildcards.</summary>
    public string? Strategy { get; init; }

    /// <summary>Only runs of this instrument go; likewise.</summary>
    public string? Symbol { get; init; }

    /// <summary>Whether nothing is said of which runs.</summary>
    public bool IsEmpty => KeepLatest is null && OlderThan is null && Strategy is null && Symbol is null;
}

/// <summary>Removes stored runs; protected ones stay, whatever is asked for.</summary>
public static class RemoveRuns
{
    /// <summary>The runs of a store that are to go, the oldest first: all that the rule fits, or those of the ids.</summary>
    public static RunsToRemove Choose(string root, IReadOnlyList<string> ids, RetentionRule rule, DateTimeOffset now, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        if (ids.Count == 0 && rule.IsEmpty) throw FaultCatalogue.ArgumentInvalid.Because($"Which runs of {root} are to go is not said.", "Give -KeepLatest, -OlderThan, -Strategy, -Symbol or -RunId (--keep-latest, --older-than, --strategy, --symbol or ids).", target: root);
        var faults = new List<PeakTradeException>();
        var runs = new RunStore(root).List(ids, faults, cancel);
        return Choose(runs, rule, now, named: ids.Count > 0, faults);
    }

    /// <summary>The runs that are to go, the oldest first, of runs in any stores, by their folders. One that lies in no store is an error.</summary>
    public static RunsToRemove Choose(IEnumerable<string> folders, RetentionRule rule, DateTimeOffset now)
    {
        using var culture = InvariantScope.Enter();
        var faults = new List<PeakTradeException>();
        var runs = new List<StoredRun>();
        foreach (var folder in folders.Distinct(StringComparer.Ordinal))
        {
            if (RunStore.IdOf(folder) is null) faults.Add(NoRunOfAStore(folder));
            else if (RunStore.Look(folder) is { } run) runs.Add(run);
        }

        return Choose(RunStore.NewestFirst(runs), rule, now, named: true, faults);
    }

    /// <summary>The run of a batch, or a result that is stored nowhere: no store keeps it.</summary>
    public static PeakTradeException NoRunOfAStore(object? thing) => FaultCatalogue.RunNotRemoved.Because(
        thing switch
        {
            BatchRunResult batch => $"Run {batch.RunId} of {batch.BatchName} belongs to its batch, and no run store holds it.",
            BacktestResult => "The run is not stored, so there is nothing to remove.",
            string folder => $"{folder} is no run of a run store: those are named by their ids.",
            _ => $"There is no run to remove in {(thing is null ? "nothing" : $"an object of type {thing.GetType().Name}")}.",
        },
        thing is BatchRunResult or string ? "Remove the batch's folder as a whole where it is not wanted any more." : "Pipe what Get-RunResult gives.", target: thing);

    /// <summary>Removes one; null where it is gone already.</summary>
    public static RemovedRun? Remove(RunToRemove run)
    {
        using var culture = InvariantScope.Enter();
        return RunStore.Remove(run.Run);
    }

    /// <summary>Removes what killed processes left in a store.</summary>
    public static void Sweep(string root, DateTimeOffset now) => new RunStore(root).Sweep(now);

    private static RunsToRemove Choose(IReadOnlyList<StoredRun> newestFirst, RetentionRule rule, DateTimeOffset now, bool named, List<PeakTradeException> faults)
    {
        if (rule.KeepLatest is < 0) throw FaultCatalogue.ArgumentInvalid.Because($"KeepLatest must be 0 or more, and is {rule.KeepLatest}.", target: rule.KeepLatest);
        if (rule.OlderThan < TimeSpan.Zero) throw FaultCatalogue.ArgumentInvalid.Because($"OlderThan must be 0 or more, and is {rule.OlderThan}.", target: rule.OlderThan);
        var chosen = newestFirst.Where(r => Fits(rule.Strategy, r.Strategy) && Fits(rule.Symbol, r.Symbol)).Skip(rule.KeepLatest ?? 0)
            .Where(r => rule.OlderThan is not { } age || now - r.Finished > age).Reverse().ToList();
        // Whoever names a run is told that it stays; a rule passes it over.
        if (named && rule.IsEmpty) faults.AddRange(chosen.Where(r => r.IsKept).Select(r => FaultCatalogue.RunKept.Because($"The run {r.Folder} is protected and stays.", target: r.Folder)));
        return new RunsToRemove([.. chosen.Where(r => !r.IsKept).Select(r => new RunToRemove(r))], chosen.Count(r => r.IsKept), faults);
    }

    // A damaged run does not say what it is of.
    private static bool Fits(string? pattern, string? text) => pattern is null or "*" || (text is not null && FileSystemName.MatchesSimpleExpression(pattern, text));
}

/// <summary>What is to go.</summary>
/// <param name="Runs">The runs, the oldest first.</param>
/// <param name="Kept">How many more would go, were they not protected.</param>
/// <param name="Faults">What was named and is not there, or cannot go.</param>
public sealed record RunsToRemove(IReadOnlyList<RunToRemove> Runs, int Kept, IReadOnlyList<PeakTradeException> Faults);

/// <summary>A run that is to go.</summary>
public sealed class RunToRemove
{
    internal RunToRemove(StoredRun run) => Run = run;

    /// <summary>Its folder.</summary>
    public string Folder => Run.Folder;

    internal StoredRun Run { get; }

    /// <summary>What would be removed, before it is.</summary>
    public RemovedRun Planned => new(Run.Id, Run.Strategy, Run.Symbol, Run.Finished, 0, Run.Folder);

    /// <summary>The run in a few words: its folder, strategy, instrument and time.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Run.Folder} ({(Run.Strategy is null ? "damaged" : $"{Run.Strategy} on {Run.Symbol}")}, {Run.Finished.UtcDateTime:yyyy-MM-dd HH:mm}Z)");
}
