namespace PeakTrade;

/// <summary>What can be found in market data; <c>docs/data-contracts.md</c> defines each.</summary>
public enum FindingKind
{
    /// <summary>A bar that comes too long after the one before.</summary>
    Gap,

    /// <summary>A price that does not fit those around it.</summary>
    Outlier,

    /// <summary>A bar without volume.</summary>
    ZeroVolume,

    /// <summary>A row with the time of the bar before it.</summary>
    Duplicate,

    /// <summary>A row with a time before that of the bar above it.</summary>
    Unsorted,

    /// <summary>A row that breaks another rule of the data contract.</summary>
    BadRow,

    /// <summary>A sign that times are not in the zone they are read in.</summary>
    TimezoneDoubt,
}

/// <summary>One thing found in market data.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Message">What was seen, and what to do where that is not plain.</param>
public sealed record MarketDataFinding(string Symbol, FindingKind Kind, string Message)
{
    /// <summary>The file that it stands in, where it stands in one.</summary>
    public string? File { get; init; }

    /// <summary>The row of the file, by the line number that an editor shows; null where the source has no rows or it is about all of them.</summary>
    public int? Row { get; init; }

    /// <summary>The time in UTC, where known.</summary>
    public DateTime? Time { get; init; }

    /// <summary>The column it is about, where it is about one.</summary>
    public string? Column { get; init; }

    /// <summary>What is there: an outlier's price, or the seconds from the bar before a gap to the one after it.</summary>
    public double? Value { get; init; }

    /// <summary>What was near: the price that an outlier departs from, or the usual seconds from bar to bar.</summary>
    public double? Expected { get; init; }

    /// <summary>The rule that a row breaks, where it breaks one.</summary>
    public DataRule? Rule { get; init; }
}
