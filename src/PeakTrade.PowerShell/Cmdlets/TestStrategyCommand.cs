using System.Management.Automation;
using PeakTrade.Engine;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Proves that a strategy does not look ahead, or names the first bar where it does.</summary>
/// <remarks>
/// Runs the strategy on data that are cut short and on data whose future is scrambled. A state of the past that changes shows that
/// the strategy saw a later bar. The report says which bar, and what the state was before and after.
/// </remarks>
/// <example>
///   <code>Get-Strategy | Where-Object IsPortfolio -eq $false | Test-Strategy</code>
///   <para>Tests every strategy of one instrument on generated bars; those of portfolios have no states of one.</para>
/// </example>
/// <example>
///   <code>Test-Strategy { param($Bars) $c = $Bars.Close; 0..($Bars.Count - 1) | ForEach-Object { [Math]::Sign($c[[Math]::Min($_ + 1, $Bars.Count - 1)] - $c[$_]) } }</code>
///   <para>Catches a script that looks at the next close.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "Strategy")]
[OutputType(typeof(LookAheadReport))]
public sealed class TestStrategyCommand : PeakTradeCmdlet
{
    /// <summary>The strategy: a key, a script block, or an object of a strategy class.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Key")]
    [StrategyArgument]
    [ArgumentCompleter(typeof(StrategyCompleter))]
    public object Strategy { get; set; } = null!;

    /// <summary>The data to test on; without it, generated bars.</summary>
    [Parameter(Position = 1)]
    public string? Path { get; set; }

    /// <summary>The instrument of data that hold many.</summary>
    [Parameter]
    public string? Symbol { get; set; }

    /// <summary>The strategy's parameters by name.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Parameters")]
    [ArgumentCompleter(typeof(ParameterCompleter))]
    public ParameterArgument? Parameter { get; set; }

    /// <summary>The seed of the scrambled futures.</summary>
    [Parameter]
    public long Seed { get; set; } = 42;

    /// <summary>Takes parameters beyond the range of the strategy's schema.</summary>
    [Parameter]
    public SwitchParameter AllowOutOfRange { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var strategy = StrategyArgument.In(Strategy)!;
        var request = new TestStrategyRequest
        {
            BaseFolder = Here,
            Strategy = strategy.Key,
            OwnStrategy = strategy.Own,
            Parameters = ParameterArgument.ValuesOf(Parameter),
            AllowOutOfRange = AllowOutOfRange,
            DataPath = Path is null ? null : FilePath(Path),
            Symbol = Symbol,
            Seed = Seed,
        };
        Write((listener, cancel) => Workbench.TestStrategy.Execute(request, listener, cancel), target: $"{strategy}");
    }
}
