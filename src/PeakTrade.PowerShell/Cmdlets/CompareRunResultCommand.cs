using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Puts runs side by side: parameters, settings, evidence and figures, and whether their Sharpe ratios differ by more than chance.</summary>
/// <remarks>
/// Writes a row for each thing that is compared: its Kind (Run, Parameter, Setting, Evidence, Metric, Significance), its Name, whether the runs differ in it, the best run where better has a
/// meaning, and a property for each run, named by the first characters of its id, with the value as it is. The table marks differences with an asterisk, the best of each figure with a star, and shows up to five runs; more come as
/// a list. The test of the Sharpe difference is that of Ledoit and Wolf (2008), over the bars that both runs have: it holds for fat tails and for returns that hang together; docs/comparing.md
/// states it. The property of a run in the row sharpe_verdict says in a sentence what came of it.
/// </remarks>
/// <example>
///   <code>Get-RunResult -Latest 5 | Compare-RunResult</code>
///   <para>Compares the five newest runs, each with the newest.</para>
/// </example>
/// <example>
///   <code>Compare-RunResult 3f1c9a7e, 8aa2e1b0 -ExcludeEqual | Where-Object Kind -ne Metric</code>
///   <para>Shows what two stored runs were made from differently.</para>
/// </example>
/// <example>
///   <code>$comparison = Get-RunResult -Strategy ma_* | Compare-RunResult -Reference 3f1c9a7e -PassThru; $comparison.SharpeDifferences | Where-Object PValue -lt 0.05</code>
///   <para>Finds the runs whose Sharpe ratio differs from that of a run of your choice by more than chance.</para>
/// </example>
/// <example>
///   <code>Get-RunResult -Latest 3 | Compare-RunResult | Export-Csv comparison.csv</code>
///   <para>Writes a table with a column for each run.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "RunResult", DefaultParameterSetName = Piped)]
[OutputType(typeof(RunComparisonRow), typeof(RunComparison))]
public sealed class CompareRunResultCommand : PeakTradeCmdlet
{
    private const string Piped = "Run";
    private const string Stored = "RunId";

    private readonly List<(BacktestResult Run, string? Name)> _runs = [];
    private bool _refused;

    /// <summary>The runs, as Invoke-Backtest, Get-RunResult and Invoke-BatchBacktest give them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Piped)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Stored runs by id, or by its first characters, in the order that they are wanted.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Stored)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] RunId { get; set; } = [];

    /// <summary>The run that the others are compared with: the first characters of its id, or its place from 1 on. Without it the first.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    /// <summary>Leaves out what is the same in all runs.</summary>
    [Parameter]
    public SwitchParameter ExcludeEqual { get; set; }

    /// <summary>Hands on the comparison as one object instead of its rows.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The folder of the run store that ids are of.</summary>
    [Parameter(ParameterSetName = Stored)]
    [ValidateNotNullOrEmpty]
    public string ResultsRoot { get; set; } = "results";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == Stored) return;
        switch (InputObject.BaseObject)
        {
            case BacktestResult result: _runs.Add((result, null)); break;
            case BatchRunResult { Result: { } result } batch: _runs.Add((result, batch.RunId)); break;
            case var other: Refuse(ReportKind.Comparison.NoReportOf(other), InputObject); break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var root = FilePath(ResultsRoot);
        foreach (var outcome in RunId.SelectMany(id => FindRuns.Execute(root, new RunQuery { RunIds = [id] }, CancellationToken.None)))
        {
            if (outcome.Result is { } run) _runs.Add((run, null));
            else Refuse(outcome.Error!, RunId);
        }

        // That too few are left was said by what refused the others.
        if (!_refused || _runs.Count > 1) Stream<object>((_, cancel) =>
        {
            var comparison = CompareRuns.Execute(_runs, Reference, cancel);
            return PassThru ? [comparison] : comparison.Rows.Where(row => row.Differs || !ExcludeEqual || row.Kind is ComparisonKind.Significance).Select(row => ComparisonRowObject.Of(row, comparison));
        }, target: Reference);
        base.EndProcessing();
    }

    private void Refuse(PeakTradeException fault, object target)
    {
        _refused = true;
        WriteFault(fault, target);
    }
}
