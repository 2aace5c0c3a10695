namespace PeakTrade.Configuration;

/// <summary>What a run is for.</summary>
public enum RunMode
{
    /// <summary>Everything is allowed.</summary>
    Research,

    /// <summary>Tracking, studies and acceleration are refused.</summary>
    Live,
}

/// <summary>All settings of a run: file, defaults and overrides together, checked.</summary>
public sealed record RunConfig
{
    /// <summary>What the run is for: the top-level key <c>mode</c>.</summary>
    public RunMode Mode { get; init; } = RunMode.Research;

    /// <summary>Which strategy, and its parameters: the <c>[strategy]</c> table.</summary>
    public StrategyChoice Strategy { get; init; } = new();

    /// <summary>How it is traded: the <c>[backtest]</c> table.</summary>
    public BacktestOptions Backtest { get; init; } = new();

    /// <summary>How many instruments are held in one account: the <c>[portfolio]</c> table.</summary>
    public PortfolioOptions Portfolio { get; init; } = new();

    /// <summary>What it is traded on: the <c>[data]</c> table.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>Where runs are stored: the <c>[results]</c> table.</summary>
    public ResultsOptions Results { get; init; } = new();

    /// <summary>Who else is told of runs: the <c>[tracking]</c> table.</summary>
    public TrackingOptions Tracking { get; init; } = new();

    /// <summary>What is odd but no fault: names from older files, a parameter table that nobody reads.</summary>
    public IReadOnlyList<Fault> Notices { get; init; } = [];

    /// <summary>The text of the file as it was read; null where there was none. It may hold secrets: store a <see cref="ConfigSnapshot"/> instead.</summary>
    public string? SourceText { get; init; }
}

/// <summary>Which strategy runs, and the parameters that were given: the <c>[strategy]</c> table.</summary>
public sealed record StrategyChoice
{
    /// <summary>The strategy's key; null where none was named.</summary>
    public string? Key { get; init; }

    /// <summary>Whether parameters may lie outside the range that the strategy states.</summary>
    public bool AllowOutOfRange { get; init; }

    /// <summary>The parameter tables by strategy key, every <c>[strategy.*]</c> there is.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> Tables { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, object?>>();

    /// <summary>The parameters given for <see cref="Key"/>: <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => ParametersOf(Key);

    /// <summary>The parameters given for a strategy; empty where it has no table.</summary>
    public IReadOnlyDictionary<string, object?> ParametersOf(string? key) =>
        key is not null && Tables.TryGetValue(key, out var parameters) ? parameters : new Dictionary<string, object?>();
}

/// <summary>Where runs are stored: the <c>[results]</c> table.</summary>
public sealed record ResultsOptions
{
    /// <summary>The folder that holds one folder a run.</summary>
    public string Root { get; init; } = "results";

    /// <summary>Which file holds a run's trades.</summary>
    public TradesFormat Trades { get; init; }
}
