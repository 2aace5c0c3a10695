using System.Collections;
using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Runs all backtests that a batch lists, one after the other or side by side, and writes what came of each.</summary>
/// <remarks>
/// A batch is a file in YAML or JSON (docs/batch-files.md lists its keys): what its runs have in common is said once, and each run has an id, dates and what is its own. It may come
/// from a path, as the lines or the whole of a file, or as hashtables. Each run gives one object as soon as it is done; one that fails is an object of Status Failed and an error besides,
/// and the others go on. All lies in output_root/batch_name: the summary as CSV and Markdown, and a folder for each run. A run whose settings, data and engine have not
/// changed since is not run again: its result is read, and its Status is Skipped. So a batch that was stopped goes on where it was.
/// </remarks>
/// <example>
///   <code>Get-Content batch.yaml | Invoke-BatchBacktest -Parallel</code>
///   <para>Runs a batch, several runs at once.</para>
/// </example>
/// <example>
///   <code>Invoke-BatchBacktest batch.yaml -WhatIf | Format-Table RunId, Action, Symbols, Bars, EstimatedSec</code>
///   <para>Shows what would be done, how many bars each run has and how long it may take.</para>
/// </example>
/// <example>
///   <code>Invoke-BatchBacktest batch.yaml -Force | Where-Object Status -eq 'success' | Sort-Object Sharpe -Descending | Select-Object -First 3</code>
///   <para>Runs everything again, and keeps the best three.</para>
/// </example>
/// <example>
///   <code>10, 20, 30 | ForEach-Object { @{ id = "fast_$_"; parameters = @{ fast_window = $_; slow_window = 3 * $_ } } } | Invoke-BatchBacktest -Name windows -Default @{ strategy = 'ma_crossover'; data_path = 'data/btc_eur_1d.csv'; start_date = '2020-01-01'; end_date = '2021-06-30' }</code>
///   <para>Makes a batch of hashtables, one for each run.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "BatchBacktest", DefaultParameterSetName = InputSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchRunResult), typeof(BatchPlanRun))]
public sealed class InvokeBatchBacktestCommand : PeakTradeCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";
    private const string InputSet = "InputObject";

    private BatchInput? _input;

    /// <summary>Batch files in YAML or JSON. Wildcards are allowed; a file of exactly that name goes first.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Batch files, taken as they are written: no wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralSet)]
    [Alias("LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>A batch as the pipeline brings it: a file, the lines of one, a whole text, a hashtable or object with runs; or runs as hashtables, objects or rows of a table, which make one batch together.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>The batch's name, where runs are given as objects: letters, digits, _ and -.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>What runs that are given as objects have in common: @{ strategy = 'ma_crossover'; fee_bps = 5 }.</summary>
    [Parameter(ParameterSetName = InputSet)]
    public Hashtable? Default { get; set; }

    /// <summary>Has runs go on side by side. Results come in the order in which they are done; the figures are the same.</summary>
    [Parameter]
    public SwitchParameter Parallel { get; set; }

    /// <summary>How many runs go on at once; as many as the machine has cores, four at most, where it is not given, or what the variable PEAKTRADE_BATCH_MAX_WORKERS says.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Lets runs whose settings or data have changed take the place of their earlier results.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Begins no further run after one has failed.</summary>
    [Parameter]
    public SwitchParameter FailFast { get; set; }

    /// <summary>Writes down where the time of each run went: Profile, and the run's folder profile.</summary>
    [Parameter]
    public SwitchParameter WithProfiling { get; set; }

    /// <summary>Runs everything again, whatever results are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Tells MLflow of the batch and its runs: a folder (file:./mlruns) or a server (http://localhost:5000).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TrackingUri { get; set; }

    /// <summary>The MLflow experiment that runs are filed under; peak_trade where nothing says it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExperimentName { get; set; }

    /// <summary>The folder that the batch's own folder goes into; what the batch says where it is not given, or output/batch_backtests.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputRoot { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == InputSet)
        {
            Gather(input => input.Add(InputObject));
            return;
        }

        var literal = ParameterSetName == LiteralSet;
        foreach (var file in Resolve(literal ? LiteralPath : Path, literal, FaultCatalogue.ConfigMissing)) Run(new(file, null));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        IReadOnlyList<BatchSource> sources = [];
        if (ParameterSetName == InputSet) Gather(input => sources = input.Complete());
        foreach (var source in sources) Run(source with { Path = source.Path is { } path ? FilePath(path) : null });
        base.EndProcessing();
    }

    private void Gather(Action<BatchInput> gather)
    {
        try
        {
            gather(_input ??= new BatchInput(Name, Default));
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, InputObject);
        }
    }

    private void Run(BatchSource source)
    {
        var request = new BatchRequest
        {
            BaseFolder = Here,
            Path = source.Path,
            Text = source.Text,
            Settings = [.. TrackingSettings.Of(TrackingUri, ExperimentName)],
            OutputRoot = OutputRoot is null ? null : FilePath(OutputRoot),
            Parallel = Parallel || ThrottleLimit is not null,
            ThrottleLimit = ThrottleLimit,
            Resume = Resume,
            FailFast = FailFast,
            Force = Force,
            WithProfiling = WithProfiling,
        };
        var target = source.Path ?? "the batch that was piped in";
        if (ShouldProcess(target, "Run the backtests of a batch")) Stream((listener, cancel) => Workbench.Batch.Execute(request, listener, cancel), target);
        else if (IsWhatIf) Stream((listener, cancel) => Workbench.Batch.Plan(request, listener, cancel), target);
    }
}
