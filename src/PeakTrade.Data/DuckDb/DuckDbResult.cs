namespace PeakTrade.Data.DuckDb;

/// <summary>A column of a result: its name and type.</summary>
internal sealed record DuckDbField(string Name, DuckDbType Type);

/// <summary>
/// The rows of a query, chunk by chunk: <c>while (result.Read()) result.Column(0).CopyDoubles(...)</c>. A column is DuckDB's own memory
/// and is good until the next <see cref="Read"/>.
/// </summary>
internal sealed unsafe class DuckDbResult : IDisposable
{
    private readonly ResultHandle _handle;
    private readonly string _sql;
    private readonly CancellationTokenRegistration _interrupt;
    private readonly CancellationToken _cancel;
    private readonly DuckDbField[] _fields;
    private ChunkHandle? _chunk;

    internal DuckDbResult(ResultHandle handle, string sql, CancellationTokenRegistration interrupt, CancellationToken cancel)
    {
        (_handle, _sql, _interrupt, _cancel) = (handle, sql, interrupt, cancel);
        _fields = new DuckDbField[DuckDbNative.ColumnCount(handle)];
        for (var i = 0; i < _fields.Length; i++)
        {
            using var type = DuckDbNative.ColumnLogicalType(handle, (ulong)i);
            _fields[i] = new DuckDbField(DuckDbNative.Text(DuckDbNative.ColumnName(handle, (ulong)i)), DuckDbType.Read(type));
        }
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<DuckDbField> Fields => _fields;

    /// <summary>Rows in the chunk that was read last, 2,048 at most.</summary>
    public int RowCount { get; private set; }

    /// <summary>Rows that an INSERT, UPDATE or DELETE changed.</summary>
    internal long RowsChanged => (long)DuckDbNative.RowsChanged(_handle);

    /// <summary>Goes to the next chunk; false where there is none.</summary>
    public bool Read()
    {
        _chunk?.Dispose();
        _chunk = null;
        _cancel.ThrowIfCancellationRequested();
        var chunk = DuckDbNative.FetchChunk(_handle.Value);
        RowCount = chunk.IsInvalid ? 0 : (int)DuckDbNative.ChunkSize(chunk);
        if (RowCount > 0)
        {
            _chunk = chunk;
            return true;
        }

        chunk.Dispose();
        // A query that fails half-way ends like one that is read to its end, but for this.
        var error = DuckDbNative.ResultError(_handle);
        if (error is null || *error == 0) return false;
        _cancel.ThrowIfCancellationRequested();
        throw FaultCatalogue.LakeSql.Because(DuckDbNative.Text(error), target: _sql);
    }

    /// <summary>A column of the chunk that was read last.</summary>
    public DuckDbColumn Column(int column)
    {
        if (_chunk is null) throw new InvalidOperationException("Read() comes first.");
        var field = _fields[column];
        return new DuckDbColumn(field.Name, field.Type, DuckDbNative.ChunkVector(_chunk, (ulong)column), 0, RowCount);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // First of all: an interrupt that comes later must not meet another statement on this connection.
        _interrupt.Dispose();
        _chunk?.Dispose();
        _chunk = null;
        _handle.Dispose();
    }
}
