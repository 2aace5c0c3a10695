namespace PeakTrade;

/// <summary>What is to be known of one instrument's data before anything is built on them. A count is null where its kind was not looked for.</summary>
public sealed record MarketDataReport
{
    /// <summary>The instrument.</summary>
    public required string Symbol { get; init; }

    /// <summary>Where the data came from.</summary>
    public required string Path { get; init; }

    /// <summary>Bars that hold to the data contract.</summary>
    public int Bars { get; init; }

    /// <summary>The first bar's time, in UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>The last bar's time, in UTC.</summary>
    public DateTime? To { get; init; }

    /// <summary>The usual time from bar to bar.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Bars that come too long after the one before.</summary>
    public int? Gaps { get; init; }

    /// <summary>Prices that do not fit those around them.</summary>
    public int? Outliers { get; init; }

    /// <summary>Bars without volume.</summary>
    public int? ZeroVolume { get; init; }

    /// <summary>Rows with the time of the bar before them.</summary>
    public int? Duplicates { get; init; }

    /// <summary>Rows with a time before that of the bar above them.</summary>
    public int? Unsorted { get; init; }

    /// <summary>Rows that break another rule of the data contract.</summary>
    public int? BadRows { get; init; }

    /// <summary>Signs that times are not in the zone they were read in.</summary>
    public int? TimezoneDoubts { get; init; }

    /// <summary>Whether nothing was found of what was looked for.</summary>
    public bool IsClean => (Gaps ?? 0) + (long)(Outliers ?? 0) + (ZeroVolume ?? 0) + (Duplicates ?? 0) + (Unsorted ?? 0) + (BadRows ?? 0) + (TimezoneDoubts ?? 0) == 0;

    /// <summary>What was found, kind by kind and in the source's order: at most 1,000 of each, while the counts are true.</summary>
    public IReadOnlyList<MarketDataFinding> Findings { get; init; } = [];
}
