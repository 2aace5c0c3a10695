using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Writes generated bars as CSV files, so that there is something to try things on.</summary>
/// <remarks>The prices come from a seeded generator that switches between quiet, rising, falling and wild times. The same seed gives the same files.</remarks>
/// <example>
///   <code>New-SampleData | Invoke-Backtest -Strategy ma_crossover</code>
///   <para>Makes data/btc_eur_1d.csv and runs a strategy on it.</para>
/// </example>
/// <example>
///   <code>New-SampleData -Symbol AAA, BBB, CCC -Interval Daily -Count 2500 -Path data</code>
///   <para>Makes ten years of daily bars for three instruments.</para>
/// </example>
/// <example>
///   <code>New-SampleData NVDA, MSFT, AMD -Start 2013-06-01 -Count 2800</code>
///   <para>Makes bars that begin earlier.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "SampleData", SupportsShouldProcess = true)]
[OutputType(typeof(SampleFile))]
public sealed class NewSampleDataCommand : PeakTradeCmdlet
{
    /// <summary>The instruments, one file each.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Symbol { get; set; } = ["BTC/EUR"];

    /// <summary>The folder of the files.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "data";

    /// <summary>The time from bar to bar.</summary>
    [Parameter]
    public SampleInterval Interval { get; set; } = SampleInterval.Daily;

    /// <summary>Bars a file.</summary>
    [Parameter]
    [ValidateRange(1, 50_000_000)]
    public int Count { get; set; } = 2_500;

    /// <summary>The first bar's time; without a zone it is UTC. 2020-01-01 where it is not given.</summary>
    [Parameter]
    public DateTime? Start { get; set; }

    /// <summary>The same seed gives the same files.</summary>
    [Parameter]
    public long Seed { get; set; } = 42;

    /// <summary>Replaces files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var folder = FilePath(Path);
        foreach (var symbol in Symbol)
        {
            var request = new SampleDataRequest { Folder = folder, Symbols = [symbol], Interval = Interval, Count = Count, Seed = Seed, Force = Force };
            if (Start is { } start) request = request with { Start = start.Kind == DateTimeKind.Local ? start.ToUniversalTime() : DateTime.SpecifyKind(start, DateTimeKind.Utc) };
            var file = MakeSampleData.FileFor(symbol, request);
            if (ShouldProcess(file, "Write sample data")) Stream((_, cancel) => MakeSampleData.Execute(request, cancel), file);
        }
    }
}
