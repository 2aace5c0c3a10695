namespace PeakTrade.Data;

/// <summary>A stream of bytes, the name that faults call it by, and what the caller named.</summary>
internal sealed record DataSource(Stream Stream, string Name, string Target)
{
    public Place Place => new(Name);

    public Place Row(int row, string? column = null) => new(Name, Key: column, Row: row);

    public static PeakTradeException Parquet(string name, string target) =>
        FaultCatalogue.DataUnsupported.Because("Parquet comes with the lake, and is not in this version.", "Convert the file to CSV.", new Place(name), target);
}
