namespace PeakTrade;

/// <summary>A study: what was searched, what was found, and how far it can be believed.</summary>
public sealed record ParameterStudy
{
    private readonly Lazy<IReadOnlyList<StudyTrial>> _trials;

    /// <summary>A study whose trials are read when somebody asks for them.</summary>
    public ParameterStudy(Func<IReadOnlyList<StudyTrial>> trials) => _trials = new(trials);

    /// <summary>The name; a study without one is not stored.</summary>
    public required string Name { get; init; }

    /// <summary>The strategy's key.</summary>
    public required string Strategy { get; init; }

    /// <summary>The instrument.</summary>
    public string? Symbol { get; init; }

    /// <summary>The data file, as far as there is one.</summary>
    public string? Path { get; init; }

    /// <summary>The objectives' names.</summary>
    public required IReadOnlyList<string> Objectives { get; init; }

    /// <summary>Which way each objective is better.</summary>
    public required IReadOnlyList<StudyDirection> Directions { get; init; }

    /// <summary>The parameters that were searched, in the strategy's order; none where that is not known.</summary>
    public IReadOnlyList<StudyParameter> Searched { get; init; } = [];

    /// <summary>The parameters that every trial had.</summary>
    public ParameterSet Fixed { get; init; } = ParameterSet.Empty;

    /// <summary>What had to hold between parameters, as it was written.</summary>
    public IReadOnlyList<string> Relations { get; init; } = [];

    /// <summary>The constraints as they were written, in the order of a trial's <see cref="StudyTrial.Constraints"/>.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>The sampler that chose the parameters.</summary>
    public required string Sampler { get; init; }

    /// <summary>Why this sampler, where the study chose it itself.</summary>
    public string? SamplerReason { get; init; }

    /// <summary>The pruner; null where nothing is stopped on the way.</summary>
    public string? Pruner { get; init; }

    /// <summary>The seed.</summary>
    public long Seed { get; init; }

    /// <summary>How far behind the results are that a trial may learn from: trial k knows those up to k - lag.</summary>
    public int Lag { get; init; }

    /// <summary>How many trials there are.</summary>
    public int TrialCount { get; init; }

    /// <summary>Trials that have their values.</summary>
    public int Complete { get; init; }

    /// <summary>Trials that were stopped on the way.</summary>
    public int Pruned { get; init; }

    /// <summary>Trials that failed.</summary>
    public int Failed { get; init; }

    /// <summary>The best trial that keeps the constraints; null where there is none. With several objectives the one of the front that is best in the first.</summary>
    public StudyTrial? BestTrial { get; init; }

    /// <summary>The best trial's value in the first objective.</summary>
    public double? BestValue => BestTrial?.Value;

    /// <summary>The best trial's parameters.</summary>
    public ParameterSet? BestParameters => BestTrial?.Parameters;

    /// <summary>The same as <see cref="BestParameters"/>, under the name that other commands bind.</summary>
    public ParameterSet? Parameters => BestParameters;

    /// <summary>The trials that no other beats in every objective.</summary>
    public IReadOnlyList<StudyTrial> ParetoFront { get; init; } = [];

    /// <summary>How much of the spread of the first objective each parameter explains, the most important first.</summary>
    public IReadOnlyList<ParameterImportance> Importances { get; init; } = [];

    /// <summary>How far the best value may be owed to searching; null where the trials are too few to say.</summary>
    public OverfittingReport? Overfitting { get; init; }

    /// <summary>SHA-256 of all trials without their times: equal for equal studies.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Where the study is stored; null where it is not.</summary>
    public string? Storage { get; init; }

    /// <summary>The file with the best parameters; null where none was written.</summary>
    public string? BestParametersPath { get; init; }

    /// <summary>All trials in order of number.</summary>
    public IReadOnlyList<StudyTrial> GetTrials() => _trials.Value;
}

/// <summary>How important a parameter is.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Importance">Its share, from 0 to 1; all shares make 1.</param>
public sealed record ParameterImportance(string Parameter, double Importance);
