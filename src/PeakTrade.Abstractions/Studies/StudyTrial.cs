namespace PeakTrade;

/// <summary>Which way an objective is better.</summary>
public enum StudyDirection
{
    /// <summary>The less the better.</summary>
    Minimize,

    /// <summary>The more the better.</summary>
    Maximize,
}

/// <summary>What has become of a trial.</summary>
public enum TrialState
{
    /// <summary>Somebody works on it.</summary>
    Running,

    /// <summary>It has its values.</summary>
    Complete,

    /// <summary>It was stopped on the way: its first steps were too bad.</summary>
    Pruned,

    /// <summary>It threw, or its value is no number.</summary>
    Failed,
}

/// <summary>A step of a trial: what the objectives were after the first folds or segments.</summary>
/// <param name="Number">The step, counted from 1.</param>
/// <param name="Values">A value for each objective; NaN where there is none.</param>
public sealed record StudyStep(int Number, IReadOnlyList<double> Values);

/// <summary>One trial of a study: parameters, and what came of them.</summary>
public sealed record StudyTrial
{
    /// <summary>The study's name.</summary>
    public required string Study { get; init; }

    /// <summary>The trial's number, counted from 0.</summary>
    public required int Number { get; init; }

    /// <summary>What has become of it.</summary>
    public required TrialState State { get; init; }

    /// <summary>The strategy's key.</summary>
    public required string Strategy { get; init; }

    /// <summary>All parameters of the strategy, fixed ones too.</summary>
    public required ParameterSet Parameters { get; init; }

    /// <summary>The value of the first objective; null where there is none.</summary>
    public double? Value => Values.Count > 0 && !double.IsNaN(Values[0]) ? Values[0] : null;

    /// <summary>A value for each objective; none where the trial failed.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>For each constraint how far it is broken: 0 or less is kept.</summary>
    public IReadOnlyList<double> Constraints { get; init; } = [];

    /// <summary>Whether all constraints are kept.</summary>
    public bool IsFeasible => Constraints.All(c => c <= 0);

    /// <summary>What it had reached at each step.</summary>
    public IReadOnlyList<StudyStep> Steps { get; init; } = [];

    /// <summary>Figures of its backtest by name, such as <c>sharpe</c> and <c>trades</c>.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The trial of the same parameters that answered this one; null where it was worked out.</summary>
    public int? SameAs { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>How long it took; null where that is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The data file, as far as there is one.</summary>
    public string? Path { get; init; }

    /// <summary>The instrument, as far as it is known.</summary>
    public string? Symbol { get; init; }
}
