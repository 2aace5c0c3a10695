using System.Reflection;
using System.Runtime.Loader;

namespace PeakTrade.Engine;

/// <summary>Holds one DLL of the user's and what it needs from beside it, and can be unloaded.</summary>
internal sealed class StrategyLoadContext(string path) : AssemblyLoadContext($"PeakTrade strategies: {path}", isCollectible: true)
{
    // The host's own, whichever context it lives in: a second copy of IStrategy would be another type.
    private static readonly Assembly[] Shared = [typeof(IStrategy).Assembly, typeof(StrategyAssembly).Assembly];
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>Loads from memory, so that the file stays free; with its symbols, so that a failure names its line.</summary>
    public Assembly LoadCopy(string file)
    {
        using var code = new MemoryStream(File.ReadAllBytes(file));
        var symbolFile = Path.ChangeExtension(file, ".pdb");
        using var symbols = File.Exists(symbolFile) ? new MemoryStream(File.ReadAllBytes(symbolFile)) : null;
        return LoadFromStream(code, symbols);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Array.Find(Shared, s => s.GetName().Name == assemblyName.Name) is { } host) return host;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadCopy(file) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;
}
