using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace PeakTrade.PowerShell.Loading;

/// <summary>Runs when the module is imported and when it is removed.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly ModuleLoadContext Dependencies = new(Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "dependencies"));

    /// <inheritdoc/>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    // Only our own assemblies are handed to the default context; what they need is found inside their own.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name?.StartsWith("PeakTrade.", StringComparison.Ordinal) == true ? Dependencies.Find(name) : null;
}
