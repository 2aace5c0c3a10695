namespace PeakTrade.Data.DuckDb;

/// <summary>One conversation with a database: one statement at a time, and a result is read before the next statement runs.</summary>
internal sealed unsafe class DuckDbConnection : IDisposable
{
    private readonly ConnectionHandle _handle;

    internal DuckDbConnection(ConnectionHandle handle) => _handle = handle;

    /// <summary>A single statement, ready for its parameters: <c>?</c>, <c>$1</c> or <c>$name</c>.</summary>
    public DuckDbStatement Prepare(string sql)
    {
        var state = DuckDbNative.Prepare(_handle, sql, out var statement);
        if (state == 0) return new DuckDbStatement(this, statement, sql);
        using (statement) throw FaultCatalogue.LakeSql.Because(DuckDbNative.Text(DuckDbNative.PrepareError(statement)), target: sql);
    }

    /// <summary>Runs a statement that returns no rows; says how many it changed.</summary>
    public long Execute(string sql, CancellationToken cancel = default)
    {
        using var statement = Prepare(sql);
        return statement.Execute(cancel);
    }

    /// <summary>Runs a query; its rows are made as they are read.</summary>
    public DuckDbResult Query(string sql, CancellationToken cancel = default)
    {
        using var statement = Prepare(sql);
        return statement.Query(cancel);
    }

    /// <summary>Opens a table for bulk writing.</summary>
    public DuckDbAppender Append(string table, string? schema = null)
    {
        var state = DuckDbNative.AppenderCreate(_handle, schema, table, out var handle);
        if (state == 0) return new DuckDbAppender(handle, table);
        using (handle) throw FaultCatalogue.LakeSql.Because(DuckDbNative.Text(DuckDbNative.AppenderError(handle)), target: table);
    }

    /// <summary>Stops what is running; does nothing where nothing is. May be called from any thread.</summary>
    public void Interrupt() => DuckDbNative.Interrupt(_handle);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
