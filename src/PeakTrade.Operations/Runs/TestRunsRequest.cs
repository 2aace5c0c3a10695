namespace PeakTrade.Operations;

/// <summary>A look at stored runs as a door asks for it.</summary>
public sealed record TestRunsRequest
{
    /// <summary>The absolute folder that relative paths start from.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The folder of the run store.</summary>
    public string ResultsRoot { get; init; } = "results";

    /// <summary>These runs of the store: whole ids, or their first characters; none for all.</summary>
    public IReadOnlyList<string> RunIds { get; init; } = [];

    /// <summary>At most so many, the newest.</summary>
    public int? Latest { get; init; }

    /// <summary>The folder of a run, or of a run store, instead of the store and its ids.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether each run is done again and its bytes compared.</summary>
    public bool Replay { get; init; }

    /// <summary>Where the data are now, for doing it again; else where they were.</summary>
    public string? DataPath { get; init; }

    /// <summary>The configuration as it is now, for doing it again; else the snapshot that the run keeps.</summary>
    public string? ConfigPath { get; init; }
}
