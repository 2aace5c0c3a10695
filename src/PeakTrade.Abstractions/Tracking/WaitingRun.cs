namespace PeakTrade;

/// <summary>A tracked run that waits in an outbox for its delivery.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Name">What it is called.</param>
public sealed record WaitingRun(string RunId, string Name)
{
    /// <summary>Where it goes: a folder or a server's address, without user and password.</summary>
    public string Address { get; init; } = "";

    /// <summary>The experiment that it is filed under there.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>Since when it waits: when it was begun.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How many parameters, figures, tags and files of it are still to be delivered.</summary>
    public int Entries { get; init; }

    /// <summary>Whether a living process holds it and delivers it itself.</summary>
    public bool IsInUse { get; init; }

    /// <summary>Why its destination does not take it; null where it was not refused.</summary>
    public string? Refusal { get; init; }

    /// <summary>The folder that it waits in.</summary>
    public string Folder { get; init; } = "";
}
