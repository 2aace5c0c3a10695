namespace PeakTrade.Studies;

/// <summary>
/// Chooses the points of trials. The law: the same setup, the same trials seen and the same attempt give the same point, bit for bit, from
/// an object that has chosen all points before as from a new one. Random numbers come from a <see cref="PeakTrade.Engine.KeyedRandom"/> of seed, trial
/// number and stream. An object may keep what it has learnt from finished trials (they never change); it is called from one thread.
/// </summary>
public interface ISampler
{
    /// <summary>
    /// Writes the point of trial <see cref="TrialsSeen.Number"/>: a value of each dimension, exactly one that the dimension takes. Where the space has
    /// relations and the point breaks one, the study asks again with the next attempt, and after some attempts draws at random itself.
    /// </summary>
    void Suggest(TrialsSeen seen, int attempt, Span<double> point);
}

/// <summary>What a sampler is made from.</summary>
public sealed record SamplerSetup
{
    /// <summary>What is searched.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Which way each objective is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>The study's seed.</summary>
    public long Seed { get; init; }

    /// <summary>How many trials were planned when the study was made.</summary>
    public int TrialCount { get; init; } = 100;

    /// <summary>How many constraints a trial reports.</summary>
    public int Constraints { get; init; }

    /// <summary>Options by name, as the user wrote them.</summary>
    public NamedOptions Options { get; init; } = NamedOptions.None;
}
