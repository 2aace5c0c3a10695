namespace PeakTrade;

/// <summary>Which file of a stored run holds its trades.</summary>
public enum TradesFormat
{
    /// <summary><c>trades.parquet</c> where it can be written, else <c>trades.csv</c>.</summary>
    Auto,

    /// <summary><c>trades.parquet</c>, or the run is not stored.</summary>
    Parquet,

    /// <summary><c>trades.csv</c>.</summary>
    Csv,
}
