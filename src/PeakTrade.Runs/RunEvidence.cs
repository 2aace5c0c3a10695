namespace PeakTrade.Runs;

/// <summary>What a run's receipt says beside the result: the configuration, the program, the machine and the times.</summary>
public sealed record RunEvidence
{
    /// <summary>The run's id; whoever tells of the run while it is worked out chooses it before.</summary>
    public Guid RunId { get; init; } = Guid.NewGuid();

    /// <summary>The configuration as the user wrote it, secrets already redacted.</summary>
    public required string ConfigToml { get; init; }

    /// <summary>The normalised configuration that <see cref="BacktestResult.ConfigHash"/> was made from, secrets already redacted.</summary>
    public required string ConfigJson { get; init; }

    /// <summary>The version of the program.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>The commit that the user's work stands at.</summary>
    public GitFacts Git { get; init; } = GitFacts.Unknown;

    /// <summary>The machine.</summary>
    public required HostFacts Host { get; init; }

    /// <summary>The seed of everything random.</summary>
    public long Seed { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the run ended; what "newest" is decided by.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>What was odd but no fault.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The run of a batch that this is; null outside one.</summary>
    public BatchOrigin? Batch { get; init; }
}
