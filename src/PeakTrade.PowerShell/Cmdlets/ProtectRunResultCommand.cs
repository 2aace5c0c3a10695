using System.Management.Automation;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Protects stored runs from removal.</summary>
/// <remarks>
/// Remove-RunResult and peaktrade prune never remove a protected run. The mark is a file named keep in the run's folder, which holds the reason; no other file changes, and the receipt does
/// not list it. Unprotect-RunResult lifts the protection.
/// </remarks>
/// <example>
///   <code>Get-RunResult -Latest 1 | Protect-RunResult -Reason "goes live in May"</code>
///   <para>Protects the newest run, and says why.</para>
/// </example>
/// <example>
///   <code>Protect-RunResult 3f1c9a7e -PassThru</code>
///   <para>Protects a run by the first characters of its id.</para>
/// </example>
[Cmdlet(VerbsSecurity.Protect, "RunResult", SupportsShouldProcess = true)]
[OutputType(typeof(KeptRun))]
public sealed class ProtectRunResultCommand : RunProtectionCmdlet
{
    /// <summary>Why, for whoever finds the run later.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? Reason { get; set; }

    private protected override bool Keep => true;

    private protected override string? Why => Reason;
}
