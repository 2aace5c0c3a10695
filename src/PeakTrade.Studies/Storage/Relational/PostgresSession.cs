using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace PeakTrade.Studies.Relational;

/// <summary>A PostgreSQL server. What was added travels in one round trip.</summary>
internal sealed class PostgresSession : Session
{
    private const string DuplicateObject = "42710", DuplicateTable = "42P07", UniqueViolation = "23505";

    // Any number, but the same in every process.
    private const long SchemaLock = 0x5045_414B_5452_4144;

    private readonly string _address;
    private readonly TimeZoneInfo _zone;
    private readonly NpgsqlConnection _connection;
    private NpgsqlBatch _batch;
    private readonly List<bool> _asks = [];

    public PostgresSession(NpgsqlDataSource source, string address, TimeZoneInfo zone)
    {
        (_address, _zone) = (address, zone);
        _connection = source.CreateConnection();
        _batch = _connection.CreateBatch();
        try
        {
            _connection.Open();
        }
        catch (Exception fault) when (fault is DbException or System.Net.Sockets.SocketException or TimeoutException)
        {
            _connection.Dispose();
            throw Refused(fault);
        }
    }

    public override string LockStudy => "SELECT study_id FROM studies WHERE study_id = $1 FOR UPDATE";

    public override string Now => "LOCALTIMESTAMP";

    public override string HeartbeatAge => "CAST(EXTRACT(EPOCH FROM LOCALTIMESTAMP - h.heartbeat) AS BIGINT)";

    public override SchemaTypes Types { get; } = new("SERIAL NOT NULL", "DOUBLE PRECISION", "TIMESTAMP WITHOUT TIME ZONE", (name, _) => name,
    [
        "CREATE TYPE studydirection AS ENUM ('NOT_SET', 'MINIMIZE', 'MAXIMIZE')",
        "CREATE TYPE trialstate AS ENUM ('RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING')",
        "CREATE TYPE trialvaluetype AS ENUM ('FINITE', 'INF_POS', 'INF_NEG')",
        "CREATE TYPE trialintermediatevaluetype AS ENUM ('FINITE', 'INF_POS', 'INF_NEG', 'NAN')",
    ]);

    protected override string BeginWriting => "BEGIN";

    public override IReadOnlyList<string> Tables()
    {
        var names = new List<string>();
        Read(["SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA() ORDER BY 1"], (_, row) => names.Add(row.GetString(0)));
        return names;
    }

    public override void LockSchema() => Do("SELECT pg_advisory_xact_lock($1)", SchemaLock);

    public override long? OthersVersion() => null;

    public override void Do(string sql, params ReadOnlySpan<object?> values) => Add(sql, values, asks: false);

    public override void Ask(string sql, params ReadOnlySpan<object?> values) => Add(sql, values, asks: true);

    public override void AskTrialIds(int count)
    {
        for (var i = 0; i < count; i++) Ask("SELECT nextval(pg_get_serial_sequence('trials', 'trial_id'))");
    }

    public override long[] Send()
    {
        if (_asks.Count == 0) return [];
        var answers = new long[_asks.Count];
        using (var reader = _batch.ExecuteReader())
        {
            // Only statements that give rows are among the results; those that give none are passed over.
            for (var i = 0; i < answers.Length; i++)
            {
                if (!_asks[i]) continue;
                answers[i] = reader.Read() && !reader.IsDBNull(0) ? reader.GetInt64(0) : -1;
                reader.NextResult();
            }
        }

        for (var i = 0; i < answers.Length; i++)
        {
            if (!_asks[i]) answers[i] = _batch.BatchCommands[i].RecordsAffected;
        }

        Renew();
        return answers;
    }

    public override void Read(ReadOnlySpan<string> queries, Action<int, DbDataReader> row, params ReadOnlySpan<object?> values)
    {
        foreach (var query in queries) Ask(query, values);
        try
        {
            using var reader = _batch.ExecuteReader();
            for (var i = 0; i < queries.Length; i++, reader.NextResult())
            {
                while (reader.Read()) row(i, reader);
            }
        }
        finally
        {
            Renew();
        }
    }

    public override object? Stored(DateTimeOffset? time) => time is { } t ? DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(t, _zone).DateTime, DateTimeKind.Unspecified) : null;

    public override DateTime TimeAt(DbDataReader row, int column) => row.GetDateTime(column);

    public override PeakTradeException Explained(DbException fault) => fault is PostgresException { SqlState: var state } own
        ? FaultCatalogue.StudyStorage.Because($"The studies at {_address} cannot be read or written; the server says: {own.MessageText.TrimEnd('.')} ({state}).", Action(state), target: _address, inner: fault)
        : FaultCatalogue.StudyStorage.Because($"The connection to the studies at {_address} is lost: {fault.Message.TrimEnd('.')}.", "Go on with the study (-Resume, --resume) when the server is there again: what was finished is kept.", target: _address, inner: fault);

    public override void Dispose()
    {
        _batch.Dispose();
        _connection.Dispose();
    }

    protected override bool PassesByItself(DbException fault) =>
        fault.IsTransient && fault is PostgresException or PostgresException { SqlState: DuplicateObject or DuplicateTable or UniqueViolation };

    protected override void RollBack()
    {
        Renew();
        if (_connection.FullState != System.Data.ConnectionState.Open) return;
        try
        {
            using var command = new NpgsqlCommand("ROLLBACK", _connection);
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and the transaction with it; what broke it is on its way to the caller.
        }
    }

    private PeakTradeException Refused(Exception fault)
    {
        var (why, action) = fault switch
        {
            PostgresException { SqlState: var state } own => ($"the server says: {own.MessageText.TrimEnd('.')}", Action(state)),
            NpgsqlException { InnerException: { } inner } when inner is not DbException => (inner.Message.TrimEnd('.'), "Check host and port, and that the server runs."),
            _ => (fault.Message.TrimEnd('.'), "Check host, port, user and password; a password may also stand in PGPASSWORD or in ~/.pgpass."),
        };
        return FaultCatalogue.StudyStorage.Because($"The studies at {_address} cannot be reached: {why}.", action, target: _address, inner: fault);
    }

    private static string Action(string state) => state switch
    {
        "28P01" or "28000" => "Check user and password; the password may also stand in PGPASSWORD or in ~/.pgpass.",
        "3D000" => "Make the database (createdb), or name another.",
        "42501" => "Let the database's owner grant the right.",
        "57P01" or "57P02" or "57P03" => "Go on with the study (-Resume, --resume) when the server is there again: what was finished is kept.",
        "53100" => "Make room on the server's disk and go on with the study (-Resume, --resume).",
        _ => "",
    };

    private void Add(string sql, ReadOnlySpan<object?> values, bool asks)
    {
        // Npgsql takes a connection that broke in an earlier call for a programmer's mistake.
        if (_connection.FullState is System.Data.ConnectionState.Closed or System.Data.ConnectionState.Broken) throw new NpgsqlException("it was closed by the server or the network");
#pragma warning disable CA2100 // All statements are texts of this program.
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            // A text whose type is left open fits columns of text and of enumerations.
            command.Parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown },
                string text => new NpgsqlParameter { Value = text, NpgsqlDbType = NpgsqlDbType.Unknown },
                _ => new NpgsqlParameter { Value = value },
            });
        }

        _batch.BatchCommands.Add(command);
        _asks.Add(asks);
    }

    private void Renew()
    {
        _batch.Dispose();
        _batch = _connection.CreateBatch();
        _asks.Clear();
    }
}
