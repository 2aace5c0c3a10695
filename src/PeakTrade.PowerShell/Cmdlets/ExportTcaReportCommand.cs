using System.Management.Automation;
using PeakTrade.Operations;

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
public sealed class ExportTcaReportCommand : RunReportCmdlet
{
    /// <summary>Does not run the simulation again: the figures at other costs are approximated from the run as it is.</summary>
    [Parameter]
    public SwitchParameter NoReplay { get; set; }

    private protected override ReportKind Kind => ReportKind.Tca;

    private protected override (object Report, IReadOnlyList<FileInfo> Files) Write(BacktestResult result, string folder, IListener listener, CancellationToken cancel)
    {
        var written = WriteTcaReport.Execute(result, Reader.TcaInputs(result, !NoReplay, listener, cancel), folder, Format, Force, cancel);
        return (written.Report, written.Files);
    }
}
