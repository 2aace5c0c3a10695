using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Says what is odd or wrong in market data: gaps, outliers, zero volume, duplicate, unsorted and bad rows, timezone doubts.</summary>
/// <remarks>
/// Writes one report for each instrument, with a count of each kind and the findings themselves, each with its row, time and column. It reads files that a
/// backtest refuses: a bad row is a finding here, never an error. Only a file that cannot be read at all is an error, and the others are still
/// looked at. Findings holds at most 1,000 of each kind; the counts are always true. docs/data-contracts.md defines each kind.
/// </remarks>
/// <example>
///   <code>Get-ChildItem data/*.csv | Test-MarketData</code>
///   <para>Looks at every file and shows the counts as a table.</para>
/// </example>
/// <example>
///   <code>(Test-MarketData data/btc_eur_1d.csv).Findings | Where-Object Kind -eq Gap | Sort-Object Value -Descending</code>
///   <para>Lists the gaps of a file, the longest first.</para>
/// </example>
/// <example>
///   <code>Test-MarketData data/*.csv | Select-Object -ExpandProperty Findings | Export-Csv findings.csv</code>
///   <para>Puts all findings of all files into one table.</para>
/// </example>
/// <example>
///   <code>Get-ChildItem data/*.csv | Test-MarketData -Kind Outlier, BadRow | Where-Object IsClean | Invoke-Backtest -Strategy ma_crossover</code>
///   <para>Runs a strategy on the files without outliers and bad rows only.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "MarketData", DefaultParameterSetName = PathSet)]
[OutputType(typeof(MarketDataReport))]
public sealed class TestMarketDataCommand : PeakTradeCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";

    /// <summary>Data files of bars. Wildcards are allowed; a file of exactly that name goes first.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Data files, taken as they are written: no wildcards.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "LP", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The instrument; without it the file says, or its name is taken.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Symbol { get; set; }

    /// <summary>The zone of times that carry none: UTC or an IANA name such as Europe/Berlin.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Timezone { get; set; } = "UTC";

    /// <summary>What to look for; everything without it. The counts of other kinds are then null.</summary>
    [Parameter]
    [ValidateNotNull]
    public FindingKind[] Kind { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var literal = ParameterSetName == LiteralSet;
        foreach (var file in Resolve(literal ? LiteralPath : Path, literal, FaultCatalogue.DataMissing))
        {
            var request = new MarketDataRequest { BaseFolder = Here, Path = file, Symbol = Symbol is "" ? null : Symbol, Timezone = Timezone, Kinds = Kind };
            Stream((listener, cancel) => TestMarketData.Execute(request, listener, cancel), file);
        }
    }
}
