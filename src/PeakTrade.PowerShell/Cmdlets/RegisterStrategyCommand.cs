using System.Management.Automation;
using PeakTrade.Engine;
using PeakTrade.PowerShell.Pipeline;
using PeakTrade.PowerShell.Strategies;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Makes strategies of your own known by their keys, for this session.</summary>
/// <remarks>
/// A strategy is a public .NET class that implements PeakTrade.IStrategy and has a parameterless constructor, from an assembly
/// file or made by Add-Type, or a script block. Assemblies are loaded from a copy, so their files stay free.
/// </remarks>
/// <example>
///   <code>Register-Strategy -Path bin/MyStrategies.dll</code>
///   <para>Registers every strategy class of an assembly.</para>
/// </example>
/// <example>
///   <code>Add-Type -Path MyStrategy.cs -ReferencedAssemblies ([PeakTrade.IStrategy].Assembly.Location); Register-Strategy -Type ([MyStrategy])</code>
///   <para>Registers a class that was compiled in the session.</para>
/// </example>
/// <example>
///   <code>Register-Strategy -Key always_long -ScriptBlock { param($Bars) ,(@(1) * $Bars.Count) }</code>
///   <para>Registers a script block.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "Strategy", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(RegisteredStrategy))]
public sealed class RegisterStrategyCommand : PeakTradeCmdlet
{
    private const string PathSet = "Path";
    private const string TypeSet = "Type";
    private const string ScriptSet = "ScriptBlock";

    /// <summary>Assembly files. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("FullName")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>A strategy class of this session.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TypeSet)]
    public Type Type { get; set; } = null!;

    /// <summary>A script block that takes bars and parameters and returns one state for each bar.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ScriptSet)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>The key that the script block is asked for by.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ScriptSet)]
    [ValidatePattern("^[a-z][a-z0-9_]*$")]
    public string Key { get; set; } = "";

    /// <summary>What the script block does, in a sentence.</summary>
    [Parameter(ParameterSetName = ScriptSet)]
    public string Description { get; set; } = "A script block";

    /// <summary>Replaces strategies of your own that have the same keys.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case TypeSet when ShouldProcess(Type.FullName, "Register strategy"):
                Write((_, _) => Workbench.RegisterStrategy.FromType(Type, Force), Type);
                break;
            case ScriptSet when ShouldProcess(Key, "Register strategy"):
                var script = new ScriptStrategy(ScriptBlock, Key, Description);
                Write((_, _) => Workbench.RegisterStrategy.Add(script, RegisteredStrategy.Script, Force), Key);
                break;
            case PathSet:
                foreach (var file in Resolve(Path, literal: false, FaultCatalogue.StrategyFileMissing).Where(file => ShouldProcess(file, "Register strategies")))
                    Stream((_, _) => Workbench.RegisterStrategy.FromAssembly(file, Force), file);
                break;
        }
    }
}
