using System.Globalization;
using System.Runtime.ExceptionServices;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Lake;

/// <summary>One query's database, its time limit, and its hold on the lake.</summary>
internal sealed class LakeSession : IDisposable
{
    private readonly LakeQueryOptions _options;
    private readonly Action<string> _warn;
    private readonly string _sql;
    private readonly LakeFolder _lake;
    private readonly CancellationToken _user;
    private readonly CancellationTokenSource _limit;
    private readonly List<IDisposable> _held = [];
    private readonly DuckDbConnection _connection = null!;

    /// <summary>Opens the database and shuts it in.</summary>
    /// <param name="options">What the query may read and use.</param>
    /// <param name="warn">Hears what is odd and no fault.</param>
    /// <param name="sql">What a user wrote.</param>
    /// <param name="user">Ends the query early.</param>
    /// <param name="output">The only file outside the folders that may be written.</param>
    public LakeSession(LakeQueryOptions options, Action<string> warn, string sql, CancellationToken user, string? output = null)
    {
        (_options, _warn, _sql, _user, _lake) = (options, warn, sql, user, new LakeFolder(options.Lake));
        _limit = CancellationTokenSource.CreateLinkedTokenSource(user);
        if (options.TimeoutSeconds is { } seconds) _limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        _held.Add(_limit);
        try
        {
            _held.Add(Guard(() => _lake.Reading(Cancel)));
            var database = DuckDbDatabase.Open(options: Settings(options));
            _held.Add(database);
            _connection = database.Connect();
            _held.Add(_connection);
            ShutIn(output);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public CancellationToken Cancel => _limit.Token;

    public DuckDbStatement Prepare(IReadOnlyDictionary<string, object?> parameters) => Guard(() => Bound(Ready().Text, parameters, DuckDbStatementType.Select, DuckDbStatementType.Explain));

    public DuckDbStatement PrepareCopy(IReadOnlyDictionary<string, object?> parameters, LakeQueryFormat format, string file) => Guard(() =>
    {
        var statement = Ready();
        if (statement.Explains) throw FaultCatalogue.LakeRefused.Because("An EXPLAIN has no rows that are written to a file.", "Leave out -As and -Path (--as, --output).", target: _sql);
        var how = format == LakeQueryFormat.Parquet ? "FORMAT parquet, COMPRESSION zstd" : "FORMAT csv, HEADER";
        // The line end closes a comment at the query's end. DuckDB would write beside the file first, where it may not.
        return Bound($"COPY ({statement.Text}\n) TO {Sql.Text(file)} ({how}, USE_TMP_FILE false)", parameters, DuckDbStatementType.Copy);
    });

    /// <summary>Runs a step of the query, and says in words of ours what stopped it.</summary>
    public T Guard<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (OperationCanceledException) when (!_user.IsCancellationRequested && _limit.IsCancellationRequested)
        {
            throw FaultCatalogue.LakeTimedOut.Because(FormattableString.Invariant($"The query did not end within {_options.TimeoutSeconds:0.###} s."), target: _sql);
        }
        catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.LakeSql && Explained(fault) is { } explained)
        {
            ExceptionDispatchInfo.Throw(explained);
            throw;
        }
    }

    public void Dispose()
    {
        for (var i = _held.Count - 1; i >= 0; i--) _held[i].Dispose();
        _held.Clear();
    }

    private IEnumerable<string> Folders => _options.Folders.Prepend(_lake.Root);

    private PeakTradeException? Explained(PeakTradeException fault)
    {
        // What follows is advice on settings that cannot be set here, or the SQL once more.
        var said = fault.Message.AsSpan(0, fault.Message.AsSpan().IndexOfAny('\n', '\r') is > 0 and var end ? end : fault.Message.Length).ToString().TrimEnd('.', '!');
        if (said.StartsWith("Out of Memory Error", StringComparison.Ordinal)) return FaultCatalogue.LakeOutOfMemory.Because($"{said}.", target: _sql, inner: fault);
        var isUnknownTable = said.StartsWith("Catalog Error: Table with name ", StringComparison.Ordinal);
        // A path whose ending says nothing to DuckDB is a table's name to it.
        if (said.Contains("disabled by configuration", StringComparison.Ordinal) || said.Contains("disabled through configuration", StringComparison.Ordinal) || (isUnknownTable && said.AsSpan().ContainsAny('/', '\\')))
            return FaultCatalogue.LakeRefused.Because($"A query reads files of {string.Join(" and ", Folders)} only, named by their whole paths. DuckDB says: {said}.", "Import other data into the lake (Import-LakeData, peaktrade lake import).", target: _sql, inner: fault);
        return isUnknownTable ? FaultCatalogue.LakeSql.Because($"{said}.", $"The tables are {string.Join(", ", _options.Tables.Select(t => t.Name).Prepend(LakeViews.Bars))}.", target: _sql, inner: fault) : null;
    }

    private static Dictionary<string, string> Settings(LakeQueryOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["temp_directory"] = "", // What does not fit into memory is a fault: nothing is written anywhere.
            ["allow_community_extensions"] = "false",
            ["memory_limit"] = options.MemoryLimit ?? string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2}B"),
        };
        if (options.Threads is { } threads) settings["threads"] = threads.ToString(CultureInfo.InvariantCulture);
        return settings;
    }

    private void ShutIn(string? output)
    {
        _connection.Execute($"SET allowed_directories = {Sql.List(Folders)}");
        if (output is not null) _connection.Execute($"SET allowed_paths = {Sql.List([output])}");
        _connection.Execute("SET enable_external_access = false");
        _connection.Execute("SET lock_configuration = true");
    }

    private LakeStatement Ready()
    {
        var statement = LakeStatement.Check(_connection, _sql);
        var views = new LakeViews(_connection, _warn, Cancel);
        views.Create(_lake, statement.Tables.Contains(LakeViews.Bars));
        foreach (var table in _options.Tables) views.Create(table, statement.Tables.Contains(table.Name));
        return statement;
    }

    private DuckDbStatement Bound(string text, IReadOnlyDictionary<string, object?> parameters, params DuckDbStatementType[] allowed)
    {
        var statement = _connection.Prepare(text);
        try
        {
            // What DuckDB is about to run is what was judged; were it ever not, it does not run.
            if (!allowed.Contains(statement.Type)) throw FaultCatalogue.LakeRefused.Because($"The SQL is a statement of another sort ({statement.Type}) than a query.", target: text);
            statement.BindAll(parameters);
            return statement;
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }
}
