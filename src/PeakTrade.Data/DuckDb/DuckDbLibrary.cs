using System.Runtime.InteropServices;

namespace PeakTrade.Data.DuckDb;

/// <summary>The native library in one folder: <c>native/(platform)/</c> beside this assembly, where the build lays it.</summary>
internal sealed class DuckDbLibrary
{
    /// <summary>The name that the imports ask for.</summary>
    public const string ImportName = "duckdb";

    private readonly string _path;
    private readonly Lazy<(nint Handle, string Problem)> _loaded;

    public DuckDbLibrary(string folder)
    {
        _path = Path.Combine(folder, FileName);
        _loaded = new(Load);
    }

    /// <summary>The one that the imports are bound to.</summary>
    public static DuckDbLibrary Here { get; } = Bind();

    /// <summary>Whether it is there and can be loaded.</summary>
    public bool IsAvailable => _loaded.Value.Handle != 0;

    /// <summary>Throws the fault that says what to do where the library is not there.</summary>
    public void Require()
    {
        if (!IsAvailable) throw FaultCatalogue.LakeNotAvailable.Because(_loaded.Value.Problem, target: _path);
    }

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static string FileName => OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    private static DuckDbLibrary Bind()
    {
        var assembly = typeof(DuckDbLibrary).Assembly;
        // An assembly inside a single file has no place of its own; the program has.
        var folder = assembly.Location.Length > 0 ? Path.GetDirectoryName(assembly.Location)! : AppContext.BaseDirectory;
        var library = new DuckDbLibrary(Path.Combine(folder, "native", Platform));
        NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name == ImportName ? library._loaded.Value.Handle : 0);
        return library;
    }

    private (nint Handle, string Problem) Load()
    {
        if (!File.Exists(_path)) return (0, $"DuckDB's library is not there: {_path} does not exist.");
        try
        {
            return (NativeLibrary.Load(_path), "");
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return (0, $"DuckDB's library {_path} cannot be loaded: {e.Message}");
        }
    }
}
