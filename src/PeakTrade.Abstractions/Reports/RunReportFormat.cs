namespace PeakTrade;

/// <summary>A form that a run's own report is written in.</summary>
public enum RunReportFormat
{
    /// <summary><c>run_report.html</c>: one page that needs nothing else.</summary>
    Html,

    /// <summary><c>backtest_report.txt</c>: the figures as text.</summary>
    Text,

    /// <summary><c>trades_summary.json</c>: the trades in short, for programs.</summary>
    Json,

    /// <summary><c>equity_curve.png</c>, or <c>.svg</c> where no PNG can be made: equity over drawdown.</summary>
    Plot,
}
