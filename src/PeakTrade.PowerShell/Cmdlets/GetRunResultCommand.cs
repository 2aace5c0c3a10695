using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Finds stored runs, newest first.</summary>
/// <remarks>
/// Reads the run store of the folder where you stand (results), or the one that -ResultsRoot names. A damaged run is an error of its own, and the
/// others still come. The objects are the ones that Invoke-Backtest writes.
/// </remarks>
/// <example>
///   <code>Get-RunResult -Latest 5</code>
///   <para>Shows the five newest runs.</para>
/// </example>
/// <example>
///   <code>Get-RunResult -Strategy ma_* -Since (Get-Date).AddDays(-1) | Where-Object Sharpe -gt 1 | Sort-Object Sharpe -Descending</code>
///   <para>Finds good runs since yesterday.</para>
/// </example>
/// <example>
///   <code>(Get-RunResult 3f1c9a7e).GetTrades() | Export-Csv trades.csv</code>
///   <para>Takes the trades of a run; the first characters of its id are enough.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RunResult")]
[OutputType(typeof(BacktestResult))]
public sealed class GetRunResultCommand : PeakTradeCmdlet
{
    /// <summary>Runs by id, or by its first characters.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] RunId { get; set; } = [];

    /// <summary>At most so many, the newest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Latest { get; set; }

    /// <summary>Runs of this strategy. Wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StrategyCompleter))]
    [SupportsWildcards]
    public string? Strategy { get; set; }

    /// <summary>Runs of this instrument. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? Symbol { get; set; }

    /// <summary>Runs finished at or after this time.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>The folder of the run store.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ResultsRoot { get; set; } = "results";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var query = new RunQuery
        {
            RunIds = RunId,
            Latest = Latest,
            Strategy = Strategy,
            Symbol = Symbol,
            Since = Since is { } since ? new DateTimeOffset(since) : null,
        };
        var root = FilePath(ResultsRoot);
        Stream((_, cancel) => FindRuns.Execute(root, query, cancel), target: RunId.Length > 0 ? RunId : root);
    }
}
