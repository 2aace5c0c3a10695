namespace PeakTrade;

/// <summary>A form that a report is written in.</summary>
public enum ReportFormat
{
    /// <summary>One page that needs nothing else.</summary>
    Html,

    /// <summary>Text with tables, for people.</summary>
    Markdown,

    /// <summary>A figure a line, for spreadsheets.</summary>
    Csv,

    /// <summary>Objects, for programs.</summary>
    Json,
}
