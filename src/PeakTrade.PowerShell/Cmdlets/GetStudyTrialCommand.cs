using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Gives the trials of studies, in order of number or the best first.</summary>
/// <remarks>
/// Takes studies from the pipeline, or reads stored ones by name. A trial pipes into Invoke-Backtest, which then runs its strategy with its parameters.
/// </remarks>
/// <example>
///   <code>Get-StudyTrial nightly -Best 5</code>
///   <para>Shows the five best trials of a stored study.</para>
/// </example>
/// <example>
///   <code>Get-ParameterStudy nightly | Get-StudyTrial -State Failed | Group-Object Error</code>
///   <para>Shows why trials failed.</para>
/// </example>
/// <example>
///   <code>Get-StudyTrial nightly -Best 3 | Invoke-Backtest -Path data/btc_eur_1d.csv</code>
///   <para>Runs the three best once more.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "StudyTrial", DefaultParameterSetName = NameSet)]
[OutputType(typeof(StudyTrial))]
public sealed class GetStudyTrialCommand : PeakTradeCmdlet
{
    private const string NameSet = "Name";
    private const string StudySet = "Study";

    /// <summary>Stored studies by name. Wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(StudyCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Where the studies are stored: a SQLite file, or postgresql://user@host/database. results/studies.db where it is not given.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    public string? Storage { get; set; }

    /// <summary>A study.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = StudySet)]
    public ParameterStudy? Study { get; set; }

    /// <summary>Trials of these numbers.</summary>
    [Parameter]
    public int[] Number { get; set; } = [];

    /// <summary>Trials of which this has become.</summary>
    [Parameter]
    public TrialState[] State { get; set; } = [];

    /// <summary>Only so many, the best in the first objective that keep the constraints, the best first.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Best { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var query = new TrialQuery { Numbers = Number, States = State, Best = Best };
        if (Study is { } study) Stream((_, _) => query.Of(study), target: study);
        else Stream((_, cancel) => FindStudies.Trials(Storage, Here, Name, query, cancel), target: Name);
    }
}
