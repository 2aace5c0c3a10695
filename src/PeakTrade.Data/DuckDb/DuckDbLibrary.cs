namespace PeakTrade.Data.DuckDb;

/// <summary>DuckDB's native library in one folder.</summary>
internal sealed class DuckDbLibrary(string folder)
{
    /// <summary>The name that the imports ask for.</summary>
    public const string ImportName = "duckdb";

    private readonly NativeFile _file = new("DuckDB", folder, OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so");

    /// <summary>The one that the imports are bound to.</summary>
    public static DuckDbLibrary Here { get; } = Bind();

    /// <summary>Whether it is there and can be loaded.</summary>
    public bool IsAvailable => _file.Handle != 0;

    /// <summary>Throws the fault that says what to do where the library is not there.</summary>
    public void Require()
    {
        if (!IsAvailable) throw FaultCatalogue.LakeNotAvailable.Because(_file.Problem, target: _file.Path);
    }

    private static DuckDbLibrary Bind()
    {
        var assembly = typeof(DuckDbLibrary).Assembly;
        var library = new DuckDbLibrary(NativeFile.FolderOf(assembly));
        library._file.Bind(assembly, ImportName);
        return library;
    }
}
