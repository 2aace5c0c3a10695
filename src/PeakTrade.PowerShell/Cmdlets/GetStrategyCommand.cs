using System.Management.Automation;
using PeakTrade.Engine;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Lists the strategies that Invoke-Backtest knows by key, with their parameters.</summary>
/// <remarks>Built-in strategies and those that Register-Strategy made known in this session.</remarks>
/// <example>
///   <code>Get-Strategy</code>
///   <para>Lists all of them.</para>
/// </example>
/// <example>
///   <code>(Get-Strategy ma_crossover).Parameters | Format-Table Name, KindName, Default, Range, Description</code>
///   <para>Shows what one of them takes.</para>
/// </example>
/// <example>
///   <code>Get-Strategy | Where-Object IsPortfolio -eq $false | Invoke-Backtest -Path data/btc_eur_1d.csv</code>
///   <para>Runs each of them on one file.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "Strategy")]
[OutputType(typeof(RegisteredStrategy))]
public sealed class GetStrategyCommand : PeakTradeCmdlet
{
    /// <summary>Keys; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Key", "Strategy")]
    [ArgumentCompleter(typeof(StrategyCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Stream((_, _) => Workbench.FindStrategies.Execute(Name), target: Name);
}
