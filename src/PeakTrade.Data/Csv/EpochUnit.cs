namespace PeakTrade.Data.Csv;

/// <summary>What a time that is a bare number counts; decided by the first such row of a file, and held.</summary>
internal enum EpochUnit
{
    Undecided,
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,

    /// <summary>No epoch at all, but a date as yyyyMMdd.</summary>
    CompactDate,
}
