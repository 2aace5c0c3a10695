using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Pipeline;

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
public sealed class ExportRiskReportCommand : PeakTradeCmdlet
{
    private const string Piped = "Run";
    private const string Stored = "RunPath";

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private Bars? _benchmark;

    /// <summary>The runs, as Invoke-Backtest, Get-RunResult and Invoke-BatchBacktest give them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Piped)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Folders of stored runs, or of run stores.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Stored)]
    [ValidateNotNullOrEmpty]
    public string[] RunPath { get; set; } = [];

    /// <summary>The folder of the report, for one run. Without it the folder reports of the stored run, risk_report of a batch's run, else risk_report where you stand.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The forms to write: Html, Markdown, Csv, Json. Without it all four.</summary>
    [Parameter]
    public ReportFormat[] Format { get; set; } = [];

    /// <summary>Data of a benchmark: a file, a folder or a pattern. Without it the run's own data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Benchmark { get; set; }

    /// <summary>The instrument of benchmark data that hold many.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BenchmarkSymbol { get; set; }

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
            case BacktestResult result: Report(result, WriteRiskReport.FolderFor(result)); break;
            case BatchRunResult { Result: { } result } batch: Report(result, WriteRiskReport.FolderFor(batch)); break;
            case var other: WriteFault(WriteRiskReport.NoReportOf(other), InputObject); break;
        }
    }

    private void ReportOn(string folder)
    {
        var path = FilePath(folder);
        Outcome<BacktestResult>[] runs;
        try
        {
            runs = [.. WriteRiskReport.RunsIn(path, CancellationToken.None)];
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, folder);
            return;
        }

        foreach (var run in runs)
        {
            if (run.Result is { } result) Report(result, WriteRiskReport.FolderFor(result));
            else WriteFault(run.Error!, folder);
        }
    }

    private void Report(BacktestResult result, string? home)
    {
        var folder = Path is null ? home ?? FilePath("risk_report") : FilePath(Path);
        if (!_written.Add(folder))
        {
            WriteFault(FaultCatalogue.OutputNotWritten.Because($"{folder} holds the report of another run of this pipeline.", "Give one run, or leave -Path out for stored runs.", target: result), result);
            return;
        }

        if (!ShouldProcess(folder, "Write the risk report of a run")) return;
        var benchmark = Benchmark is null ? null : FilePath(Benchmark);
        Stream<object>((_, cancel) =>
        {
            if (benchmark is not null) _benchmark ??= RunMarket.ReadBenchmark(benchmark, BenchmarkSymbol, cancel);
            var written = WriteRiskReport.Execute(result, RunMarket.Read(result, _benchmark, cancel), folder, Format, Force, cancel);
            return PassThru ? [written.Report] : written.Files;
        }, result);
    }
}
