namespace PeakTrade;

/// <summary>One thing of several runs, side by side.</summary>
public sealed record RunComparisonRow
{
    /// <summary>What sort of thing.</summary>
    public required ComparisonKind Kind { get; init; }

    /// <summary>Its name: as in <c>stats.json</c>, a parameter's own, or a setting's dotted key.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the runs differ in it.</summary>
    public bool Differs { get; init; }

    /// <summary>The place of the best run, where one is better than the others and better has a meaning.</summary>
    public int? Best { get; init; }

    /// <summary>A value for each run, as it is; null where a run has none.</summary>
    public required IReadOnlyList<object?> Values { get; init; }

    /// <summary>The values for the eye: rounded, shortened, the best marked with a star, empty where there is none.</summary>
    public required IReadOnlyList<string> Cells { get; init; }

    /// <summary>Each run's value less the reference's; null where either is no number.</summary>
    public IReadOnlyList<double?> Differences { get; init; } = [];
}

/// <summary>What a row of a comparison tells of.</summary>
public enum ComparisonKind
{
    /// <summary>Which run it is.</summary>
    Run,

    /// <summary>A parameter of the strategy.</summary>
    Parameter,

    /// <summary>A setting of the configuration.</summary>
    Setting,

    /// <summary>What the receipt says: program, commit, data, seed.</summary>
    Evidence,

    /// <summary>A figure of the result.</summary>
    Metric,

    /// <summary>Whether the Sharpe ratio differs from the reference's by more than chance.</summary>
    Significance,
}
