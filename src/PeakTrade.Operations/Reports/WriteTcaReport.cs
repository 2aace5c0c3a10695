using System.Text;
using PeakTrade.Engine;
using PeakTrade.Reports;

namespace PeakTrade.Operations;

/// <summary>Writes what trading cost a run: a page, Markdown, tables and JSON.</summary>
public static class WriteTcaReport
{
    private static readonly (ReportFormat Format, string Name, Action<TcaReport, TextWriter> Write)[] All =
    [
        (ReportFormat.Html, "tca_report.html", TcaPage.Write), (ReportFormat.Markdown, "tca_report.md", TcaMarkdown.Write), (ReportFormat.Csv, "tca_summary.csv", TcaTables.WriteSummary),
        (ReportFormat.Csv, "tca_fills.csv", TcaTables.WriteFills), (ReportFormat.Json, "tca_report.json", TcaJson.Write),
    ];

    /// <summary>Measures a run's costs and writes the report of them, all files or none; every form where none is named. The same run and inputs give the same bytes, in any folder.</summary>
    public static TcaReportFiles Execute(BacktestResult result, TcaInputs inputs, string folder, IReadOnlyList<ReportFormat> formats, bool force, CancellationToken cancel = default)
    {
        using var culture = InvariantScope.Enter();
        var files = All.Where(file => formats.Count == 0 || formats.Contains(file.Format)).ToDictionary(file => file.Name, file => file.Write);
        var place = new ReportFolder(folder, [.. files.Keys], force);
        var report = TcaAnalysis.Of(result, inputs);
        return new TcaReportFiles(report, place.Write(Write, cancel));

        void Write(string name, Stream file)
        {
            using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
            files[name](report, text);
        }
    }
}

/// <summary>A transaction-cost report that was written.</summary>
/// <param name="Report">What it says.</param>
/// <param name="Files">Its files.</param>
public sealed record TcaReportFiles(TcaReport Report, IReadOnlyList<FileInfo> Files);
