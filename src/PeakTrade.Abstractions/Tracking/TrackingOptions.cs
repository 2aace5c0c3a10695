namespace PeakTrade;

/// <summary>Who else is told of runs: the <c>[tracking]</c> table.</summary>
public sealed record TrackingOptions
{
    /// <summary>Whether runs are tracked.</summary>
    public bool Enabled { get; init; }

    /// <summary>Who tracks: <c>noop</c>, <c>mlflow</c>, or the name of a tracker of the user's own.</summary>
    public string Backend { get; init; } = "noop";

    /// <summary>Whether a tracker that fails makes the run fail.</summary>
    public bool Strict { get; init; }

    /// <summary>The DLL that holds the user's own tracker; null where it is registered in another way.</summary>
    public string? Assembly { get; init; }

    /// <summary>Where what could not be delivered waits; null for the folder <c>.outbox</c> in the results root.</summary>
    public string? Outbox { get; init; }

    /// <summary>Settings of the MLflow backend.</summary>
    public MlflowOptions Mlflow { get; init; } = new();

    /// <summary>Settings of the user's own tracker: the table <c>[tracking.&lt;backend&gt;]</c>.</summary>
    public IReadOnlyDictionary<string, object?> Settings { get; init; } = new Dictionary<string, object?>();
}

/// <summary>Settings of the MLflow backend: the <c>[tracking.mlflow]</c> table.</summary>
public sealed record MlflowOptions
{
    /// <summary>The store: <c>file:</c> and a folder, or a server's address.</summary>
    public string TrackingUri { get; init; } = "file:./mlruns";

    /// <summary>The experiment that runs are filed under.</summary>
    public string ExperimentName { get; init; } = "peak_trade";

    /// <summary>Tags of every run.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
