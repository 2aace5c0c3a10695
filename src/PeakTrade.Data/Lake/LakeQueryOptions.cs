using System.Text.RegularExpressions;

namespace PeakTrade.Data.Lake;

/// <summary>What a query may read and use.</summary>
public sealed partial record LakeQueryOptions
{
    private const int MostSeconds = 2_000_000;

    /// <summary>The lake's folder, by absolute path; it need not be there.</summary>
    public required string Lake { get; init; }

    /// <summary>Other folders whose files may be read.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Tables beside the lake's own.</summary>
    public IReadOnlyList<LakeTable> Tables { get; init; } = [];

    /// <summary>The most memory, such as 4GB; half of what the process may have where it is null.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>The longest time from the start to the last row, in seconds; none where it is null.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>The most threads; as many as there are cores where it is null.</summary>
    public int? Threads { get; init; }

    /// <summary>Throws where a value cannot be used, and says all that is wrong.</summary>
    internal void Check()
    {
        var faults = new List<Fault>();
        if (MemoryLimit is { } limit && !Bytes().IsMatch(limit)) faults.Add(new($"The memory limit must be a number and a unit, such as 500MB or 4GB, and is \"{limit}\"."));
        if (TimeoutSeconds is { } seconds && !(seconds > 0 && seconds <= MostSeconds)) faults.Add(new(FormattableString.Invariant($"The time limit must be above 0 and at most {MostSeconds} seconds, and is {seconds}.")));
        if (Threads is < 1) faults.Add(new(FormattableString.Invariant($"The threads must be 1 or more, and are {Threads}.")));
        foreach (var folder in Folders.Prepend(Lake).Where(folder => folder.AsSpan().ContainsAny('*', '?', '['))) faults.Add(new($"The folder {folder} cannot be queried: its path holds *, ? or [, which DuckDB takes for wildcards.", "Name a folder without them."));
        if (faults.Count > 0) throw FaultCatalogue.ArgumentInvalid.Because(faults);
    }

    [GeneratedRegex(@"^\s*0*[1-9]\d*(\.\d+)?\s*[KMGT]i?B\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bytes();
}
