using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PeakTrade.Studies.Relational;

/// <summary>
/// A file of SQLite. Writers wait for each other inside SQLite's own busy handler; the write-ahead log lets readers go on meanwhile. A commit survives the death of the
/// process; it reaches the disk with the next checkpoint, so power lost may cost the last trials, and never the file.
/// </summary>
internal sealed class SqliteSession : Session
{
    // As often as a transaction is tried again.
    private const int PatienceMilliseconds = 10_000;

    // SQLite's codes.
    private const int Busy = 5, Locked = 6, Full = 13, NotADatabase = 26, CannotOpen = 14, ReadOnly = 8, InputOutput = 10;

    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    private readonly string _path;
    private readonly TimeZoneInfo _zone;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private readonly List<long> _answers = [];

    public SqliteSession(string path, TimeZoneInfo zone)
    {
        (_path, _zone) = (path, zone);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        try
        {
            _connection.Open();
            Set("busy_timeout", "2000");
            UseWriteAheadLog();
            Set("busy_timeout", $"{PatienceMilliseconds}");
            Set("synchronous", "NORMAL");
            Set("cache_size", "-16000");
            Set("wal_autocheckpoint", "4000");
        }
        catch (SqliteException fault)
        {
            _connection.Dispose();
            throw Explained(fault);
        }
    }

    public override string LockStudy => "SELECT study_id FROM studies WHERE study_id = $1";

    public override string Now => "CURRENT_TIMESTAMP";

    public override string HeartbeatAge => "CAST(strftime('%s', 'now') - strftime('%s', h.heartbeat) AS INTEGER)";

    public override SchemaTypes Types { get; } = new("INTEGER NOT NULL", "FLOAT", "DATETIME", (_, length) => $"VARCHAR({length})", []);

    protected override string BeginWriting => "BEGIN IMMEDIATE";

    public override IReadOnlyList<string> Tables()
    {
        var names = new List<string>();
        Read(["SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"], (_, row) => names.Add(row.GetString(0)));
        return names;
    }

    // The transaction that makes tables began as a writing one: nobody else writes.
    public override void LockSchema()
    {
    }

    public override long? OthersVersion() => Execute("PRAGMA data_version", [], asks: true);

    public override void Do(string sql, params ReadOnlySpan<object?> values) => _answers.Add(Execute(sql, values, asks: false));

    public override void Ask(string sql, params ReadOnlySpan<object?> values) => _answers.Add(Execute(sql, values, asks: true));

    // Nobody else writes until this transaction ends.
    public override void AskTrialIds(int count)
    {
        if (count == 0) return;
        var first = Execute("SELECT COALESCE(MAX(trial_id), 0) + 1 FROM trials", [], asks: true);
        for (var i = 0; i < count; i++) _answers.Add(first + i);
    }

    public override long[] Send()
    {
        long[] answers = [.. _answers];
        _answers.Clear();
        return answers;
    }

    public override void Read(ReadOnlySpan<string> queries, Action<int, DbDataReader> row, params ReadOnlySpan<object?> values)
    {
        // One snapshot for all of them.
        if (queries.Length > 1) Execute("BEGIN", [], asks: false);
        try
        {
            for (var i = 0; i < queries.Length; i++)
            {
                using var reader = Bound(queries[i], values).ExecuteReader();
                while (reader.Read()) row(i, reader);
            }
        }
        finally
        {
            if (queries.Length > 1) Execute("COMMIT", [], asks: false);
        }
    }

    public override object? Stored(DateTimeOffset? time) => time is { } t ? TimeZoneInfo.ConvertTime(t, _zone).ToString(TimeFormat, CultureInfo.InvariantCulture) : null;

    public override DateTime TimeAt(DbDataReader row, int column) => DateTime.Parse(row.GetString(column), CultureInfo.InvariantCulture);

    public override PeakTradeException Explained(DbException fault)
    {
        var code = (fault as SqliteException)?.SqliteErrorCode;
        var (why, action) = code switch
        {
            NotADatabase => ("is not a file of SQLite", "Give another path: the file is left as it is."),
            CannotOpen => ("cannot be opened", "Check that the path names a file in a folder that may be written."),
            ReadOnly => ("may not be written", "Check the permissions of the file and of its folder, where SQLite keeps its log."),
            Full => ("has no room left on its disk", "Make room and go on with the study (-Resume, --resume): what was finished is kept."),
            Busy or Locked => ("has been locked by another process for more than a minute", "See which program holds it, and end that, or wait."),
            InputOutput => ("cannot be read or written where it lies", "A file of studies needs a disk whose file locks work: a local one, not every network share. Many machines share a study through PostgreSQL."),
            _ => ("cannot be used", ""),
        };
        return FaultCatalogue.StudyStorage.Because($"The file of studies {_path} {why}; SQLite says: {OwnWords(fault.Message)}.", action, target: _path, inner: fault);
    }

    public override void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _connection.Dispose();
    }

    protected override bool PassesByItself(DbException fault) => (fault as SqliteException)?.SqliteErrorCode is Busy or Locked;

    protected override void RollBack()
    {
        _answers.Clear();
        // Where SQLite has rolled back by itself there is no transaction any more.
        if (_connection.State == System.Data.ConnectionState.Open && SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) Execute("ROLLBACK", [], asks: false);
    }

    private static string OwnWords(string message)
    {
        var quote = message.IndexOf('\'', StringComparison.Ordinal);
        return quote < 0 ? message.TrimEnd('.') : message[(quote + 1)..].TrimEnd('.').TrimEnd('\'').TrimEnd('.');
    }

    // Without it (a file system that cannot share memory, another program in the middle of the file) everything works as well, and slower.
    private void UseWriteAheadLog()
    {
        try
        {
            Execute("PRAGMA journal_mode = WAL", [], asks: false);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Busy or Locked or ReadOnly or CannotOpen or InputOutput)
        {
            _prepared.Clear();
        }
    }

    private void Set(string name, string value) => Execute($"PRAGMA {name} = {value}", [], asks: false);

    private long Execute(string sql, ReadOnlySpan<object?> values, bool asks)
    {
        var command = Bound(sql, values);
        return asks ? command.ExecuteScalar() is { } answer and not DBNull ? Convert.ToInt64(answer, CultureInfo.InvariantCulture) : -1 : command.ExecuteNonQuery();
    }

    private SqliteCommand Bound(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // All statements are texts of this program.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            _prepared[sql] = command;
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
