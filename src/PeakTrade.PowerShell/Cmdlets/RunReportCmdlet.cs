using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>What every command takes that writes a report on runs.</summary>
public abstract class RunReportCmdlet : PeakTradeCmdlet
{
    /// <summary>The parameter set of runs that are piped in.</summary>
    protected const string Piped = "Run";

    /// <summary>The parameter set of runs that are named by their folders.</summary>
    protected const string Stored = "RunPath";

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>The runs, as Invoke-Backtest, Get-RunResult and Invoke-BatchBacktest give them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Piped)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Folders of stored runs, or of run stores.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Stored)]
    [ValidateNotNullOrEmpty]
    public string[] RunPath { get; set; } = [];

    /// <summary>The folder of the report, for one run. Without it the folder reports of a stored run; beside the evidence of a batch's run risk_report or tca; for a run that is not stored risk_report or tca_report where you stand.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The forms to write: Html, Markdown, Csv, Json. Without it all four.</summary>
    [Parameter]
    public ReportFormat[] Format { get; set; } = [];

    /// <summary>Replaces files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands on the report itself instead of its files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract ReportKind Kind { get; }

    private protected RunReader Reader { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Reader = Workbench.RunReader(Here);

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
            case BacktestResult result: Report(result, ReportKind.FolderOf(result)); break;
            case BatchRunResult { Result: { } result } batch: Report(result, Kind.FolderOf(batch)); break;
            case var other: WriteFault(Kind.NoReportOf(other), InputObject); break;
        }
    }

    /// <summary>Writes the report of a run into a folder; hands back the report and its files.</summary>
    private protected abstract (object Report, IReadOnlyList<FileInfo> Files) Write(BacktestResult result, string folder, IListener listener, CancellationToken cancel);

    private void ReportOn(string folder)
    {
        try
        {
            foreach (var run in ReportRuns.In(FilePath(folder), CancellationToken.None))
            {
                if (run.Result is { } result) Report(result, ReportKind.FolderOf(result));
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
        var folder = Path is null ? home ?? FilePath(Kind.FreeFolder) : FilePath(Path);
        // -Force replaces what was there before, not what this command has just written.
        if (!_written.Add(folder))
        {
            WriteFault(FaultCatalogue.OutputNotWritten.Because($"{folder} holds the report of another run of this pipeline.", "Give one run, or leave -Path out for stored runs.", target: result), result);
            return;
        }

        if (!ShouldProcess(folder, $"Write the {Kind.Name} of a run")) return;
        Stream<object>((listener, cancel) =>
        {
            var (report, files) = Write(result, folder, listener, cancel);
            return PassThru ? [report] : files;
        }, result);
    }
}
