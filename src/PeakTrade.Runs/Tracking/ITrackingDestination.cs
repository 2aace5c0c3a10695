namespace PeakTrade.Runs;

/// <summary>
/// A place that tracked runs are delivered to. Every call may be made again after a failure or a killed process, and must come to the same: a run that was begun is
/// found by its id, a parameter, a tag and a file are written over with what they are already.
/// </summary>
internal interface ITrackingDestination : IDisposable
{
    /// <summary>The place as it may be named to anybody: no user, no password.</summary>
    string Address { get; }

    /// <summary>Begins a run, or finds the one begun before; gives its id there. A parent is named by its id there.</summary>
    string Begin(TrackedRunRecord run, string? parentId, CancellationToken cancel);

    /// <summary>Tells of a run, in the order given.</summary>
    void Log(string runId, IReadOnlyList<TrackedEntry> entries, CancellationToken cancel);

    /// <summary>Ends a run.</summary>
    void End(string runId, TrackedRunStatus status, DateTimeOffset ended, CancellationToken cancel);
}

/// <summary>A run as it is begun at a destination.</summary>
/// <param name="Id">Our id of it: 32 lower-case hex digits.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Started">When its work began.</param>
/// <param name="Tags">Words about it.</param>
internal sealed record TrackedRunRecord(string Id, string Name, DateTimeOffset Started, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Whether an earlier call may have begun it at the destination. One who knows that this is the first call spares a server the search.</summary>
    public bool MayBeThere { get; init; } = true;
}

/// <summary>Something that a destination is told of a run.</summary>
internal abstract record TrackedEntry
{
    /// <summary>What the run was made with.</summary>
    public sealed record Param(string Key, string Value) : TrackedEntry;

    /// <summary>A figure at a step and a time.</summary>
    public sealed record Metric(string Key, double Value, long UnixMilliseconds, long Step) : TrackedEntry;

    /// <summary>A word about it.</summary>
    public sealed record Tag(string Key, string Value) : TrackedEntry;

    /// <summary>A file of the run: its path there, with slashes, and the file of the disk that holds its bytes.</summary>
    public sealed record File(string Path, string Source) : TrackedEntry;
}

/// <summary>A destination that does not take what it is told.</summary>
/// <param name="message">A sentence for the user, without secrets.</param>
/// <param name="mayPass">Whether to try again later can help: a server that is down, a full disk. Else it refuses this run, whenever it is asked.</param>
/// <param name="inner">What it came from.</param>
internal sealed class DeliveryException(string message, bool mayPass, Exception? inner = null) : Exception(message, inner)
{
    public bool MayPass { get; } = mayPass;
}
