using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Writes the report of a parameter study: one HTML page that needs nothing else.</summary>
/// <remarks>
/// The page says first how far the best value can be believed, then shows the best parameters with the line that runs them, and all trials: history, slices,
/// contours, parallel coordinates, Pareto front, learning steps, importances. It opens in any browser without a network, by day, by night and on paper, and the
/// same study gives the same bytes. Export-RiskReport and Export-TcaReport report on runs.
/// </remarks>
/// <example>
///   <code>Start-ParameterStudy data/btc_eur_1d.csv ma_crossover -TrialCount 30 -NoOutput | Export-RunReport -Path study.html -Force</code>
///   <para>Searches, and writes the page of the study.</para>
/// </example>
/// <example>
///   <code>Get-ParameterStudy | Export-RunReport -Force</code>
///   <para>Writes a page for each stored study, to a file of its name where you stand.</para>
/// </example>
[Cmdlet(VerbsData.Export, "RunReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRunReportCommand : PeakTradeCmdlet
{
    /// <summary>The studies, as Start-ParameterStudy gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The file, for one study. Without it each study's name and .html, where you stand.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject.BaseObject is not ParameterStudy study)
        {
            WriteFault(WriteReport.NoPageOf(InputObject.BaseObject), InputObject);
            return;
        }

        var file = FilePath(Path ?? WriteReport.FileFor(study));
        if (ShouldProcess(file, "Write the report of a study")) Write((_, _) => WriteReport.Execute(study, file, Force), study);
    }
}
