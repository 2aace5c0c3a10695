namespace PeakTrade.Operations;

/// <summary>A batch as a door asks for it.</summary>
public sealed record BatchRequest
{
    /// <summary>The name of the variable that says how many runs go on at once.</summary>
    public const string WorkersVariable = "PEAKTRADE_BATCH_MAX_WORKERS";

    /// <summary>Its older name.</summary>
    public const string OldWorkersVariable = "ASSEMBLED_BATCH_MAX_WORKERS";

    /// <summary>The absolute folder that relative paths of this request start from, and those in a batch that comes as a text.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The batch's file; relative paths inside it start where the user stands, as those of the output do.</summary>
    public string? Path { get; init; }

    /// <summary>The batch itself, YAML or JSON, where it comes as a text.</summary>
    public string? Text { get; init; }

    /// <summary>The folder that the batch's folder goes into; null for what the batch says.</summary>
    public string? OutputRoot { get; init; }

    /// <summary>Settings laid over what the batch says of every run, by dotted key.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Settings { get; init; } = [];

    /// <summary>Whether runs go on side by side.</summary>
    public bool Parallel { get; init; }

    /// <summary>How many at once; null for what the environment says, and the number of cores, four at most, where it says nothing.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>Whether runs whose settings or data have changed replace their earlier results.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether no further run is begun after one has failed.</summary>
    public bool FailFast { get; init; }

    /// <summary>Whether all runs are run, whatever is there.</summary>
    public bool Force { get; init; }

    /// <summary>Whether it is written down where each run's time went.</summary>
    public bool WithProfiling { get; init; }
}
