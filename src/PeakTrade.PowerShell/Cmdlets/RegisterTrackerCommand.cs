using System.Management.Automation;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Makes a tracker of your own known by a name, for this session.</summary>
/// <remarks>
/// A tracker is a public .NET class that implements PeakTrade.ITracker, with a constructor that takes nothing or the settings of its table, [tracking.name]. The setting
/// tracking.backend names it. One in a DLL needs no registering: [tracking] assembly names the file. Whatever it throws is a warning and changes no run, unless tracking.strict is set.
/// </remarks>
/// <example>
///   <code>Add-Type -Path MyTracker.cs -ReferencedAssemblies ([PeakTrade.ITracker].Assembly.Location); Register-Tracker mine ([MyTracker]); Invoke-Backtest data/btc_eur_1d.csv -Strategy ma_crossover -Setting @{ 'tracking.enabled' = $true; 'tracking.backend' = 'mine' }</code>
///   <para>Registers a class that was compiled in the session, and tells it of a run.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "Tracker", SupportsShouldProcess = true)]
[OutputType(typeof(RegisteredTracker))]
public sealed class RegisterTrackerCommand : PeakTradeCmdlet
{
    /// <summary>The name that tracking.backend goes by.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidatePattern("^[a-z][a-z0-9_]*$")]
    public string Name { get; set; } = "";

    /// <summary>The class.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public Type Type { get; set; } = null!;

    /// <summary>Replaces a tracker of your own that has the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess(Name, "Register tracker")) Write((_, _) => Workbench.RegisterTracker.FromType(Name, Type, Force), Type);
    }
}
