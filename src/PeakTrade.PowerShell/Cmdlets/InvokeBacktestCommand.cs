using System.Management.Automation;
using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Runs a strategy over the bars of one or many instruments.</summary>
/// <remarks>
/// Each instrument gives one result: its figures as properties, trades, orders and the equity curve by GetTrades(), GetOrders() and GetEquity(). With -Portfolio, -Bundle or a strategy that
/// weighs instruments against each other all of them are held in one account and give one result: what only a portfolio has is in Portfolio, GetHoldings(), GetExposure() and
/// GetFactorContributions().
/// Each run is stored under results/run id unless -NoSave is given. Settings come from -Config where it is given, and parameters of this
/// command go before those of the file. A file that cannot be used is an error of its own; the others still run.
/// </remarks>
/// <example>
///   <code>Invoke-Backtest -Path data/btc_eur_1d.csv -Strategy ma_crossover -Parameter @{ fast_window = 15; slow_window = 45 }</code>
///   <para>Runs one strategy on one file and shows the result as a table.</para>
/// </example>
/// <example>
///   <code>Get-ChildItem data/*.csv | Invoke-Backtest -Strategy rsi_reversion | Sort-Object Sharpe -Descending | Select-Object -First 3</code>
///   <para>Runs it on every file and keeps the best three.</para>
/// </example>
/// <example>
///   <code>Import-Csv universe.csv | Invoke-Backtest -Strategy breakout_donchian | Export-Csv results.csv</code>
///   <para>Takes Path and Symbol (and Strategy, where there is such a column) from the rows of a table.</para>
/// </example>
/// <example>
///   <code>Invoke-Backtest -Path data/lake -Symbol BTC/EUR, ETH/EUR -Strategy ma_crossover</code>
///   <para>Takes two instruments of the lake; without -Symbol all of them.</para>
/// </example>
/// <example>
///   <code>Get-ChildItem data/*.csv | Invoke-Backtest -Portfolio -Strategy ma_crossover</code>
///   <para>Trades all of them out of one cash: one result.</para>
/// </example>
/// <example>
///   <code>(Invoke-Backtest data -Bundle bundle.yaml -RebalanceFrequency W -MaxWeight 0.3).GetHoldings() | Select-Object -Last 5</code>
///   <para>Scores the instruments of a folder by a factor bundle each week, and shows what was held last.</para>
/// </example>
/// <example>
///   <code>Invoke-Backtest -Config config.toml -FeeBps 2 -StopLoss 0.03</code>
///   <para>Takes everything from a configuration, but for the fee and the stop.</para>
/// </example>
/// <example>
///   <code>Invoke-Backtest data/btc_eur_1d.csv -Strategy rsi_reversion -From 2021-01-01 -To 2023-01-01 -Resample 1w</code>
///   <para>Takes two years of daily bars and runs on the weeks they make.</para>
/// </example>
/// <example>
///   <code>Invoke-Backtest data/btc_eur_1d.csv -Strategy { param($Bars, $Parameters) $c = $Bars.Close; 0..($Bars.Count - 1) | ForEach-Object { if ($_ -gt 0 -and $c[$_] -gt $c[$_ - 1]) { 1 } else { 0 } } }</code>
///   <para>Runs a script block that returns a state for each bar: 1 long, 0 flat, -1 short.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "Backtest", DefaultParameterSetName = PathSet)]
[OutputType(typeof(BacktestResult))]
public sealed class InvokeBacktestCommand : PortfolioCmdlet
{
    /// <summary>The seed, kept in the receipt.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>Does not store the run.</summary>
    [Parameter]
    public SwitchParameter NoSave { get; set; }

    /// <summary>Protects the stored run from removal (Remove-RunResult).</summary>
    [Parameter]
    public SwitchParameter Keep { get; set; }

    private protected override void Run(BacktestRequest request, string? target) =>
        Stream((listener, cancel) => Workbench.Backtest.Execute(request with { Save = !NoSave, Keep = Keep }, listener, cancel), target);

    private protected override IEnumerable<(string Key, object? Value)> OwnSettings() => base.OwnSettings().Append(("backtest.seed", Seed));
}
