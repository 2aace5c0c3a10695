using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>What every command takes that runs a strategy over each instrument by itself, or over all of them in one account.</summary>
public abstract class PortfolioCmdlet : BacktestCmdlet
{
    // A portfolio has all of its data before it begins, so its files are gathered; the strategies that come down the pipeline are a portfolio each.
    private readonly List<(BacktestRequest Request, List<string> Files, HashSet<string> Symbols)> _portfolios = [];

    /// <summary>The strategy's parameters by name; those left out have the configuration's values or their defaults.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Parameters")]
    [ArgumentCompleter(typeof(ParameterCompleter))]
    public ParameterArgument? Parameter { get; set; }

    /// <summary>Holds all instruments in one account: one result for all of the data, however many files they are. Strategies that weigh instruments against each other always do.</summary>
    [Parameter]
    public SwitchParameter Portfolio { get; set; }

    /// <summary>A factor bundle's file (YAML), by which multifactor_long_short scores the instruments. Where no strategy is named, it is that one.</summary>
    [Parameter]
    public string? Bundle { get; set; }

    /// <summary>A file of a portfolio's instruments, one a line; without it the bundle's, else all of the data.</summary>
    [Parameter]
    public string? Universe { get; set; }

    /// <summary>A table of the instruments' sectors (CSV): symbol,sector.</summary>
    [Parameter]
    public string? Sectors { get; set; }

    /// <summary>When weights are decided anew: on the first bar of each day (D), week (W), month (M) or quarter (Q).</summary>
    [Parameter]
    [Alias("Rebalance")]
    public RebalanceFrequency? RebalanceFrequency { get; set; }

    /// <summary>The most that all positions together may be worth, in multiples of the equity.</summary>
    [Parameter]
    public double? MaxGrossExposure { get; set; }

    /// <summary>What longs are to be worth above shorts, in multiples of the equity.</summary>
    [Parameter]
    public double? NetExposure { get; set; }

    /// <summary>The most that one instrument may weigh, in multiples of the equity.</summary>
    [Parameter]
    public double? MaxWeight { get; set; }

    /// <summary>The most that one rebalance may trade, in multiples of the equity.</summary>
    [Parameter]
    public double? MaxTurnover { get; set; }

    /// <summary>The folder of the run store; results where the user stands, or what the configuration says.</summary>
    [Parameter]
    public string? ResultsRoot { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in Files())
        {
            var request = Request(file) with { Parameters = ParameterArgument.ValuesOf(Parameter) };
            if (IsPortfolio(request, file) is not { } isPortfolio) continue;
            if (isPortfolio) Gather(request, file);
            else Run(request, file ?? Config);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // A portfolio that lacks some of its data is another portfolio.
        foreach (var (request, files, symbols) in Missed ? [] : _portfolios)
            Run(request with { DataPath = files.FirstOrDefault(), MorePaths = [.. files.Skip(1)], Symbols = [.. symbols] }, files.Count == 1 ? files[0] : Bundle ?? Config);
        base.EndProcessing();
    }

    /// <summary>Runs a request and writes what comes of it.</summary>
    private protected abstract void Run(BacktestRequest request, string? target);

    private protected override IEnumerable<(string Key, object? Value)> OwnSettings() =>
    [
        ("portfolio.enabled", MyInvocation.BoundParameters.ContainsKey(nameof(Portfolio)) ? Portfolio.IsPresent : null),
        ("portfolio.bundle", Absolute(Bundle)), ("portfolio.universe", Absolute(Universe)), ("portfolio.sectors", Absolute(Sectors)),
        ("portfolio.rebalance", SnakeCase.Of(RebalanceFrequency)), ("portfolio.max_gross_exposure", MaxGrossExposure), ("portfolio.net_exposure", NetExposure),
        ("portfolio.max_weight", MaxWeight), ("portfolio.max_turnover", MaxTurnover), ("results.root", Absolute(ResultsRoot)),
    ];

    private string? Absolute(string? path) => path is null ? null : FilePath(path);

    private bool? IsPortfolio(BacktestRequest request, string? file)
    {
        try
        {
            return Workbench.Backtest.IsPortfolio(request);
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, file ?? Config);
            return null;
        }
    }

    private void Gather(BacktestRequest request, string? file)
    {
        var at = _portfolios.FindIndex(there => IsSame(there.Request, request));
        if (at < 0)
        {
            at = _portfolios.Count;
            _portfolios.Add((request, [], []));
        }

        var (_, files, symbols) = _portfolios[at];
        // A table names a file once for each of its instruments.
        if (file is not null && !files.Contains(file)) files.Add(file);
        symbols.UnionWith(request.Symbols);
    }

    private static bool IsSame(BacktestRequest one, BacktestRequest other) =>
        one.Strategy == other.Strategy && one.OwnStrategy == other.OwnStrategy && one.Parameters.Count == other.Parameters.Count
        && one.Parameters.All(p => other.Parameters.TryGetValue(p.Key, out var value) && Equals(p.Value, value));
}
