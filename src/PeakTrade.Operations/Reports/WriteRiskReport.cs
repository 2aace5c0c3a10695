using PeakTrade.Engine;
using PeakTrade.Reports;

namespace PeakTrade.Operations;

/// <summary>Writes the risk report of a run as HTML, Markdown, CSV and JSON.</summary>
public static class WriteRiskReport
{
    /// <summary>Writes it beside a benchmark, or beside nothing.</summary>
    public static RiskReportFiles Execute(BacktestResult result, Bars? benchmark, string folder, IReadOnlyList<ReportFormat> formats, bool force, CancellationToken cancel = default) =>
        Execute(result, RiskMarket.Of(result, benchmark), folder, formats, force, cancel);

    /// <summary>Writes it, all files or none; every form where none is named. The same run and bars give the same bytes, in any folder.</summary>
    public static RiskReportFiles Execute(BacktestResult result, RiskMarket market, string folder, IReadOnlyList<ReportFormat> formats, bool force, CancellationToken cancel = default)
    {
        using var culture = InvariantScope.Enter();
        var files = (formats.Count == 0 ? Enum.GetValues<ReportFormat>() : [.. formats.Distinct().Order()]).ToDictionary(RiskReportFile.NameOf);
        var place = new ReportFolder(folder, [.. files.Keys], force);
        var report = RiskAnalysis.Of(result, market, cancel);
        return new RiskReportFiles(report, place.Write((name, file) => RiskReportFile.Write(report, files[name], file), cancel));
    }
}

/// <summary>A risk report that was written.</summary>
/// <param name="Report">Its figures.</param>
/// <param name="Files">Its files, in the order of <see cref="ReportFormat"/>.</param>
public sealed record RiskReportFiles(RiskReport Report, IReadOnlyList<FileInfo> Files);
