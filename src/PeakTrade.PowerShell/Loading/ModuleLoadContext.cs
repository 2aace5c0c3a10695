using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using PeakTrade.Engine;

namespace PeakTrade.PowerShell.Loading;

/// <summary>
/// Holds everything whose types do not reach the pipeline: the operations, what is below them, and every third-party package. Another
/// module's version of such a package is neither disturbed nor seen.
/// </summary>
internal sealed class ModuleLoadContext(string folder) : AssemblyLoadContext("PeakTrade")
{
    // These lie beside the module. The default context finds them for the module's own assembly only, so nobody else may have to ask for them first.
    private static readonly Assembly[] Front = [typeof(IStrategy).Assembly, typeof(StrategyRegistry).Assembly];

    /// <summary>The assembly, where it is one of ours and lies in the folder; else null, and the default context goes on looking.</summary>
    public Assembly? Find(AssemblyName name)
    {
        var path = Path.Combine(folder, $"{name.Name}.dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override Assembly? Load(AssemblyName assemblyName) => Array.Find(Front, front => front.GetName().Name == assemblyName.Name) ?? Find(assemblyName);

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var native = Path.Combine(folder, "native", RuntimeInformation.RuntimeIdentifier);
        foreach (var name in new[] { unmanagedDllName, $"lib{unmanagedDllName}.so", $"lib{unmanagedDllName}.dylib", $"{unmanagedDllName}.dll" })
        {
            var path = Path.Combine(native, name);
            if (File.Exists(path)) return LoadUnmanagedDllFromPath(path);
        }

        return IntPtr.Zero;
    }
}
