using System.Collections;
using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>What every command takes that runs a strategy over bars: data, strategy and settings.</summary>
public abstract class BacktestCmdlet : PeakTradeCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralSet = "LiteralPath";

    // One for all inputs, so that telling of one goes on beside the work on the next.
    private TrackingSession? _tracking;

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

    /// <summary>Any other setting by its dotted key: @{ 'backtest.allow_short' = $false; 'data.timezone' = 'Europe/Berlin' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable Setting { get; set; } = [];

    /// <summary>Tells MLflow of what is done: a folder (file:./mlruns) or a server (http://localhost:5000). The same as [tracking] enabled, backend and mlflow.tracking_uri.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TrackingUri { get; set; }

    /// <summary>The MLflow experiment that runs are filed under; peak_trade where nothing says it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExperimentName { get; set; }

    /// <summary>Takes parameters beyond the range of the strategy's schema.</summary>
    [Parameter]
    public SwitchParameter AllowOutOfRange { get; set; }

    /// <summary>The data of this input, one after the other; null once where the configuration is to name them.</summary>
    private protected IEnumerable<string?> Files()
    {
        var literal = ParameterSetName == LiteralSet;
        if ((literal ? LiteralPath : Path) is { } paths) return Resolve(paths, literal, FaultCatalogue.DataMissing);
        return [null];
    }

    /// <summary>What is asked for, on one of the files.</summary>
    private protected BacktestRequest Request(string? file) => new()
    {
        BaseFolder = Here,
        ConfigPath = Config is null ? null : FilePath(Config),
        DataPath = file,
        // A table's empty cell names no instrument.
        Symbols = [.. Symbol.Where(symbol => symbol is { Length: > 0 })],
        Strategy = StrategyArgument.In(Strategy)?.Key,
        OwnStrategy = StrategyArgument.In(Strategy)?.Own,
        AllowOutOfRange = AllowOutOfRange,
        Settings = [.. Settings()],
        Tracking = _tracking ??= Workbench.Track(),
    };

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_tracking is { } tracking) Stream<object>((listener, _) => Completed(tracking, listener), null);
        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _tracking?.Dispose();
        base.Dispose(disposing);
    }

    private static object[] Completed(TrackingSession tracking, IListener listener)
    {
        tracking.Complete(listener);
        return [];
    }

    /// <summary>Settings that only the command itself has, by dotted key; what is null was not given.</summary>
    private protected virtual IEnumerable<(string Key, object? Value)> OwnSettings() => [];

    private IEnumerable<KeyValuePair<string, object?>> Settings()
    {
        foreach (DictionaryEntry entry in Setting) yield return KeyValuePair.Create($"{entry.Key}", entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value);

        var given = new (string Key, object? Value)[]
        {
            ("data.from", From), ("data.to", To), ("data.resample", Resample),
            ("backtest.start_capital", StartCapital), ("backtest.fee_bps", FeeBps), ("backtest.slippage_bps", SlippageBps),
            ("backtest.fill", SnakeCase.Of(Fill)), ("backtest.intrabar", SnakeCase.Of(Intrabar)), ("backtest.execution", SnakeCase.Of(Execution)),
            ("backtest.stop_loss", StopLoss), ("backtest.take_profit", TakeProfit), ("backtest.trailing_stop", TrailingStop),
        };
        foreach (var setting in TrackingSettings.Of(TrackingUri, ExperimentName)) yield return setting;
        foreach (var (key, value) in given.Concat(OwnSettings()))
        {
            if (value is not null) yield return KeyValuePair.Create(key, (object?)value);
        }
    }
}
