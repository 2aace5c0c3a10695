namespace PeakTrade;

/// <summary>What a stored run's <c>run.json</c> says: who made it from what, when and where, and the hash of each other file.</summary>
public sealed record RunReceipt
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The strategy's key.</summary>
    public required string Strategy { get; init; }

    /// <summary>The instrument, or what the universe is called.</summary>
    public required string Symbol { get; init; }

    /// <summary>The version of the program.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>The commit that the user's work stood at; null where not known.</summary>
    public string? GitCommit { get; init; }

    /// <summary>Whether files differed from it; null where not known.</summary>
    public bool? GitDirty { get; init; }

    /// <summary>The seed of everything random.</summary>
    public long Seed { get; init; }

    /// <summary>SHA-256 of the normalised configuration.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>SHA-256 of the bars' columns.</summary>
    public required string DataHash { get; init; }

    /// <summary>The data file; null where there was none.</summary>
    public string? DataPath { get; init; }

    /// <summary>When the run began, in UTC.</summary>
    public DateTime Started { get; init; }

    /// <summary>When it was finished, in UTC.</summary>
    public DateTime Finished { get; init; }

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>The machine's facts by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Host { get; init; } = [];

    /// <summary>What was odd but no fault.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The batch that the run belongs to; null outside one.</summary>
    public string? Batch { get; init; }

    /// <summary>The run's id in the batch; null outside one.</summary>
    public string? BatchRunId { get; init; }

    /// <summary>The run's other files.</summary>
    public required IReadOnlyList<RunArtifact> Artifacts { get; init; }
}

/// <summary>A file of a stored run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hex.</param>
/// <param name="Bytes">How long it is.</param>
public sealed record RunArtifact(string Name, string Sha256, long Bytes);
