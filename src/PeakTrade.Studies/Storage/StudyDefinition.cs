namespace PeakTrade.Studies;

/// <summary>What makes a study the study it is. Two processes work on one study only where all of this is equal.</summary>
public sealed record StudyDefinition
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What is searched.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>The objectives' names.</summary>
    public required IReadOnlyList<string> Objectives { get; init; }

    /// <summary>Which way each objective is better.</summary>
    public required IReadOnlyList<StudyDirection> Directions { get; init; }

    /// <summary>The sampler as it was written, options too: <c>auto</c>, <c>tpe(startup=20)</c>.</summary>
    public string Sampler { get; init; } = "auto";

    /// <summary>The pruner as it was written.</summary>
    public string Pruner { get; init; } = "none";

    /// <summary>How many steps a trial takes; 1 where nothing is pruned.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>The seed.</summary>
    public long Seed { get; init; }

    /// <summary>Trial k learns from trials 0 to k - lag.</summary>
    public int Lag { get; init; } = StudyRunner.DefaultLag;

    /// <summary>How many trials were planned when the study was made. A study may be lengthened; what it chose by this number stays.</summary>
    public int TrialCount { get; init; } = 100;

    /// <summary>The constraints as they were written.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>Points that the first trials take, in this order.</summary>
    public IReadOnlyList<double[]> Enqueued { get; init; } = [];

    /// <summary>Whether it was put together from what another program stored: the space from its trials, all else as it is by default.</summary>
    public bool IsInferred { get; init; }

    /// <summary>What the values come from, by name: strategy, data hash, settings. Compared as text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Subject { get; init; } = [];
}
