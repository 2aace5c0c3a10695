using System.Collections.Concurrent;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data;

/// <summary>
/// Small tables as Parquet files, written and read by DuckDB. The same rows give the same bytes: nothing of the time, the path or the number of threads is
/// in them. Safe for many threads at once.
/// </summary>
public static class ParquetTable
{
    private const string Table = "parquet_table";

    // A connection costs more than a small table: those at rest wait here for the next one who writes or reads.
    private static readonly ConcurrentBag<DuckDbConnection> AtRest = [];

    /// <summary>Whether DuckDB's library is there.</summary>
    public static bool IsAvailable => DuckDbLibrary.Here.IsAvailable;

    /// <summary>Throws the fault that says what to do where DuckDB's library is not there (<c>Lake.NotAvailable</c>).</summary>
    public static void Require() => DuckDbLibrary.Here.Require();

    /// <summary>Opens DuckDB on another thread, so that the first table of a process need not wait for it. What goes wrong here, <see cref="Write"/> will tell.</summary>
    public static void Prepare()
    {
        if (AtRest.IsEmpty) ThreadPool.UnsafeQueueUserWorkItem(static _ => Warm(), null);
    }

    /// <summary>Whether a time can be stored exactly: one of whole microseconds can.</summary>
    public static bool Holds(DateTime time) => time.Ticks % TimeSpan.TicksPerMicrosecond == 0;

    /// <summary>Writes a new file, one array a field.</summary>
    /// <exception cref="PeakTradeException">DuckDB is not there (<c>Lake.NotAvailable</c>), or cannot write the file (<c>Lake.Sql</c>).</exception>
    public static void Write(string path, IReadOnlyList<ParquetField> fields, IReadOnlyList<Array> columns, CancellationToken cancel)
    {
        if (columns.OfType<DateTime[]>().Any(times => !Array.TrueForAll(times, Holds))) throw new ArgumentException("A time has a part below the microsecond, which would be lost.", nameof(columns));
        Converse(connection =>
        {
            Fill(connection, fields, columns, cancel);
            connection.Execute($"COPY {Table} TO {Sql.Text(path)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)", cancel);
            connection.Execute($"DROP TABLE {Table}", cancel);
            return true;
        });
    }

    /// <summary>Reads a file that holds exactly these fields, but for the last where they may be missing; an array comes for each.</summary>
    /// <exception cref="PeakTradeException">DuckDB is not there (<c>Lake.NotAvailable</c>), or the file is not such a table (<c>Lake.Sql</c>).</exception>
    public static IReadOnlyList<Array> Read(string path, IReadOnlyList<ParquetField> fields, CancellationToken cancel = default) => Converse(connection =>
    {
        using var rows = connection.Query($"SELECT * FROM read_parquet({Sql.File(path)}, hive_partitioning = false)", cancel);
        return new ParquetColumns(path, fields, rows.Fields).ReadAll(rows);
    });

    private static void Warm()
    {
        try
        {
            Converse(connection =>
            {
                ParquetField[] fields = [new("number", ParquetType.Integer), new("text", ParquetType.Text)];
                Fill(connection, fields, [new int[1], new string?[1]], CancellationToken.None);
                return connection.Execute($"DROP TABLE {Table}");
            });
        }
        catch
        {
            // Nobody waits for this thread, and what is thrown here would end the process; whoever writes next meets it again, and tells.
        }
    }

    private static void Fill(DuckDbConnection connection, IReadOnlyList<ParquetField> fields, IReadOnlyList<Array> columns, CancellationToken cancel)
    {
        connection.Execute($"CREATE TEMPORARY TABLE {Table} ({string.Join(", ", fields.Select(field => $"\"{field.Name}\" {SqlType(field.Type)}"))})", cancel);
        if (columns[0].Length == 0) return;
        using var appender = connection.Append(Table);
        appender.Append(columns, columns[0].Length);
        appender.Complete();
    }

    // A connection that met a fault may hold half a table, and is not used again.
    private static T Converse<T>(Func<DuckDbConnection, T> talk)
    {
        if (!AtRest.TryTake(out var connection)) connection = DuckDbDatabase.Shared.Connect();
        try
        {
            var answer = talk(connection);
            AtRest.Add(connection);
            return answer;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string SqlType(ParquetType type) => type switch
    {
        ParquetType.Integer => "INTEGER",
        ParquetType.Double => "DOUBLE",
        ParquetType.Time => "TIMESTAMPTZ",
        _ => "VARCHAR",
    };
}
