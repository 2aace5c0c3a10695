using System.Collections;
using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Runs a strategy over the bars of one or many instruments.</summary>
/// <remarks>
/// Each instrument gives one result: its figures as properties, trades, orders and the equity curve by GetTrades(), GetOrders() and GetEquity().
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
public sealed class InvokeBacktestCommand : PeakTradeCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";

    /// <summary>Data of bars: files (CSV, gzip too, Parquet) or folders of them. Wildcards are allowed; a file of exactly that name goes first. Without it the configuration's [data] path is used.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [PathArgument]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Data files, taken as they are written: no wildcards.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "LP", "FullName")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The strategy: a key (Get-Strategy lists them), a script block that takes bars and parameters and returns states, or an object of a strategy class.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Key")]
    [StrategyArgument]
    [ArgumentCompleter(typeof(StrategyCompleter))]
    public object? Strategy { get; set; }

    /// <summary>The strategy's parameters by name; those left out have the configuration's values or their defaults.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Parameters")]
    [ArgumentCompleter(typeof(ParameterCompleter))]
    public ParameterArgument? Parameter { get; set; }

    /// <summary>A configuration file (TOML).</summary>
    [Parameter]
    public string? Config { get; set; }

    /// <summary>Instruments of data that hold many, or the name of data that name none; without it all of them are run, and a file that names none gives its own name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Symbol { get; set; } = [];

    /// <summary>The first time that is wanted. Without a zone it is in [data] timezone.</summary>
    [Parameter]
    public DateTime? From { get; set; }

    /// <summary>The time that the wanted bars end before. Without a zone it is in [data] timezone.</summary>
    [Parameter]
    public DateTime? To { get; set; }

    /// <summary>Makes the bars into longer ones: minutes or hours that divide a day (15m, 1h), 1d or 1w.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public string? Resample { get; set; }

    /// <summary>Cash at the start.</summary>
    [Parameter]
    public double? StartCapital { get; set; }

    /// <summary>The fee in hundredths of a percent of what is filled.</summary>
    [Parameter]
    public double? FeeBps { get; set; }

    /// <summary>How much worse than the price a fill is, in hundredths of a percent.</summary>
    [Parameter]
    public double? SlippageBps { get; set; }

    /// <summary>When a signal fills: at the next bar's open, or at the same bar's close.</summary>
    [Parameter]
    public FillRule? Fill { get; set; }

    /// <summary>What comes first where a stop and a target lie inside one bar.</summary>
    [Parameter]
    public IntrabarRule? Intrabar { get; set; }

    /// <summary>Bar by bar with an order journal, or vectorized. Both give the same numbers.</summary>
    [Parameter]
    public ExecutionMode? Execution { get; set; }

    /// <summary>Closes a losing position at this fraction from its entry.</summary>
    [Parameter]
    public double? StopLoss { get; set; }

    /// <summary>Closes a winning position at this fraction from its entry.</summary>
    [Parameter]
    public double? TakeProfit { get; set; }

    /// <summary>Closes a position at this fraction from the best price since its entry.</summary>
    [Parameter]
    public double? TrailingStop { get; set; }

    /// <summary>The seed, kept in the receipt.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>Any other setting by its dotted key: @{ 'backtest.allow_short' = $false; 'data.timezone' = 'Europe/Berlin' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable Setting { get; set; } = [];

    /// <summary>The folder of the run store; results where the user stands, or what the configuration says.</summary>
    [Parameter]
    public string? ResultsRoot { get; set; }

    /// <summary>Does not store the run.</summary>
    [Parameter]
    public SwitchParameter NoSave { get; set; }

    /// <summary>Takes parameters beyond the range of the strategy's schema.</summary>
    [Parameter]
    public SwitchParameter AllowOutOfRange { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var literal = ParameterSetName == LiteralSet;
        if ((literal ? LiteralPath : Path) is not { } paths)
        {
            Run(null);
            return;
        }

        foreach (var file in Resolve(paths, literal, FaultCatalogue.DataMissing)) Run(file);
    }

    private void Run(string? file) =>
        Stream((listener, cancel) => Workbench.Backtest.Execute(Request(file), listener, cancel), target: file ?? Config);

    private BacktestRequest Request(string? file) => new()
    {
        BaseFolder = Here,
        ConfigPath = Config is null ? null : FilePath(Config),
        DataPath = file,
        // A table's empty cell names no instrument.
        Symbols = [.. Symbol.Where(symbol => symbol is { Length: > 0 })],
        Strategy = StrategyArgument.In(Strategy)?.Key,
        OwnStrategy = StrategyArgument.In(Strategy)?.Own,
        Parameters = ParameterArgument.ValuesOf(Parameter),
        AllowOutOfRange = AllowOutOfRange,
        Save = !NoSave,
        Settings = [.. Settings()],
    };

    private IEnumerable<KeyValuePair<string, object?>> Settings()
    {
        foreach (DictionaryEntry entry in Setting) yield return KeyValuePair.Create($"{entry.Key}", entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value);

        var given = new (string Key, object? Value)[]
        {
            ("data.from", From), ("data.to", To), ("data.resample", Resample),
            ("backtest.start_capital", StartCapital), ("backtest.fee_bps", FeeBps), ("backtest.slippage_bps", SlippageBps),
            ("backtest.fill", SnakeCase.Of(Fill)), ("backtest.intrabar", SnakeCase.Of(Intrabar)), ("backtest.execution", SnakeCase.Of(Execution)),
            ("backtest.stop_loss", StopLoss), ("backtest.take_profit", TakeProfit), ("backtest.trailing_stop", TrailingStop), ("backtest.seed", Seed),
            ("results.root", ResultsRoot is null ? null : FilePath(ResultsRoot)),
        };
        foreach (var (key, value) in given)
        {
            if (value is not null) yield return KeyValuePair.Create(key, (object?)value);
        }
    }
}
