using System.Management.Automation;
using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Shows where the time and the memory of a backtest go.</summary>
/// <remarks>
/// Each instrument, or a portfolio of them, gives one profile: seconds, share, allocated memory and calls of reading the data, indicators, signals, simulation, figures and writing, and of what
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
public sealed class MeasureBacktestCommand : PortfolioCmdlet
{
    /// <summary>How often it is run; told is the run in the middle by its time, and the time of the fastest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Repeat { get; set; } = 1;

    /// <summary>Stores each run, so that writing is measured as well.</summary>
    [Parameter]
    public SwitchParameter Save { get; set; }

    private protected override void Run(BacktestRequest request, string? target) =>
        Stream((listener, cancel) => Workbench.Measure.Execute(request with { Save = Save }, Repeat, listener, cancel), target);
}
