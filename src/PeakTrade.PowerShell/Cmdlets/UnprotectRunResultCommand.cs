using System.Management.Automation;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Lifts the protection of stored runs, so that they can be removed again.</summary>
/// <remarks>The file named keep in the run's folder is deleted; a run that is not protected stays as it is.</remarks>
/// <example>
///   <code>Get-RunResult | Where-Object IsKept | Unprotect-RunResult</code>
///   <para>Lifts the protection of all runs.</para>
/// </example>
[Cmdlet(VerbsSecurity.Unprotect, "RunResult", SupportsShouldProcess = true)]
[OutputType(typeof(KeptRun))]
public sealed class UnprotectRunResultCommand : RunProtectionCmdlet
{
    private protected override bool Keep => false;

    private protected override string? Why => null;
}
