using System.Management.Automation;
using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Writes how a run can lose, and how it did: its risk report as HTML, Markdown, CSV and JSON.</summary>
/// <remarks>
/// Returns by month and year, rolling volatility, Sharpe ratio and beta, drawdowns, value at risk by three methods with a backtest of its exceptions, tails,
/// exposure and concentration, contributions of factors, sectors and instruments, bad times, and different markets; docs/risk-report.md states each figure. What
/// cannot be said is empty, and the report says why. The same run gives the same bytes. Without -Benchmark a run is compared with the instrument it traded, or a
/// portfolio with its universe, whose data are read again for it.
/// </remarks>
/// <example>
///   <code>Invoke-Backtest data/btc_eur_1d.csv -Strategy ma_crossover | Export-RiskReport -Force</code>
///   <para>Runs, and writes the report into the run's folder, under reports.</para>
/// </example>
/// <example>
///   <code>$risk = Get-RunResult -Latest 1 | Export-RiskReport -Path risk -Format Html -PassThru -Force; $risk.Drawdowns; $risk.ValuesAtRisk | Where-Object { $_.Backtest.KupiecPValue -lt 0.05 }</code>
///   <para>Writes the page into the folder risk, and goes on with the figures themselves.</para>
/// </example>
/// <example>
///   <code>Get-RunResult -Latest 3 | Export-RiskReport -Benchmark data/eth_eur_1d.csv -Force</code>
///   <para>Compares the three newest runs with a benchmark of your choice.</para>
/// </example>
[Cmdlet(VerbsData.Export, "RiskReport", SupportsShouldProcess = true, DefaultParameterSetName = Piped)]
[OutputType(typeof(FileInfo), typeof(RiskReport))]
public sealed class ExportRiskReportCommand : RunReportCmdlet
{
    private string? _path;
    private Bars? _benchmark;

    /// <summary>Data of a benchmark: a file, a folder or a pattern. Without it the run's own data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Benchmark { get; set; }

    /// <summary>The instrument of benchmark data that hold many.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BenchmarkSymbol { get; set; }

    private protected override ReportKind Kind => ReportKind.Risk;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _path = Benchmark is null ? null : FilePath(Benchmark);
    }

    private protected override (object Report, IReadOnlyList<FileInfo> Files) Write(BacktestResult result, string folder, IListener listener, CancellationToken cancel)
    {
        if (_path is not null) _benchmark ??= RunReader.ReadBenchmark(_path, BenchmarkSymbol, cancel);
        var written = WriteRiskReport.Execute(result, Reader.Market(result, _benchmark, cancel), folder, Format, Force, cancel);
        return (written.Report, written.Files);
    }
}
