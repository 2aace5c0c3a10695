namespace PeakTrade;

/// <summary>What a query's result is written as.</summary>
public enum LakeQueryFormat
{
    /// <summary>CSV with a header, times in UTC.</summary>
    Csv,

    /// <summary>Parquet, compressed with zstd.</summary>
    Parquet,
}
