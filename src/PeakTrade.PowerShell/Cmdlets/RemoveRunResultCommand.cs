using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Removes stored runs: all but the newest, old ones, those of a strategy, or those that are named.</summary>
/// <remarks>
/// A run goes when it passes all that is given: it is of the strategy and the instrument, is not among the newest -KeepLatest of these, and is older than -OlderThan. Runs that are piped in
/// or named by -RunId are the ones that are looked at; without either it is the whole store, and then one of the criteria has to be given. Protected runs (Protect-RunResult,
/// Invoke-Backtest -Keep) are never removed, not with -Force either; they are counted for -KeepLatest where they stand. The oldest go first, each whole or not at all.
/// You are asked before each run (answer A for all at once); -Force and -Confirm:$false do not ask, which is what a script wants, and -WhatIf lists the runs and removes none.
/// </remarks>
/// <example>
///   <code>Get-RunResult | Remove-RunResult -KeepLatest 200 -WhatIf</code>
///   <para>Lists what would go if the 200 newest runs stayed.</para>
/// </example>
/// <example>
///   <code>Remove-RunResult -KeepLatest 200 -OlderThan 30.00:00:00 -Force</code>
///   <para>Removes runs that are neither among the 200 newest nor of the last 30 days, damaged ones too, without asking: a line for a scheduler.</para>
/// </example>
/// <example>
///   <code>Remove-RunResult -Strategy ma_* -OlderThan 7d -ResultsRoot /data/results -Force | Measure-Object Bytes -Sum</code>
///   <para>Removes what is older than a week of some strategies, and says how many bytes that freed.</para>
/// </example>
/// <example>
///   <code>Get-RunResult | Where-Object Trades -eq 0 | Remove-RunResult</code>
///   <para>Removes runs of your choice.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "RunResult", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RemovedRun))]
public sealed class RemoveRunResultCommand : PeakTradeCmdlet
{
    private readonly List<string> _folders = [];
    private readonly List<string> _ids = [];
    private bool _piped;

    /// <summary>Runs, as Get-RunResult and Invoke-Backtest give them, or their ids or first characters.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    public PSObject[] RunId { get; set; } = [];

    /// <summary>The newest so many stay.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepLatest { get; set; }

    /// <summary>Only runs go that were finished longer ago than this: a TimeSpan, or 12h, 30d.</summary>
    [Parameter]
    [DurationArgument]
    public TimeSpan? OlderThan { get; set; }

    /// <summary>Only runs of this strategy go. Wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StrategyCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Strategy { get; set; }

    /// <summary>Only runs of this instrument go. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Symbol { get; set; }

    /// <summary>Does not ask. Protected runs stay all the same.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The folder of the run store, where runs are not piped in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ResultsRoot { get; set; } = "results";

    /// <inheritdoc/>
    // An empty pipe names no run, which is something else than naming none.
    protected override void BeginProcessing() => _piped = MyInvocation.ExpectingInput;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var given in RunId)
        {
            switch (given?.BaseObject)
            {
                case BacktestResult { RunPath: { } folder }: _folders.Add(folder); break;
                case var _ when RunIdText.Of(given) is { } id: _ids.Add(id); break;
                case var other: WriteFault(RemoveRuns.NoRunOfAStore(other), given); break;
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var rule = new RetentionRule { KeepLatest = KeepLatest, OlderThan = OlderThan, Strategy = Strategy, Symbol = Symbol };
        var root = FilePath(ResultsRoot);
        try
        {
            if (_folders.Count > 0) Remove(cancel => RemoveRuns.Choose(_folders, rule, TimeProvider.System.GetUtcNow()));
            if (_ids.Count > 0 || (_folders.Count == 0 && !_piped && RunId.Length == 0)) Remove(cancel => RemoveRuns.Choose(root, _ids, rule, TimeProvider.System.GetUtcNow(), cancel));
            if (!IsWhatIf && _folders.Count == 0) RemoveRuns.Sweep(root, TimeProvider.System.GetUtcNow());
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, root);
        }

        base.EndProcessing();
    }

    private void Remove(Func<CancellationToken, RunsToRemove> choose)
    {
        var chosen = choose(StopToken);
        foreach (var fault in chosen.Faults) WriteFault(fault, RunId);
        if (chosen.Kept > 0) WriteVerbose($"{chosen.Kept} protected runs stay.");
        foreach (var run in chosen.Runs)
        {
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            if (!IsAgreed(run)) continue;
            try
            {
                if (RemoveRuns.Remove(run) is { } removed) WriteObject(removed);
            }
            catch (PeakTradeException fault)
            {
                WriteFault(fault, run.Folder);
            }
        }
    }

    // -WhatIf goes before -Force, and so does a -Confirm that is written out.
    private bool IsAgreed(RunToRemove run) =>
        (Force && !IsWhatIf && !MyInvocation.BoundParameters.ContainsKey("Confirm")) || ShouldProcess($"{run}", "Remove the run");
}
