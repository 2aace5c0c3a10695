using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PeakTrade.Studies.Tests.Storage;

/// <summary>
/// A PostgreSQL server of the tests' own, in a folder of its own, started when first asked for. It ends with the tests, also where they are killed: a shell holds the end of a pipe
/// that breaks with this process.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Script = "\"$1\" -D \"$2/data\" -k \"$2\" -p \"$3\" -c listen_addresses=127.0.0.1 -c fsync=off >\"$2/log\" 2>&1 & pid=$!; read -r line; kill -INT $pid; wait $pid; rm -rf \"$2\"/data";

    private static readonly string? Programs = FindPrograms();
    private readonly Lazy<(Process Shell, DirectoryInfo Folder, int Port)> _server;
    private int _databases;

    public PostgresServer() => _server = new(Start);

    /// <summary>Why there is no server; null where there is one.</summary>
    public static string? Missing => OperatingSystem.IsWindows() ? "The tests start PostgreSQL on Unix only." : Programs is null ? "PostgreSQL is not installed (Debian: apt-get install postgresql)." : null;

    public int Port => _server.Value.Port;

    /// <summary>The address of a new, empty database.</summary>
    public string NewDatabase()
    {
        var name = $"studies{Interlocked.Increment(ref _databases)}";
        Execute("postgres", $"CREATE DATABASE {name}");
        return $"postgresql://postgres@127.0.0.1:{Port}/{name}";
    }

    /// <summary>Runs a statement as the server's owner.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Asks for a whole number.</summary>
    public int Count(string database, string sql)
    {
        using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt32(command.ExecuteScalar());
    }

    public void Dispose()
    {
        if (!_server.IsValueCreated) return;
        var (shell, folder, _) = _server.Value;
        shell.StandardInput.Close();
        if (!shell.WaitForExit(20_000)) shell.Kill(entireProcessTree: true);
        shell.Dispose();
        folder.Delete(recursive: true);
    }

    private static (Process, DirectoryInfo, int) Start()
    {
        var folder = Directory.CreateTempSubdirectory("peaktrade-pg-");
        // The server refuses to run as root.
        string[] asOwner = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
        if (asOwner.Length > 0) Wait(Run("chown", ["postgres", folder.FullName]));
        Wait(Run([.. asOwner, Path.Combine(Programs!, "initdb"), "-D", Path.Combine(folder.FullName, "data"), "-A", "trust", "-U", "postgres", "--no-sync"]));
        // Connections over the network name their user and give a password, but for the owner.
        File.WriteAllText(Path.Combine(folder.FullName, "data", "pg_hba.conf"), "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        var port = FreePort();
        var shell = Run([.. asOwner, "sh", "-c", Script, "sh", Path.Combine(Programs!, "postgres"), folder.FullName, $"{port}"]);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false");
                connection.Open();
                return (shell, folder, port);
            }
            catch (NpgsqlException) when (attempt < 200 && !shell.HasExited)
            {
                Thread.Sleep(50);
            }
        }
    }

    private static Process Run(string[] line) => Run(line[0], line[1..]);

    private static Process Run(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;

    private static void Wait(Process process)
    {
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Debian keeps them in a folder for each version, the newest last; elsewhere they are on the path.
    private static string? FindPrograms()
    {
        string[] versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions.OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin")).Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}

/// <summary>Tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A test against a real server.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithPostgresAttribute : FactAttribute
{
    public FactWithPostgresAttribute() => Skip = PostgresServer.Missing;
}
