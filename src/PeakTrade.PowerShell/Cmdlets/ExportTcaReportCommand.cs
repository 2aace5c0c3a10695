using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Writes what trading cost a run: a page, Markdown, tables and JSON.</summary>
/// <remarks>
/// The implementation shortfall of every fill, every trade and the whole run, split into delay, slippage, fees and borrow, which add up to it; by instrument,
/// side, hour, weekday, month and size; the run's figures at 0, 1, 2, 5 and 10 times its costs; and, where the bars have volume, an estimate of the market
/// impact that was not paid. A stored run is run again for the costs it is asked about, as long as its data and its configuration are there unchanged; any other
/// is approximated, and the report says so. The same run gives the same bytes. docs/tca-report.md states every formula.
/// </remarks>
/// <example>
///   <code>Invoke-Backtest data/btc_eur_1d.csv ma_crossover | Export-TcaReport</code>
///   <para>Runs, and writes the report into the run's own folder.</para>
/// </example>
/// <example>
///   <code>Get-RunResult -Latest 1 | Export-TcaReport -Path costs -Format Html, Csv -Force</code>
///   <para>Writes the page and the tables of the newest run to a folder.</para>
/// </example>
/// <example>
///   <code>(Get-RunResult -Latest 1 | Export-TcaReport -Force -PassThru).Groups | Where-Object By -eq Hour</code>
///   <para>Shows at which hours it paid what.</para>
/// </example>
[Cmdlet(VerbsData.Export, "TcaReport", SupportsShouldProcess = true, DefaultParameterSetName = Piped)]
[OutputType(typeof(FileInfo), typeof(TcaReport))]
public sealed class ExportTcaReportCommand : PeakTradeCmdlet
{
    private const string Piped = "Run";
    private const string Stored = "RunPath";

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>The runs, as Invoke-Backtest, Get-RunResult and Invoke-BatchBacktest give them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Piped)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Folders of stored runs, or of run stores.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Stored)]
    [ValidateNotNullOrEmpty]
    public string[] RunPath { get; set; } = [];

    /// <summary>The folder of the report, for one run. Without it the folder reports of the stored run, tca of a batch's run, else tca_report where you stand.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The forms to write: Html, Markdown, Csv (two tables), Json. Without it all four.</summary>
    [Parameter]
    public ReportFormat[] Format { get; set; } = [];

    /// <summary>Does not run the simulation again: the figures at other costs are approximated from the run as it is.</summary>
    [Parameter]
    public SwitchParameter NoReplay { get; set; }

    /// <summary>Replaces files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands on the report itself instead of its files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == Stored)
        {
            foreach (var folder in RunPath) ReportOn(folder);
            return;
        }

        switch (InputObject.BaseObject)
        {
            case BacktestResult result: Report(result, WriteTcaReport.FolderFor(result)); break;
            case BatchRunResult { Result: { } result } batch: Report(result, WriteTcaReport.FolderFor(batch)); break;
            case var other: WriteFault(WriteTcaReport.NoReportOf(other), InputObject); break;
        }
    }

    private void ReportOn(string folder)
    {
        try
        {
            foreach (var run in WriteTcaReport.RunsIn(FilePath(folder), CancellationToken.None))
            {
                if (run.Result is { } result) Report(result, WriteTcaReport.FolderFor(result));
                else WriteFault(run.Error!, folder);
            }
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, folder);
        }
    }

    private void Report(BacktestResult result, string? home)
    {
        var folder = Path is null ? home ?? FilePath("tca_report") : FilePath(Path);
        // -Force replaces what was there before, not what this command has just written.
        if (!_written.Add(folder))
        {
            WriteFault(FaultCatalogue.OutputNotWritten.Because($"{folder} holds the report of another run of this pipeline.", "Give one run, or leave -Path out for stored runs.", target: result), result);
            return;
        }

        if (!ShouldProcess(folder, "Write the transaction-cost report of a run")) return;
        Stream<object>((listener, cancel) =>
        {
            var written = WriteTcaReport.Execute(result, Workbench.TcaInputs.Execute(result, !NoReplay, listener, cancel), folder, Format, Force, cancel);
            return PassThru ? [written.Report] : written.Files;
        }, result);
    }
}
