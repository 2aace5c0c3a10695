namespace PeakTrade.Operations;

/// <summary>A backtest as a door asks for it. What is null or absent comes from the configuration, and what that leaves out from its defaults.</summary>
public sealed record BacktestRequest
{
    /// <summary>The absolute folder that relative paths of this request start from.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The configuration file; relative paths inside it start from its own folder.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Settings laid over the configuration, by dotted key: <c>backtest.fee_bps</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Settings { get; init; } = [];

    /// <summary>The data: a file, a folder, or a pattern of files.</summary>
    public string? DataPath { get; init; }

    /// <summary>Where else data lie, read after <see cref="DataPath"/> in this order: the instruments of a portfolio, each in one of them.</summary>
    public IReadOnlyList<string> MorePaths { get; init; } = [];

    /// <summary>The instruments; none for the one that the configuration names, and all of the data where it names none either.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>The data themselves, where they come from standard input.</summary>
    public Stream? Input { get; init; }

    /// <summary>The key of a registered strategy.</summary>
    public string? Strategy { get; init; }

    /// <summary>A strategy that is not registered, such as a script block.</summary>
    public IStrategy? OwnStrategy { get; init; }

    /// <summary>Parameters laid over those of the configuration.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Whether parameters may lie outside the range of their schema.</summary>
    public bool AllowOutOfRange { get; init; }

    /// <summary>Whether the run goes into the run store.</summary>
    public bool Save { get; init; } = true;

    /// <summary>Whether the stored run is protected from removal.</summary>
    public bool Keep { get; init; }

    /// <summary>The trackers of the command that this is a part of, which whoever made it completes; null where it tracks by itself.</summary>
    public TrackingSession? Tracking { get; init; }
}
