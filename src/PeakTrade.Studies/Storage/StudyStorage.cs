using Npgsql;
using PeakTrade.Studies.Relational;

namespace PeakTrade.Studies;

/// <summary>Opens storages of studies by their addresses.</summary>
public static class StudyStorage
{
    private static readonly string[] Postgres = ["postgresql", "postgres", "postgresql+psycopg2", "postgresql+psycopg"];

    /// <summary>
    /// Opens <c>memory</c>; a file of SQLite by its path or as <c>sqlite:///path</c>, which is made with the first study; or a server by <c>postgresql://user:password@host:port/database</c>, whose
    /// password may also stand in PGPASSWORD or in ~/.pgpass.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="path">Makes a path absolute; the process's own way where it is not given.</param>
    /// <param name="clock">The clock.</param>
    public static IStudyStorage Open(string address, Func<string, string>? path = null, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        if (address == "memory") return new MemoryStorage();
        var colon = address.IndexOf("://", StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : address[..colon];
        if (scheme.Length == 0) return OpenFile(address, address, path, clock);
        if (scheme == "sqlite") return OpenFile(address, address[(colon + 3)..] is ['/', .. var file] ? file : "", path, clock);
        if (Array.IndexOf(Postgres, scheme) >= 0) return OpenServer($"postgresql{address[colon..]}", clock);
        throw FaultCatalogue.StudyStorage.Because($"There is no storage of studies for \"{scheme}://\".", "Write memory, a path, sqlite:///path, or postgresql://user:password@host:port/database.");
    }

    /// <summary>An address without its password.</summary>
    public static string Shown(string address)
    {
        var colon = address.IndexOf("://", StringComparison.Ordinal);
        return colon > 0 && Array.IndexOf(Postgres, address[..colon]) >= 0 ? ServerAddress.Parse($"postgresql{address[colon..]}").Shown : address;
    }

    private static RelationalStorage OpenFile(string address, string file, Func<string, string>? path, TimeProvider clock)
    {
        if (file.Length == 0) throw FaultCatalogue.StudyStorage.Because($"\"{address}\" names no file.", "Write a path, or sqlite:///path (sqlite:////path where it begins at the root).");
        var full = path is null ? Path.GetFullPath(file) : path(file);
        if (Directory.Exists(full)) throw FaultCatalogue.StudyStorage.Because($"{full} is a folder; studies lie in a file.", "Name a file in it, such as studies.db.", target: full);
        return new RelationalStorage(address, makes => makes || File.Exists(full) ? OpenSqlite(full) : null, () => { }, clock);

        SqliteSession OpenSqlite(string at)
        {
            MakeFolder(at);
            return new SqliteSession(at, clock.LocalTimeZone);
        }
    }

    private static void MakeFolder(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.StudyStorage.Because($"The folder of {file} cannot be made: {fault.Message.TrimEnd('.')}.", target: file, inner: fault);
        }
    }

    private static RelationalStorage OpenServer(string address, TimeProvider clock)
    {
        var (settings, shown) = ServerAddress.Parse(address);
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            // A wrong address or password is said now, not with the first study.
            new PostgresSession(source, shown, clock.LocalTimeZone).Dispose();
            return new RelationalStorage(shown, _ => new PostgresSession(source, shown, clock.LocalTimeZone), source.Dispose, clock);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}
