using System.Management.Automation;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Delivers tracked runs that wait, each to where it was told to go.</summary>
/// <remarks>
/// Every tracked command delivers by itself what waits for its own destination; this delivers all of it now. User and password of a server come from the environment
/// (MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN). A run that cannot be delivered is an error, and goes on waiting.
/// </remarks>
/// <example>
///   <code>Send-TrackedRun</code>
///   <para>Delivers what waits in the folder where you stand.</para>
/// </example>
/// <example>
///   <code>Send-TrackedRun -RetryRefused -WhatIf</code>
///   <para>Shows what would be delivered, runs that were refused before too.</para>
/// </example>
[Cmdlet(VerbsCommunications.Send, "TrackedRun", SupportsShouldProcess = true)]
[OutputType(typeof(WaitingRun))]
public sealed class SendTrackedRunCommand : WaitingRunCmdlet
{
    /// <summary>Tries runs again that were refused.</summary>
    [Parameter]
    public SwitchParameter RetryRefused { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (root, folder) = (Root, Folder);
        if (ShouldProcess(folder ?? root, "Deliver tracked runs that wait")) Stream((_, cancel) => Workbench.WaitingRuns.Send(root, folder, RetryRefused, cancel), folder ?? root);
        else if (IsWhatIf) Stream((_, _) => Workbench.WaitingRuns.Find(root, folder).Where(run => RetryRefused || run.Refusal is null), folder ?? root);
    }
}
