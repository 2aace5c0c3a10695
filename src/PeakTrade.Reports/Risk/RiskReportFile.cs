using System.Text;

namespace PeakTrade.Reports;

/// <summary>Writes a risk report in one of its forms. The same report gives the same bytes: no clock, no run id and no path is part of it.</summary>
public static class RiskReportFile
{
    /// <summary>The file of a form: <c>risk_report.html</c>.</summary>
    public static string NameOf(ReportFormat format) => format switch
    {
        ReportFormat.Html => "risk_report.html",
        ReportFormat.Markdown => "risk_report.md",
        ReportFormat.Csv => "risk_report.csv",
        _ => "risk_report.json",
    };

    /// <summary>Writes it.</summary>
    public static void Write(RiskReport report, ReportFormat format, Stream to)
    {
        var sections = RiskSections.Of(report);
        if (format == ReportFormat.Json)
        {
            RiskJson.Write(report, sections, to);
            return;
        }

        using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        if (format == ReportFormat.Html) RiskPage.Write(report, sections, text);
        else if (format == ReportFormat.Markdown) RiskMarkdown.Write(report, sections, text);
        else RiskCsv.Write(sections, text);
    }
}
