namespace PeakTrade.Runs;

/// <summary>What a stored run's receipt (<c>run.json</c>) says.</summary>
public sealed record RunReceipt
{
    /// <summary>The run's id.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>The commit that the user's work stood at.</summary>
    public required GitFacts Git { get; init; }

    /// <summary>The seed of everything random.</summary>
    public required long Seed { get; init; }

    /// <summary>The strategy's key.</summary>
    public required string Strategy { get; init; }

    /// <summary>The instrument, or what the universe is called.</summary>
    public required string Symbol { get; init; }

    /// <inheritdoc cref="BacktestResult.ConfigHash"/>
    public required string ConfigHash { get; init; }

    /// <inheritdoc cref="BacktestResult.DataHash"/>
    public required string DataHash { get; init; }

    /// <summary>Where the data were; null where they came from standard input.</summary>
    public required string? DataPath { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the run ended.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>The machine.</summary>
    public required HostFacts Host { get; init; }

    /// <summary>The names of the files that it lists.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Whether the run is one of a batch.</summary>
    public bool IsOfBatch => Members.Contains("batch");

    /// <summary>The names of what stands in it.</summary>
    internal IReadOnlyList<string> Members { get; init; } = [];
}
