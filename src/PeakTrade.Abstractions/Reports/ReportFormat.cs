namespace PeakTrade;

/// <summary>A form that a report is written in.</summary>
public enum ReportFormat
{
    /// <summary>A page that needs nothing else.</summary>
    Html,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>Tables for other programs.</summary>
    Csv,

    /// <summary>Everything, for other programs.</summary>
    Json,
}
