namespace PeakTrade.Operations;

/// <summary>Where the report of a run goes.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Page">The page's name.</param>
/// <param name="IsHome">Whether the folder is the run's own, in which reports and plots have folders of theirs.</param>
public sealed record RunReportPlace(string Folder, string Page = RunReportPlace.UsualPage, bool IsHome = false)
{
    private const string UsualPage = "run_report.html";
    private const string PageExtension = ".html";

    /// <summary>The run's own folder; for one that is not stored the folder <c>run_report</c> where the user stands.</summary>
    public static RunReportPlace Of(BacktestResult result, string here) => result.RunPath is { } run ? new(run, IsHome: true) : new(Path.Combine(here, ReportKind.Run.FreeFolder));

    /// <summary>What the user names for one run: a file where it ends in <c>.html</c>, else a folder.</summary>
    public static RunReportPlace Named(string path) => IsPage(path) ? new(Path.GetDirectoryName(path)!, Path.GetFileName(path)) : new(path);

    /// <summary>What the user names for the comparison of several: likewise, with a page called <c>comparison.html</c>.</summary>
    public static RunReportPlace Comparison(string path) => IsPage(path) ? Named(path) : new(path, "comparison.html");

    /// <summary>What the user names for several runs, each of which has a folder of its own in it: of its id, or of its number where it has none.</summary>
    public static RunReportPlace Among(string path, BacktestResult result, int number) => IsPage(path)
        ? throw FaultCatalogue.ArgumentInvalid.Because($"{path} is one page, and each run is to have its own.", "Name a folder.", target: path)
        : new(Path.Combine(path, result.RunId is { } id ? $"{id:D}" : $"run_{number}"));

    /// <summary>The page.</summary>
    public string PagePath => Path.Combine(Folder, Report(Page));

    /// <summary>A file of the report.</summary>
    internal string Report(string name) => IsHome ? Path.Combine("reports", name) : name;

    /// <summary>A picture of the report.</summary>
    internal string Plot(string name) => IsHome ? Path.Combine("plots", name) : name;

    private static bool IsPage(string path) => Path.GetExtension(path).Equals(PageExtension, StringComparison.OrdinalIgnoreCase);
}
