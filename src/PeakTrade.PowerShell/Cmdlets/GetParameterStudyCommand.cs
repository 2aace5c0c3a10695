using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Reads stored studies: what was searched, what was found, and how far it can be believed.</summary>
/// <remarks>
/// Reads results/studies.db where you stand, or what -Storage names. Studies that Optuna made are read as well. The objects are the ones that Start-ParameterStudy writes.
/// </remarks>
/// <example>
///   <code>Get-ParameterStudy</code>
///   <para>Shows the stored studies.</para>
/// </example>
/// <example>
///   <code>(Get-ParameterStudy nightly).Overfitting</code>
///   <para>Asks how far the best trial of a study can be believed.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ParameterStudy")]
[OutputType(typeof(ParameterStudy))]
public sealed class GetParameterStudyCommand : PeakTradeCmdlet
{
    /// <summary>Studies by name. Wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(StudyCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Where the studies are stored: a SQLite file, or postgresql://user@host/database. results/studies.db where it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Storage { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Stream((_, cancel) => FindStudies.Execute(Storage, Here, Name, cancel), target: Name.Length > 0 ? Name : Storage);
}
