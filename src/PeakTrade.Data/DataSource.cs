namespace PeakTrade.Data;

/// <summary>Data that were named: what faults call them, and what the caller gave.</summary>
internal sealed record DataSource(string Name, string Target)
{
    public Place Place => new(Name);

    public Place Row(int row, string? column = null) => new(Name, Key: column, Row: row);
}
