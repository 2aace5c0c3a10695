using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Writes the page of a run, of several runs side by side, or of a parameter study.</summary>
/// <remarks>
/// The page of a run holds its figures, equity and drawdown (drag to zoom, point to read), months and years, the distribution of returns, the rolling Sharpe
/// ratio, trades, orders, what the bars leave open, parameters, settings and the receipt. Several runs make one page that compares them; -Each makes a page of
/// each. The page of a study says how far its best value can be believed and shows all trials. All pages open in any browser without a network, by day, by
/// night and on paper, and the same run or study gives the same bytes. docs/run-report.md states what is on them.
/// </remarks>
/// <example>
///   <code>Invoke-Backtest data/btc_eur_1d.csv -Strategy ma_crossover | Export-RunReport</code>
///   <para>Runs, and writes run_report.html into the run's folder, under reports.</para>
/// </example>
/// <example>
///   <code>Export-RunReport -Last -Force</code>
///   <para>Writes the page of the newest run.</para>
/// </example>
/// <example>
///   <code>Get-RunResult -Latest 3 | Export-RunReport -Path three.html -Force</code>
///   <para>Compares the three newest runs on one page.</para>
/// </example>
/// <example>
///   <code>Start-ParameterStudy data/btc_eur_1d.csv ma_crossover -TrialCount 30 -NoOutput | Export-RunReport -Path study.html -Force</code>
///   <para>Searches, and writes the page of the study.</para>
/// </example>
/// <example>
///   <code>Get-ParameterStudy | Export-RunReport -Force</code>
///   <para>Writes a page for each stored study, to a file of its name where you stand.</para>
/// </example>
[Cmdlet(VerbsData.Export, "RunReport", SupportsShouldProcess = true, DefaultParameterSetName = Piped)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRunReportCommand : PeakTradeCmdlet
{
    private const string Piped = "Piped";
    private const string Stored = "RunPath";
    private const string Newest = "Last";

    private readonly List<BacktestResult> _runs = [];
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private RunReader _reader = null!;

    /// <summary>Runs, as Invoke-Backtest, Get-RunResult and Invoke-BatchBacktest give them, or studies, as Start-ParameterStudy gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Piped)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Folders of stored runs, or of run stores.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Stored)]
    [ValidateNotNullOrEmpty]
    public string[] RunPath { get; set; } = [];

    /// <summary>The newest run of the run store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Newest)]
    public SwitchParameter Last { get; set; }

    /// <summary>The folder of the run store that -Last looks in.</summary>
    [Parameter(ParameterSetName = Newest)]
    [ValidateNotNullOrEmpty]
    public string ResultsRoot { get; set; } = "results";

    /// <summary>A page, where it ends in .html, else a folder. Without it the folders reports and plots of a stored run; run_report where you stand for one that is not stored; comparison.html where you stand for several; for a study, of which this is the file, its name and .html. With -Each a folder, in which each run has one of its id.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The forms of one run's report: Html, Text, Json (its trades in short), Plot (equity over drawdown as a picture). Without it the page.</summary>
    [Parameter]
    public RunReportFormat[] Format { get; set; } = [];

    /// <summary>Writes the report of each run, in place of one page that compares them.</summary>
    [Parameter]
    public SwitchParameter Each { get; set; }

    /// <summary>Replaces files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _reader = Workbench.RunReader(Here);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == Stored)
        {
            foreach (var folder in RunPath) Take(() => ReportRuns.In(FilePath(folder), CancellationToken.None), folder);
            return;
        }

        if (ParameterSetName == Newest)
        {
            var root = FilePath(ResultsRoot);
            Take(() => ReportRuns.Newest(root, CancellationToken.None), root);
            return;
        }

        switch (InputObject.BaseObject)
        {
            case ParameterStudy study: Page(study); break;
            case BacktestResult result: Take(result); break;
            case BatchRunResult { Result: { } result }: Take(result); break;
            case var other: WriteFault(WriteReport.NoPageOf(other), InputObject); break;
        }
    }

    private void SayOnce()
    {
        if (_written.Count == 0 && WriteRunReport.NoticeOn(Format) is { } notice) WriteWarning(notice);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_runs.Count == 1) Page(_runs[0], Path is null ? RunReportPlace.Of(_runs[0], Here) : RunReportPlace.Named(FilePath(Path)));
        else if (_runs.Count > 1) Compare();
        base.EndProcessing();
    }

    private void Take(Func<IEnumerable<Outcome<BacktestResult>>> find, string target)
    {
        try
        {
            foreach (var run in find())
            {
                if (run.Result is { } result) Take(result);
                else WriteFault(run.Error!, target);
            }
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, target);
        }
    }

    // Whether there are several is known at the end only.
    private void Take(BacktestResult result)
    {
        _runs.Add(result);
        if (!Each) return;
        Page(result, Path is null ? RunReportPlace.Of(result, Here) : Among(result));
        _runs.Clear();
    }

    private RunReportPlace Among(BacktestResult result)
    {
        try
        {
            return RunReportPlace.Among(FilePath(Path!), result, _written.Count + 1);
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, Path);
            throw;
        }
    }

    private void Page(BacktestResult result, RunReportPlace place)
    {
        SayOnce();
        // -Force replaces what was there before, not what this command has just written.
        if (!_written.Add(place.PagePath))
        {
            WriteFault(FaultCatalogue.OutputNotWritten.Because($"{place.Folder} holds the report of another run of this pipeline.", "Name a folder with -Path, in which each run has one of its own.", target: result), result);
            return;
        }

        if (ShouldProcess(place.PagePath, "Write the report of a run"))
            Stream<FileInfo>((_, cancel) => WriteRunReport.Execute(result, _reader.Market(result, benchmark: null, cancel), place, Format, Force, cancel), result);
    }

    private void Compare()
    {
        if (Format.Any(f => f != RunReportFormat.Html))
        {
            WriteFault(FaultCatalogue.ArgumentInvalid.Because("Several runs are compared on a page, and in no other form.", "Use -Each for the report of each run, or leave -Format out.", target: Format), Format);
            return;
        }

        var place = RunReportPlace.Comparison(Path is null ? Here : FilePath(Path));
        if (ShouldProcess(place.PagePath, "Compare runs")) Write((_, cancel) => WriteRunReport.Compare(_runs, place, Force, cancel), place.PagePath);
    }

    private void Page(ParameterStudy study)
    {
        var file = FilePath(Path ?? WriteReport.FileFor(study));
        if (ShouldProcess(file, "Write the report of a study")) Write((_, _) => WriteReport.Execute(study, file, Force), study);
    }
}
