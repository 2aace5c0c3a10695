using System.Reflection;
using System.Runtime.Loader;
using PeakTrade.Engine;

namespace PeakTrade.Runs;

/// <summary>A DLL of the user's that holds trackers, in a context of its own; loaded from a copy in memory, so that it can be built anew while it is in use.</summary>
internal sealed class TrackerAssembly : AssemblyLoadContext
{
    // The host's own, whichever context it lives in: a second copy of ITracker would be another type.
    private static readonly Assembly[] Shared = [typeof(ITracker).Assembly, typeof(StrategyAssembly).Assembly];
    private readonly AssemblyDependencyResolver _resolver;

    private TrackerAssembly(string path) : base($"PeakTrade tracker: {path}", isCollectible: true) => _resolver = new(path);

    /// <summary>The class in a DLL that goes by a backend's name, or its only one.</summary>
    /// <exception cref="PeakTradeException">The DLL cannot be loaded or holds no such class (<c>Config.Invalid</c>).</exception>
    public static (Type Type, Action Unload) Find(string path, string backend)
    {
        if (!File.Exists(path)) throw Invalid(path, Directory.Exists(path) ? "is a folder" : "does not exist", "Name the DLL that holds the tracker.");
        var context = new TrackerAssembly(Path.GetFullPath(path));
        try
        {
            return (context.Choose(path, backend), context.Unload);
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Array.Find(Shared, s => s.GetName().Name == assemblyName.Name) is { } host) return host;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadCopy(file) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;

    private Type Choose(string path, string backend)
    {
        var trackers = Classes(path);
        var usable = trackers.Where(t => TrackerClass.Hindrance(t) is null).ToList();
        if (usable.Find(t => TrackerClass.GoesBy(t, backend)) is { } named) return named;
        if (usable.Count == 1) return usable[0];
        if (usable.Count > 1)
        {
            var names = usable.Select(t => t.Name).ToList();
            throw Invalid(path, $"holds several trackers, and none is called \"{backend}\": {string.Join(", ", names)}", $"{Suggestion.For(backend, names)} Set [tracking] backend to one of them.".TrimStart());
        }

        throw Invalid(path, trackers.Count == 0
            ? "holds no class that implements PeakTrade.ITracker"
            : $"holds no tracker that can be made: {string.Join("; ", trackers.Select(t => $"{t.FullName} {TrackerClass.Hindrance(t)}"))}", "Give a public class that implements PeakTrade.ITracker.");
    }

    private List<Type> Classes(string path)
    {
        try
        {
            return [.. LoadCopy(path).GetTypes().Where(t => t is { IsClass: true } && t.IsAssignableTo(typeof(ITracker))).OrderBy(t => t.FullName, StringComparer.Ordinal)];
        }
        catch (BadImageFormatException failure)
        {
            throw Invalid(path, "is not a .NET assembly", "Name a DLL built for .NET 10 or older.", failure);
        }
        catch (ReflectionTypeLoadException failure)
        {
            var reasons = failure.LoaderExceptions.OfType<Exception>().Select(e => e.Message).Distinct(StringComparer.Ordinal);
            throw Invalid(path, $"does not fit what it was built with: {string.Join(" ", reasons).TrimEnd('.')}", "Put what it needs beside it, or build it against this version of PeakTrade.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, $"cannot be read: {failure.Message.TrimEnd('.')}", "Check that you may read it.", failure);
        }
    }

    private Assembly LoadCopy(string file)
    {
        using var code = new MemoryStream(File.ReadAllBytes(file));
        var symbolFile = Path.ChangeExtension(file, ".pdb");
        using var symbols = File.Exists(symbolFile) ? new MemoryStream(File.ReadAllBytes(symbolFile)) : null;
        return LoadFromStream(code, symbols);
    }

    private static PeakTradeException Invalid(string path, string why, string action, Exception? inner = null) =>
        FaultCatalogue.ConfigInvalid.Because($"tracking.assembly: {path} {why}.", action, target: path, inner: inner);
}
