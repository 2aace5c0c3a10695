using System.Management.Automation;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Shows tracked runs that wait for their delivery.</summary>
/// <remarks>
/// What a tracker is told goes through an outbox on the disk, by default the folder .outbox of the run store. Where MLflow is down it waits there, and the next tracked command
/// delivers it; Send-TrackedRun does so by hand. A run that MLflow does not take says why in Refusal.
/// </remarks>
/// <example>
///   <code>Get-TrackedRun</code>
///   <para>Shows what waits in the folder where you stand.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "TrackedRun")]
[OutputType(typeof(WaitingRun))]
public sealed class GetTrackedRunCommand : WaitingRunCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (root, folder) = (Root, Folder);
        Stream((_, _) => Workbench.WaitingRuns.Find(root, folder), folder ?? root);
    }
}
