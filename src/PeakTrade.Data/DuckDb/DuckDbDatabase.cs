namespace PeakTrade.Data.DuckDb;

/// <summary>A database, in memory or in a file. Many connections may be open on it, one for each thread.</summary>
internal sealed unsafe class DuckDbDatabase : IDisposable
{
    // Nothing is fetched or loaded that nobody asked for. The cache of files tells a file by its time: one that was replaced within a tick of the clock, or had its
    // time put back, would be read as it was.
    private static readonly (string Name, string Value)[] Defaults =
        [("autoinstall_known_extensions", "false"), ("autoload_known_extensions", "false"), ("enable_external_file_cache", "false")];

    // DuckDB takes these for a connection only. The buffer is how far its threads may run ahead of the reader: its own 1 MB lets one of them work at a time.
    private static readonly string[] ConnectionSettings = ["SET TimeZone = 'UTC'", "SET streaming_buffer_size = '64MB'"];

    private static readonly Lazy<DuckDbDatabase> Own = new(OpenOwn);

    private readonly DatabaseHandle _handle;

    private DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>
    /// The process's own database in memory, for reading and writing files that the program names itself. It is opened when it is first asked for
    /// and never closed. What a user writes in SQL runs in a database of its own, which is shut in.
    /// </summary>
    public static DuckDbDatabase Shared
    {
        get
        {
            DuckDbLibrary.Here.Require();
            return Own.Value;
        }
    }

    /// <summary>Opens a file, or a new database in memory where there is none.</summary>
    /// <param name="path">The file; null for memory.</param>
    /// <param name="options">DuckDB's own configuration options.</param>
    /// <param name="library">Where the library is looked for.</param>
    public static DuckDbDatabase Open(string? path = null, IReadOnlyDictionary<string, string>? options = null, DuckDbLibrary? library = null)
    {
        (library ?? DuckDbLibrary.Here).Require();
        _ = DuckDbNative.CreateConfig(out var config);
        using (config)
        {
            foreach (var (name, value) in Defaults) SetOption(config, name, value);
            foreach (var (name, value) in options ?? new Dictionary<string, string>()) SetOption(config, name, value);
            var state = DuckDbNative.Open(path, out var handle, config, out var error);
            if (state == 0) return new DuckDbDatabase(handle);
            handle.Dispose();
            var message = DuckDbNative.Text(error);
            DuckDbNative.Free(error);
            throw FaultCatalogue.LakeSql.Because($"DuckDB did not open {path ?? "a database in memory"}: {message}", target: path);
        }
    }

    /// <summary>DuckDB's version, as it says it.</summary>
    public static string Version
    {
        get
        {
            DuckDbLibrary.Here.Require();
            return DuckDbNative.Text(DuckDbNative.LibraryVersion());
        }
    }

    /// <summary>A connection whose clock zone is UTC, whatever the machine's is. Who sets <c>lock_configuration</c> does so once it is made.</summary>
    public DuckDbConnection Connect()
    {
        if (DuckDbNative.Connect(_handle, out var handle) != 0)
        {
            handle.Dispose();
            throw FaultCatalogue.LakeSql.Because("DuckDB did not give a connection.");
        }

        var connection = new DuckDbConnection(handle);
        try
        {
            foreach (var setting in ConnectionSettings) connection.Execute(setting);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    // DuckDB's own choice for what does not fit into memory is a folder where the process happens to stand.
    private static DuckDbDatabase OpenOwn() =>
        Open(options: new Dictionary<string, string> { ["temp_directory"] = Path.Combine(Path.GetTempPath(), $"peaktrade-{Environment.ProcessId}") });

    private static void SetOption(ConfigHandle config, string name, string value)
    {
        if (DuckDbNative.SetConfig(config, name, value) != 0) throw FaultCatalogue.LakeSql.Because($"DuckDB has no option \"{name}\" that takes \"{value}\".", target: name);
    }
}
