namespace PeakTrade.Operations;

/// <summary>A study of parameters as a door asks for it. What is null or absent comes from the study's file, then from the defaults.</summary>
public sealed record StudyRequest
{
    /// <summary>Strategy, data and settings, as for a backtest. Its parameters are fixed: every trial gets them as they are.</summary>
    public required BacktestRequest Backtest { get; init; }

    /// <summary>The text of a strategy that is not registered, as far as it has one: a stored study is not gone on with another.</summary>
    public string? StrategyCode { get; init; }

    /// <summary>A study written in a file (YAML or JSON).</summary>
    public string? FilePath { get; init; }

    /// <summary>The name to store it under; <c>{symbol}</c> in it stands for the instrument. Without a name it is not stored.</summary>
    public string? Name { get; init; }

    /// <summary>Where studies are stored: a file, or an address such as <c>postgresql://...</c>; <c>studies.db</c> in the results root where it is not given.</summary>
    public string? Storage { get; init; }

    /// <summary>Whether to go on with a study that is there.</summary>
    public bool Resume { get; init; }

    /// <summary>The study ends with so many trials.</summary>
    public int? TrialCount { get; init; }

    /// <summary>After this time no further trial is begun.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The seed.</summary>
    public long? Seed { get; init; }

    /// <summary>The objectives: names of figures.</summary>
    public IReadOnlyList<string> Objectives { get; init; } = [];

    /// <summary>Which way each objective is better; what the figure's nature says where it is not given.</summary>
    public IReadOnlyList<StudyDirection?> Directions { get; init; } = [];

    /// <summary>An objective of the user's own; it goes before <see cref="Objectives"/>.</summary>
    public OwnObjective? OwnObjective { get; init; }

    /// <summary>Windows whose tests, run one behind the other with a trial's parameters, are what the objective is taken of; the whole backtest where there are none.</summary>
    public WalkForwardChoice? WalkForward { get; init; }

    /// <summary>The sampler as a user writes it.</summary>
    public string? Sampler { get; init; }

    /// <summary>The pruner as a user writes it.</summary>
    public string? Pruner { get; init; }

    /// <summary>How many segments a trial is cut into for the pruner.</summary>
    public int? Segments { get; init; }

    /// <summary>How many trials run at once.</summary>
    public int? Workers { get; init; }

    /// <summary>Trial k learns from trials 0 to k - lag.</summary>
    public int? Lag { get; init; }

    /// <summary>The searched parameters and their ranges; all of the strategy's schema where there is none.</summary>
    public IReadOnlyDictionary<string, object?> Space { get; init; } = new Dictionary<string, object?>();

    /// <summary>What must hold between parameters, beyond what the schema says.</summary>
    public IReadOnlyList<string> Relations { get; init; } = [];

    /// <summary>What must hold for a trial's figures.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>Parameters that the first trials take.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Enqueue { get; init; } = [];

    /// <summary>Whether nothing is stored or written, whatever name the request or its file gives.</summary>
    public bool DryRun { get; init; }

    /// <summary>The folder of the best parameters' file; none is written where it is null.</summary>
    public string? OutputFolder { get; init; }
}

/// <summary>An objective of the user's own, such as a script block.</summary>
/// <param name="Values">A value for each direction; null where there is none.</param>
/// <param name="Code">How it is written, by which a stored study knows it again; null where nobody can say.</param>
public sealed record OwnObjective(Func<BacktestResult, IReadOnlyList<double?>> Values, string? Code = null);

/// <summary>What a study has to tell: a trial as it is finished, or at the end the study itself.</summary>
/// <param name="Trial">A finished trial.</param>
/// <param name="Study">The study.</param>
public sealed record StudyNews(StudyTrial? Trial, ParameterStudy? Study);

/// <summary>What a study would do.</summary>
/// <param name="Text">All of it in a few lines.</param>
/// <param name="ConfigPath">The configuration file; null where there is none.</param>
public sealed record StudyPlan(string Text, string? ConfigPath);
