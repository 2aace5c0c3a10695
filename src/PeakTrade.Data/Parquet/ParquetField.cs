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

/// <summary>A column of a Parquet table: its name, what it holds, and whether a value may be missing, which only a text's may.</summary>
public sealed record ParquetField(string Name, ParquetType Type, bool MayBeNull = false);
