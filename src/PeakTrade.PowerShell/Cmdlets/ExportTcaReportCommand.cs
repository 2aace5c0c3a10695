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
[Cmdlet(VerbsData.Export, "TcaReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(TcaReport))]
public sealed class ExportTcaReportCommand : PeakTradeCmdlet
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>The runs, as Invoke-Backtest, Get-RunResult and Invoke-BatchBacktest give them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The folder, for one run. Without it the folder reports of each stored run, and tca_report where you stand for one that is not stored.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>What is written: a page, Markdown, tables (two files), JSON. All where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ReportFormat[] Format { get; set; } = [.. WriteTcaReport.AllFormats];

    /// <summary>Does not run the simulation again: the figures at other costs are approximated from the run as it is.</summary>
    [Parameter]
    public SwitchParameter NoReplay { get; set; }

    /// <summary>Replaces files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands over the report itself, with all its figures, in place of the files that were written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            Report(WriteTcaReport.RunOf(InputObject.BaseObject));
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, InputObject);
        }
    }

    private void Report(BacktestResult run)
    {
        var folder = Path is null ? WriteTcaReport.FolderFor(run, Here) : FilePath(Path);
        if (!ShouldProcess(folder, "Write the transaction-cost report of a run")) return;
        // -Force replaces what was there before, not what this command has just written.
        if (!_written.Add(folder))
            throw FaultCatalogue.OutputNotWritten.Because($"{folder} holds the report of another run that was piped in.", "Name a folder for each: ForEach-Object { $_ | Export-TcaReport -Path \"costs/$($_.Symbol)\" }.", target: folder);
        Stream(
            (listener, cancel) =>
            {
                var made = WriteTcaReport.Execute(run, Workbench.TcaInputs.Execute(run, !NoReplay, listener, cancel), folder, Format, Force, cancel);
                return PassThru ? (IEnumerable<object>)[made.Report] : made.Files;
            },
            run);
    }
}
