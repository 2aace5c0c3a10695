namespace PeakTrade.Runs;

/// <summary>The first line of a run's journal.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Name">What it is called.</param>
internal sealed record JournalBegin(string Id, string Name)
{
    public DateTimeOffset Started { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string? ParentId { get; init; }

    /// <summary>The parent's id at the destination, where it was known by then.</summary>
    public string? ParentThere { get; init; }

    /// <summary>The tracker that holds the run while its process lives.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Where the run goes.</summary>
    public string Address { get; init; } = "";

    public string Experiment { get; init; } = "";

    /// <summary>When it was begun here, and as which of its tracker's runs: the order in which runs are delivered.</summary>
    public DateTimeOffset Begun { get; init; }

    public long Number { get; init; }

    public TrackedRunRecord Record => new(Id, Name, Started, Tags);

    /// <summary>Sorts runs by when they were begun.</summary>
    public static int ByTime(JournalBegin a, JournalBegin b) => (a.Begun, a.Number).CompareTo((b.Begun, b.Number));
}

/// <summary>How a journal ends.</summary>
internal readonly record struct JournalEnd(TrackedRunStatus Status, DateTimeOffset Time);

/// <summary>What was read of a journal.</summary>
/// <param name="Entries">What was told.</param>
/// <param name="Next">The byte after it.</param>
/// <param name="End">The run's end, where it follows.</param>
/// <param name="IsLast">Whether nothing whole follows.</param>
internal sealed record JournalPart(IReadOnlyList<TrackedEntry> Entries, long Next, JournalEnd? End, bool IsLast);

/// <summary>A line of a journal that is whole and means nothing.</summary>
internal sealed class DamagedJournalException(string message, Exception? inner = null) : Exception(message, inner);
