namespace PeakTrade.Data;

/// <summary>What a column of a Parquet table holds.</summary>
public enum ParquetType
{
    /// <summary>Whole numbers of 32 bits: <c>int[]</c>.</summary>
    Integer,

    /// <summary>Numbers: <c>double[]</c>.</summary>
    Double,

    /// <summary>Texts: <c>string?[]</c>.</summary>
    Text,

    /// <summary>Times in UTC, of whole microseconds: <c>DateTime[]</c>.</summary>
    Time,
}

/// <summary>A column of a Parquet table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="MayBeNull">Whether a value may be missing, which only a text's may.</param>
/// <param name="MayBeMissing">Whether a file may end before this column, because it was added later: then no row has a value.</param>
public sealed record ParquetField(string Name, ParquetType Type, bool MayBeNull = false, bool MayBeMissing = false);
