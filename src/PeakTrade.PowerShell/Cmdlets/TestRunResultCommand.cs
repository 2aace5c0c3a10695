using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Says whether stored runs are still what was stored and, with -Replay, whether they come out the same when they are done again.</summary>
/// <remarks>
/// Each file is compared with the receipt by its length and SHA-256, the receipt with its own seal and with everything that says the same. A damaged run is an object with
/// findings here, never an error; only a run that is not there is one. With -Replay the run is done again in a temporary folder, from its configuration snapshot and its data, and the
/// bytes are compared: where they are not the same, the findings name what moved (data, configuration, engine, seed, git, machine) and show the first line that differs.
/// Nothing in the store is changed. Without a run all of the store are checked, newest first. docs/receipts.md says more.
/// </remarks>
/// <example>
///   <code>Get-RunResult -Latest 5 | Test-RunResult</code>
///   <para>Checks the five newest runs.</para>
/// </example>
/// <example>
///   <code>Test-RunResult | Where-Object { -not $_.IsIntact } | Select-Object -ExpandProperty Findings</code>
///   <para>Checks the whole store and lists what is wrong.</para>
/// </example>
/// <example>
///   <code>Test-RunResult -Latest 1 -Replay</code>
///   <para>Does the newest run again and compares the bytes.</para>
/// </example>
/// <example>
///   <code>Test-RunResult -RunPath results -Latest 1 -Replay -DataPath data/btc_eur_1d.csv</code>
///   <para>Takes a store by its folder, and the data from where they lie now. Bytes decide, not places.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "RunResult", DefaultParameterSetName = Named)]
[OutputType(typeof(RunCheck))]
public sealed class TestRunResultCommand : PeakTradeCmdlet
{
    private const string Named = "RunId";
    private const string Piped = "Run";
    private const string Stored = "RunPath";

    /// <summary>Runs by id, or by its first characters; without one all of the store.</summary>
    [Parameter(Position = 0, ParameterSetName = Named)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] RunId { get; set; } = [];

    /// <summary>The runs, as Invoke-Backtest, Get-RunResult and Invoke-BatchBacktest give them; ids and folders too.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Piped)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Folders of stored runs, or of run stores.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Stored)]
    [ValidateNotNullOrEmpty]
    public string[] RunPath { get; set; } = [];

    /// <summary>At most so many, the newest.</summary>
    [Parameter(ParameterSetName = Named)]
    [Parameter(ParameterSetName = Stored)]
    [ValidateRange(1, int.MaxValue)]
    public int? Latest { get; set; }

    /// <summary>The folder of the run store.</summary>
    [Parameter(ParameterSetName = Named)]
    [Parameter(ParameterSetName = Piped)]
    [ValidateNotNullOrEmpty]
    public string ResultsRoot { get; set; } = "results";

    /// <summary>Does each run again and compares the bytes.</summary>
    [Parameter]
    public SwitchParameter Replay { get; set; }

    /// <summary>Where the data are now, with -Replay; without it where they were.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <summary>A configuration file as it is now, with -Replay; without it the snapshot that the run keeps.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Config { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!Replay && (DataPath ?? Config) is not null) WriteFault(FaultCatalogue.ArgumentInvalid.Because($"{(DataPath is null ? "-Config" : "-DataPath")} says what a run is done again with, and it is not to be done again.", "Give -Replay, or leave it out."), null);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case Stored:
                foreach (var folder in RunPath) Check(Request() with { Folder = FilePath(folder) }, folder);
                break;
            case Piped: Check(InputObject.BaseObject); break;
            default: Check(Request() with { RunIds = RunId }, RunId.Length > 0 ? RunId : FilePath(ResultsRoot)); break;
        }
    }

    private void Check(object run)
    {
        if (TestRuns.FolderOf(run) is { } folder) Check(Request() with { Folder = folder }, run);
        else if (run is string or Guid) Check(Request() with { RunIds = [$"{run}"] }, run);
        else WriteFault(TestRuns.NotStored(run), run);
    }

    private void Check(TestRunsRequest request, object target) => Stream((listener, cancel) => Workbench.TestRuns.Execute(request, listener, cancel), target);

    private TestRunsRequest Request() => new()
    {
        BaseFolder = Here,
        ResultsRoot = FilePath(ResultsRoot),
        Latest = Latest,
        Replay = Replay,
        DataPath = DataPath is null ? null : FilePath(DataPath),
        ConfigPath = Config is null ? null : FilePath(Config),
    };
}
