namespace PeakTrade.Studies;

/// <summary>What a trial had reached at a step: a value for each objective, NaN where there is none.</summary>
/// <param name="Number">The step, counted from 1.</param>
/// <param name="Values">A value for each objective, as the user counts it.</param>
public readonly record struct TrialStep(int Number, double[] Values);

/// <summary>One trial as samplers, pruners and stores see it. Immutable; its arrays are not changed after it is made.</summary>
public sealed record Trial
{
    /// <summary>The number, counted from 0.</summary>
    public required int Number { get; init; }

    /// <summary>What has become of it.</summary>
    public required TrialState State { get; init; }

    /// <summary>A number for each dimension of the space.</summary>
    public required double[] Point { get; init; }

    /// <summary>A value for each objective, as the user counts it; of a pruned trial those of its last step; none where it failed.</summary>
    public double[] Values { get; init; } = [];

    /// <summary>For each constraint how far it is broken; 0 or less is kept.</summary>
    public double[] Constraints { get; init; } = [];

    /// <summary>Its steps in order.</summary>
    public IReadOnlyList<TrialStep> Steps { get; init; } = [];

    /// <summary>Further facts by name, each as a JSON value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>The trial of the same point that answered this one.</summary>
    public int? SameAs { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>When it was begun. Never part of what is compared.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it was finished. Never part of what is compared.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Whether its values can be learnt from: it is complete and all of them are numbers.</summary>
    public bool HasValues => State == TrialState.Complete && Values.Length > 0 && !Array.Exists(Values, double.IsNaN);

    /// <summary>Whether no constraint is broken.</summary>
    public bool IsFeasible => !Array.Exists(Constraints, c => !(c <= 0));

    /// <summary>By how much constraints are broken in all; 0 where none is.</summary>
    public double Violation => Constraints.Sum(c => double.IsNaN(c) ? double.PositiveInfinity : Math.Max(0, c));
}
