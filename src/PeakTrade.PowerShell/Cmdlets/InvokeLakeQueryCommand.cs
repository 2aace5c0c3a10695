using System.Collections;
using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Runs SQL over the lake and the run store.</summary>
/// <remarks>
/// The tables are ohlcv (the lake's bars), runs, equity, trades, holdings, exposure and factor_contributions (the run store); docs/lake.md
/// lists their columns. Each row is an object whose properties hold real .NET values, and comes as soon as it is made. A query only reads, and reads the lake and the run store only: any other statement
/// and any other file is refused. With -As and -Path the result goes to a file instead.
/// </remarks>
/// <example>
///   <code>Invoke-LakeQuery "SELECT symbol, COUNT(*) FROM ohlcv GROUP BY 1 ORDER BY 2 DESC"</code>
///   <para>Counts the bars of each instrument.</para>
/// </example>
/// <example>
///   <code>Invoke-LakeQuery 'SELECT * FROM ohlcv WHERE symbol = ANY($symbols) AND timestamp >= $from' -Parameter @{ symbols = 'BTC/EUR', 'ETH/EUR'; from = (Get-Date).AddDays(-7) }</code>
///   <para>Takes values from PowerShell; single quotes keep it from filling in $symbols itself.</para>
/// </example>
/// <example>
///   <code>Invoke-LakeQuery 'SELECT strategy, max(sharpe) AS best FROM runs GROUP BY ALL ORDER BY best DESC' | Format-Table</code>
///   <para>Finds the best Sharpe ratio of each strategy among the stored runs.</para>
/// </example>
/// <example>
///   <code>Invoke-LakeQuery "SELECT timestamp, open, high, low, close, volume FROM ohlcv WHERE symbol = 'BTC/EUR' ORDER BY timestamp" -As Csv -Path btc.csv</code>
///   <para>Writes an instrument's bars to a CSV file that Invoke-Backtest reads.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "LakeQuery", SupportsShouldProcess = true, DefaultParameterSetName = RowsSet)]
[OutputType(typeof(PSObject), ParameterSetName = [RowsSet])]
[OutputType(typeof(FileInfo), ParameterSetName = [FileSet])]
public sealed class InvokeLakeQueryCommand : PeakTradeCmdlet
{
    private const string RowsSet = "Rows";
    private const string FileSet = "File";

    /// <summary>One SELECT, or FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string Sql { get; set; } = "";

    /// <summary>The values of $name in the SQL, by name; those written ? are named 1, 2 and so on. A list goes to = ANY($name).</summary>
    [Parameter]
    [Alias("Parameters")]
    [ValidateNotNull]
    public Hashtable Parameter { get; set; } = [];

    /// <summary>The lake's folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Lake { get; set; } = "data/lake";

    /// <summary>The folder of the run store.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ResultsRoot { get; set; } = "results";

    /// <summary>Writes the result to a file of this format.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    public LakeQueryFormat As { get; set; }

    /// <summary>The file that the result is written to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replaces a file that is there.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>The most memory the query may use, such as 500MB or 4GB; half of the machine's without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MemoryLimit { get; set; }

    /// <summary>The most seconds from the start to the last row; no limit without it.</summary>
    [Parameter]
    public double? TimeoutSeconds { get; set; }

    /// <summary>The most threads; as many as there are cores without it.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int? ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var request = new QueryLakeRequest
        {
            Sql = Sql,
            Parameters = Plain.Values(Parameter),
            Lake = FilePath(Lake),
            ResultsRoot = FilePath(ResultsRoot),
            MemoryLimit = MemoryLimit,
            TimeoutSeconds = TimeoutSeconds,
            Threads = ThrottleLimit,
        };
        if (ParameterSetName == RowsSet)
        {
            Stream((listener, cancel) => QueryLake.Execute(request, listener, cancel).Select(RowObject.Of), target: Sql);
            return;
        }

        var file = FilePath(Path);
        if (ShouldProcess(file, "Write the result of a query")) Write((listener, cancel) => QueryLake.Write(request, As, file, Force, listener, cancel), target: Sql);
    }
}
