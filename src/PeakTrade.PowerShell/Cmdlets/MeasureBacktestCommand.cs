using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Shows where the time and the memory of a backtest go.</summary>
/// <remarks>
/// Each instrument gives one profile: seconds, share, allocated memory and calls of reading the data, indicators, signals, simulation, figures and writing, and of what
/// lies between. The first run of a session also compiles what it uses; -Repeat measures warm runs. Nothing is stored unless -Save is given. docs/profiling.md
/// says what each stage holds.
/// </remarks>
/// <example>
///   <code>Measure-Backtest data/btc_eur_1d.csv -Strategy ma_crossover -Repeat 5</code>
///   <para>Runs it five times and shows the run in the middle by its time.</para>
/// </example>
/// <example>
///   <code>(Measure-Backtest data/btc_eur_1d.csv -Strategy rsi_reversion -Save).Stages | Sort-Object Seconds -Descending</code>
///   <para>Stores the run, and shows its stages with the slowest first.</para>
/// </example>
/// <example>
///   <code>Get-ChildItem data/*.csv | Measure-Backtest -Strategy breakout_donchian | Format-Table</code>
///   <para>Compares the shares of the stages between files, a row each.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Measure, "Backtest", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RunProfile))]
public sealed class MeasureBacktestCommand : BacktestCmdlet
{
    /// <summary>The strategy's parameters by name; those left out have the configuration's values or their defaults.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Parameters")]
    [ArgumentCompleter(typeof(ParameterCompleter))]
    public ParameterArgument? Parameter { get; set; }

    /// <summary>How often it is run; told is the run in the middle by its time, and the time of the fastest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Repeat { get; set; } = 1;

    /// <summary>Stores each run, so that writing is measured as well.</summary>
    [Parameter]
    public SwitchParameter Save { get; set; }

    /// <summary>The folder of the run store; results where the user stands, or what the configuration says.</summary>
    [Parameter]
    public string? ResultsRoot { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in Files())
        {
            var request = Request(file) with { Parameters = ParameterArgument.ValuesOf(Parameter), Save = Save };
            Stream((listener, cancel) => Workbench.Measure.Execute(request, Repeat, listener, cancel), target: file ?? Config);
        }
    }

    private protected override IEnumerable<(string Key, object? Value)> OwnSettings() => [("results.root", ResultsRoot is null ? null : FilePath(ResultsRoot))];
}
