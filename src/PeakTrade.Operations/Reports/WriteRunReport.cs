using System.Text;
using PeakTrade.Engine;
using PeakTrade.Reports;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Writes the page of a run, or of several side by side, and the forms that go with it.</summary>
public static class WriteRunReport
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What a command says once, before it writes these forms: why a picture is another file than its reader may look for. Null where there is nothing to say.</summary>
    public static string? NoticeOn(IReadOnlyList<RunReportFormat> formats) => formats.Contains(RunReportFormat.Plot) ? Picture.Notice : null;

    /// <summary>Writes a run's report, all files or none; the page alone where no form is named. The same run in the same place gives the same bytes.</summary>
    public static IReadOnlyList<FileInfo> Execute(BacktestResult result, RiskMarket market, RunReportPlace place, IReadOnlyList<RunReportFormat> formats, bool force, CancellationToken cancel = default)
    {
        using var culture = InvariantScope.Enter();
        var files = (formats.Count == 0 ? [RunReportFormat.Html] : formats.Distinct().Order().ToList()).ToDictionary(format => NameOf(format, place));
        var folder = new ReportFolder(place.Folder, [.. files.Keys], force);
        return folder.Write((name, file) => Write(files[name], file), cancel);

        void Write(RunReportFormat format, Stream file)
        {
            if (format == RunReportFormat.Json) TradesSummary.Write(result, file);
            else if (format == RunReportFormat.Plot) EquityPicture.Write(result, file);
            else Text(format, file);
        }

        void Text(RunReportFormat format, Stream file)
        {
            using var text = new StreamWriter(file, Utf8, leaveOpen: true) { NewLine = "\n" };
            if (format == RunReportFormat.Html) RunPage.Write(Story(result, market, place), text, cancel);
            else text.Write(BacktestText.Of(result));
        }
    }

    /// <summary>Writes the page of several runs side by side, whole or not at all.</summary>
    /// <param name="results">The runs.</param>
    /// <param name="place">Where it goes.</param>
    /// <param name="force">Whether a page that is there is replaced.</param>
    /// <param name="cancel">Ends the work.</param>
    public static FileInfo Compare(IReadOnlyList<BacktestResult> results, RunReportPlace place, bool force, CancellationToken cancel = default)
    {
        using var culture = InvariantScope.Enter();
        return new ReportFolder(place.Folder, [place.Page], force).Write((_, file) =>
        {
            using var text = new StreamWriter(file, Utf8, leaveOpen: true) { NewLine = "\n" };
            ComparisonPage.Write(results, text, cancel);
        }, cancel)[0];
    }

    private static string NameOf(RunReportFormat format, RunReportPlace place) => format switch
    {
        RunReportFormat.Html => place.Report(place.Page),
        RunReportFormat.Text => place.Report("backtest_report.txt"),
        RunReportFormat.Json => place.Report(TradesSummary.FileName),
        _ => place.Plot(EquityPicture.FileName),
    };

    private static RunStory Story(BacktestResult result, RiskMarket market, RunReportPlace place)
    {
        var receipt = result.RunPath is { } stored ? RunStore.ReadReceipt(stored) : null;
        var trades = receipt?.Artifacts.FirstOrDefault(a => a.Name.StartsWith("trades.", StringComparison.Ordinal))?.Name;
        return new RunStory(result)
        {
            Market = market,
            Receipt = receipt,
            Settings = result.RunPath is { } folder ? SettingsList.Of(folder) : [],
            TradesLink = trades is null ? null : Link(Path.GetDirectoryName(place.PagePath)!, Path.Combine(result.RunPath!, trades)),
        };
    }

    // From the page's folder; none where there is no way, as from one drive to another.
    private static string? Link(string from, string file)
    {
        var way = Path.GetRelativePath(from, file);
        return Path.IsPathRooted(way) ? null : string.Join('/', way.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
    }
}
