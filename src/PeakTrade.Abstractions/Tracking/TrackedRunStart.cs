namespace PeakTrade;

/// <summary>How a tracked run begins.</summary>
/// <param name="Name">What it is called.</param>
public sealed record TrackedRunStart(string Name)
{
    /// <summary>The run that this one is a part of, by its <see cref="ITrackedRun.RunId"/>; null for one of its own.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>Words about the run.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>When the work began; now, where it is null.</summary>
    public DateTimeOffset? Started { get; init; }
}

/// <summary>How a tracked run ended.</summary>
public enum TrackedRunStatus
{
    /// <summary>It did what it was to do.</summary>
    Finished,

    /// <summary>Its work threw.</summary>
    Failed,

    /// <summary>It was stopped.</summary>
    Killed,
}

/// <summary>A figure at a step.</summary>
/// <param name="Step">The step, such as the number of a trial.</param>
/// <param name="Value">The figure.</param>
public readonly record struct MetricPoint(long Step, double Value);
