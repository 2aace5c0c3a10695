using System.Globalization;
using System.Management.Automation;
using PeakTrade.Data.Lake;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Imports bars into the lake: Parquet files by instrument and year that everything else reads quickly.</summary>
/// <remarks>
/// Each file or folder is one transaction, and all rows of a pipeline together are one: it is in the lake as a whole or not at all, whatever happens
/// meanwhile. Bars that the lake holds already change nothing. Bars that it holds with other values are an error, and nothing of that input is
/// imported, unless -Force is given. What comes down the pipeline is taken as it is: files and texts are paths, objects with Open, High, Low and Close
/// are rows. Each instrument of an input gives one result.
/// </remarks>
/// <example>
///   <code>Get-ChildItem data/*.csv | Import-LakeData</code>
///   <para>Imports every file, each under its own name.</para>
/// </example>
/// <example>
///   <code>New-SampleData -Symbol BTC/EUR, ETH/EUR | Import-LakeData</code>
///   <para>Imports generated bars under the names of their instruments.</para>
/// </example>
/// <example>
///   <code>Import-Csv data/btc_eur_1d.csv | Where-Object Volume -ne 0 | Import-LakeData -Symbol BTC/EUR.TRADED -Timezone Europe/Berlin</code>
///   <para>Imports rows under a name of their own; times that carry no zone are Berlin's.</para>
/// </example>
/// <example>
///   <code>Import-LakeData data/btc_eur_1d.csv -Symbol BTC/EUR -Force -WhatIf</code>
///   <para>Says what would be added and replaced.</para>
/// </example>
[Cmdlet(VerbsData.Import, "LakeData", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(LakeImportResult))]
public sealed class ImportLakeDataCommand : PeakTradeCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";
    private const string InputSet = "InputObject";

    private BarRows? _rows;

    /// <summary>Files or folders of bars. Wildcards are allowed; a file of exactly that name goes first.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files or folders, taken as they are written: no wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Rows with Timestamp (or DateTime, Time, Date), Open, High, Low, Close and, where there are, Symbol and Volume; or files.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>The instrument's name; without it, what the data say, else the file's name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Symbol { get; set; }

    /// <summary>The lake's folder; it is made where it is not there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Lake { get; set; } = ImportLakeRequest.DefaultLake;

    /// <summary>The zone of times that carry none: UTC or an IANA name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Timezone { get; set; } = "UTC";

    /// <summary>What to do with rows that break the data contract: refuse the input and name them, or leave them out and count them.</summary>
    [Parameter]
    public OnBadRow OnBadRow { get; set; }

    /// <summary>Replaces bars that the lake holds with other values.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private DataOptions Data => new() { Symbol = Symbol, Timezone = Timezone, OnBadRow = OnBadRow };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case InputSet:
                foreach (var piped in InputObject ?? [null]) Take(piped);
                break;
            default:
                var literal = ParameterSetName == LiteralSet;
                ImportFiles(literal ? LiteralPath : Path, literal, Symbol);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_rows is { } rows) Import(new ImportLakeRequest { BaseFolder = Here, Rows = rows }, "pipeline");
        base.EndProcessing();
    }

    private void Take(PSObject? piped)
    {
        if (piped?.BaseObject is string text)
        {
            ImportFiles([text], literal: false, Symbol);
        }
        else if (BarProperties.IsRow(piped))
        {
            if (Rows() is { } rows) rows.Add(BarProperties.Row(piped!));
        }
        else if (BarProperties.PathOf(piped) is { } path)
        {
            ImportFiles([path], literal: true, Symbol ?? BarProperties.SymbolOf(piped!));
        }
        else
        {
            var what = piped is null ? "Nothing (null)" : $"An object of {piped.BaseObject.GetType().Name}";
            WriteFault(FaultCatalogue.DataFormat.Because($"{what} came down the pipeline, which is neither a file nor a row with Open, High, Low and Close.", "Pipe files, or rows of bars.", target: piped), piped);
        }
    }

    private BarRows? Rows()
    {
        try
        {
            return _rows ??= new BarRows(Data);
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, Timezone);
            return null;
        }
    }

    private void ImportFiles(string[] paths, bool literal, string? symbol)
    {
        foreach (var path in Resolve(paths, literal, FaultCatalogue.DataMissing))
            Import(new ImportLakeRequest { BaseFolder = Here, DataPath = path, Data = Data with { Symbol = symbol } }, path);
    }

    private void Import(ImportLakeRequest request, string target)
    {
        var lake = FilePath(Lake);
        var whatIf = MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : SessionState.PSVariable.GetValue("WhatIfPreference");
        var dryRun = LanguagePrimitives.IsTrue(whatIf);
        request = request with { Lake = lake, Force = Force, DryRun = dryRun, Approve = plan => Approve(plan, lake, dryRun) };
        Stream((listener, cancel) => ImportLake.Execute(request, listener, cancel), target);
    }

    // Comes from the thread of the work.
    private bool Approve(LakeImportResult plan, string lake, bool dryRun)
    {
        if (!plan.Changed && !dryRun) return true;
        string[] parts = [Part("add", plan.Added), Part("replace", plan.Replaced), Part("leave", plan.Unchanged)];
        var said = string.Join(", ", parts.Where(part => part.Length > 0));
        return PipelinePump.Current!.Ask(() => ShouldProcess($"{plan.Symbol} in {lake}", char.ToUpperInvariant(said[0]) + said[1..]));

        static string Part(string verb, int bars) => bars == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{verb} {bars:N0} {(bars == 1 ? "bar" : "bars")}{(verb == "leave" ? " as they are" : "")}");
    }
}
