namespace PeakTrade.Studies;

/// <summary>
/// Stops trials whose first steps are too bad. The law: the same setup, the same trials seen and the same steps give the same answer. It
/// may be asked from several threads at once, each about another trial, and keeps nothing that changes an answer.
/// </summary>
public interface IPruner
{
    /// <summary>Whether trial <see cref="TrialsSeen.Number"/> should stop after these steps, the newest last.</summary>
    bool ShouldStop(TrialsSeen seen, IReadOnlyList<TrialStep> steps);

    /// <summary>Whether it compares what each fold or segment gave by itself, rather than what the trial has reached so far.</summary>
    bool ComparesSegments => false;
}

/// <summary>What a pruner is made from.</summary>
public sealed record PrunerSetup
{
    /// <summary>Which way each objective is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>The study's seed.</summary>
    public long Seed { get; init; }

    /// <summary>How many steps a trial takes that is not stopped.</summary>
    public int Steps { get; init; }

    /// <summary>How many trials were planned when the study was made.</summary>
    public int TrialCount { get; init; } = 100;

    /// <summary>Options by name, as the user wrote them.</summary>
    public NamedOptions Options { get; init; } = NamedOptions.None;
}
