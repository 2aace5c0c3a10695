using System.Reflection;

namespace PeakTrade.Engine;

/// <summary>The strategies of a DLL of the user's, in a context of their own that is unloaded when this is disposed of.</summary>
public sealed class StrategyAssembly : IDisposable
{
    private StrategyLoadContext? _context;

    private StrategyAssembly(StrategyLoadContext context, string name, IReadOnlyList<IStrategy> strategies) =>
        (_context, Name, Strategies) = (context, name, strategies);

    /// <summary>The assembly's name.</summary>
    public string Name { get; }

    /// <summary>One of each of its public classes that implement <see cref="IStrategy"/>, in order of their names.</summary>
    public IReadOnlyList<IStrategy> Strategies { get; private set; }

    /// <summary>
    /// Loads a DLL from a copy in memory, so that it can be built anew while it is in use. What it needs is looked for beside it;
    /// PeakTrade itself is the running one.
    /// </summary>
    public static StrategyAssembly Load(string path)
    {
        if (Directory.Exists(path)) throw NotLoadable(path, "is a directory", "Name the DLL in it.");
        if (!File.Exists(path)) throw FaultCatalogue.StrategyFileMissing.Because($"There is no file {path}.", target: path);
        var context = new StrategyLoadContext(Path.GetFullPath(path));
        try
        {
            var assembly = Read(context, path);
            var strategies = Make(assembly, path);
            return new StrategyAssembly(context, assembly.GetName().Name ?? "", strategies);
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    /// <summary>Lets the assembly go; its memory is freed when nothing holds one of its strategies any more.</summary>
    public void Dispose()
    {
        Strategies = [];
        _context?.Unload();
        _context = null;
    }

    private static Assembly Read(StrategyLoadContext context, string path)
    {
        try
        {
            return context.LoadCopy(path);
        }
        catch (BadImageFormatException failure)
        {
            throw NotLoadable(path, "is not a .NET assembly", "Name a DLL built for .NET 10 or older.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotLoadable(path, $"cannot be read: {failure.Message}", "Check that you may read it.", failure);
        }
    }

    private static List<IStrategy> Make(Assembly assembly, string path)
    {
        try
        {
            var named = assembly.GetTypes().Where(t => t is { IsClass: true } && t.IsAssignableTo(typeof(IStrategy))).OrderBy(t => t.FullName, StringComparer.Ordinal).ToList();
            var usable = named.Where(t => StrategyClass.Hindrance(t) is null).ToList();
            if (usable.Count > 0) return [.. usable.Select(t => StrategyClass.Make(t, path))];
            throw NotLoadable(path, named.Count == 0
                ? "holds no class that implements PeakTrade.IStrategy"
                : $"holds no strategy that can be made: {string.Join("; ", named.Select(t => $"{t.FullName} {StrategyClass.Hindrance(t)}"))}");
        }
        catch (ReflectionTypeLoadException failure)
        {
            var reasons = failure.LoaderExceptions.OfType<Exception>().Select(e => e.Message).Distinct(StringComparer.Ordinal);
            throw NotLoadable(path, $"does not fit what it was built with: {string.Join(" ", reasons)}", "Put what it needs beside it, or build it against this version of PeakTrade.", failure);
        }
    }

    private static PeakTradeException NotLoadable(string path, string why, string action = "", Exception? inner = null) =>
        FaultCatalogue.StrategyNotLoadable.Because($"{path} {why}.", action, target: path, inner: inner);
}
