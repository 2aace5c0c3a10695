using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Gives factors' values of many instruments over time, computed once and kept.</summary>
/// <remarks>
/// Writes one panel a factor: GetRows() gives a row for each time, GetSeries('AAA') one instrument. A panel that was computed before from the same
/// data is read from the store, without reading a bar. Changed data, other parameters or another version of the code give another panel, never an old one.
/// The built-in factors: momentum_n_m (months), reversal_n, volatility_n, rsi_n, zscore_n, volume_ratio_n, beta_n, drawdown_n (bars, or days: volatility_60d).
/// Factors of your own are objects of a class that implements PeakTrade.IFactor, or script blocks; a script is computed each time and never kept, since what it
/// reads cannot be known.
/// </remarks>
/// <example>
///   <code>Get-FactorPanel momentum_12_1, volatility_60d -Path data</code>
///   <para>Two panels over all instruments of a folder; without -Path, of the lake (data/lake).</para>
/// </example>
/// <example>
///   <code>(Get-FactorPanel momentum_12_1 -Path data/*.csv -From 2022-01-01).GetRows() | Export-Csv panel.csv</code>
///   <para>Writes a column for each instrument. What lies before 2022 is used, and not shown.</para>
/// </example>
/// <example>
///   <code>Get-FactorPanel @{ range = { param($Bars) 0..($Bars.Count - 1) | ForEach-Object { $Bars.High[$_] / $Bars.Low[$_] - 1 } } } -Path data</code>
///   <para>A factor of your own: one number a bar.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FactorPanel")]
[OutputType(typeof(FactorPanel))]
public sealed class GetFactorPanelCommand : PeakTradeCmdlet
{
    /// <summary>Names of factors, objects or types of factor classes, or a hashtable of names and script blocks.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [FactorArgument]
    [ArgumentCompleter(typeof(FactorCompleter))]
    public object Factor { get; set; } = null!;

    /// <summary>The data: a file, a folder, a pattern such as data/*.csv, or a lake.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = FactorRequest.DefaultPath;

    /// <summary>The instruments; without it, all of the data.</summary>
    [Parameter]
    public string[] Symbol { get; set; } = [];

    /// <summary>The first time that the panel shows; its values use what lies before. Without a zone it is in -Timezone.</summary>
    [Parameter]
    public DateTime? From { get; set; }

    /// <summary>The time that the panel ends before. Without a zone it is in -Timezone.</summary>
    [Parameter]
    public DateTime? To { get; set; }

    /// <summary>Makes longer bars first: 15m, 1h, 1d, 1w.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public string? Resample { get; set; }

    /// <summary>The zone of times that carry none, and of trading days: UTC or an IANA name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Timezone { get; set; }

    /// <summary>When a trading day begins, in -Timezone: 17:00. Resampled bars are counted from here.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Session { get; set; }

    /// <summary>The instrument that is the market for beta; without it, the mean of all instruments.</summary>
    [Parameter]
    public string? Benchmark { get; set; }

    /// <summary>The folder that panels are kept in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Store { get; set; } = FactorRequest.DefaultStore;

    /// <summary>Computes, and neither looks into the store nor writes to it.</summary>
    [Parameter]
    public SwitchParameter NoCache { get; set; }

    /// <summary>Computes though the panel is kept, and keeps the new one.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var request = new FactorRequest
        {
            BaseFolder = Here,
            Factors = (IReadOnlyList<FactorChoice>)Factor,
            Path = FilePath(Path),
            Symbols = Symbol,
            Settings = [.. Settings()],
            Benchmark = Benchmark is "" ? null : Benchmark,
            Store = FilePath(Store),
            NoCache = NoCache,
            Force = Force,
        };
        Stream((listener, cancel) => GetFactorPanel.Execute(request, listener, cancel), Factor);
    }

    private IEnumerable<KeyValuePair<string, object?>> Settings()
    {
        foreach (var (key, value) in new (string, object?)[] { ("data.from", From), ("data.to", To), ("data.resample", Resample), ("data.timezone", Timezone), ("data.session", Session) })
        {
            if (value is not null) yield return KeyValuePair.Create(key, (object?)value);
        }
    }
}
