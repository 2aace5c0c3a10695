using System.Text;

namespace PeakTrade.Data.DuckDb;

/// <summary>
/// Writes columns into a table in bulk. <see cref="Complete"/> writes the last of them; without it, what is still held back is dropped, and
/// what was passed on already stands unless a transaction is rolled back.
/// </summary>
internal sealed unsafe class DuckDbAppender : IDisposable
{
    private readonly AppenderHandle _handle;
    private readonly string _table;
    private readonly DuckDbType[] _types;
    private readonly ChunkHandle _chunk;
    private readonly int _chunkRows = (int)DuckDbNative.VectorSize();

    internal DuckDbAppender(AppenderHandle handle, string table)
    {
        (_handle, _table) = (handle, table);
        var count = (int)DuckDbNative.AppenderColumnCount(handle);
        _types = new DuckDbType[count];
        var handles = new LogicalTypeHandle[count];
        var raw = new nint[count];
        try
        {
            for (var i = 0; i < count; i++)
            {
                handles[i] = DuckDbNative.AppenderColumnType(handle, (ulong)i);
                _types[i] = DuckDbType.Read(handles[i]);
                raw[i] = handles[i].DangerousGetHandle();
            }

            fixed (nint* types = raw) _chunk = DuckDbNative.CreateDataChunk(types, (ulong)count);
        }
        finally
        {
            foreach (var type in handles) type?.Dispose();
        }
    }

    /// <summary>
    /// Appends rows given as columns, one array for each of the table's: <c>long[]</c>, <c>int[]</c>, <c>double[]</c>, <c>bool[]</c>, <c>string?[]</c>,
    /// <c>DateTime[]</c>, <c>Guid[]</c>, and the nullable ones of <c>long</c>, <c>double</c> and <c>DateTime</c>. A time as a <c>long</c> counts microseconds since 1970.
    /// </summary>
    public void Append(IReadOnlyList<Array> columns, int rows)
    {
        if (columns.Count != _types.Length) throw FaultCatalogue.LakeSql.Because($"Table \"{_table}\" has {_types.Length} columns, and {columns.Count} were given.", target: _table);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Length < rows) throw FaultCatalogue.LakeSql.Because($"Column {i + 1} for table \"{_table}\" has {columns[i].Length} values, and {rows} rows are to be written.", target: _table);
        }

        for (var first = 0; first < rows; first += _chunkRows)
        {
            var count = Math.Min(_chunkRows, rows - first);
            DuckDbNative.ChunkReset(_chunk);
            for (var i = 0; i < columns.Count; i++) Fill(i, columns[i], first, count);
            DuckDbNative.ChunkSetSize(_chunk, (ulong)count);
            if (DuckDbNative.AppendDataChunk(_handle, _chunk) != 0) throw Refused();
        }
    }

    /// <summary>Writes what is still held back, and ends.</summary>
    public void Complete()
    {
        if (DuckDbNative.AppenderClose(_handle) != 0) throw Refused();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _chunk.Dispose();
        _handle.Dispose();
    }

    private PeakTradeException Refused() => FaultCatalogue.LakeSql.Because(DuckDbNative.Text(DuckDbNative.AppenderError(_handle)), target: _table);

    private void Fill(int column, Array values, int first, int count)
    {
        var vector = DuckDbNative.ChunkVector(_chunk, (ulong)column);
        var id = _types[column].Id;
        switch (values, id)
        {
            case (double[] from, DuckDbTypeId.Double): Copy(from, vector, first, count); break;
            case (long[] from, DuckDbTypeId.BigInt): Copy(from, vector, first, count); break;
            case (long[] from, DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz): Copy(from, vector, first, count); break;
            case (int[] from, DuckDbTypeId.Integer): Copy(from, vector, first, count); break;
            case (bool[] from, DuckDbTypeId.Boolean): Copy(from, vector, first, count); break;
            case (double?[] from, DuckDbTypeId.Double): CopyNullable(from, vector, first, count); break;
            case (long?[] from, DuckDbTypeId.BigInt): CopyNullable(from, vector, first, count); break;
            case (DateTime[] from, DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz):
                var times = Target<long>(vector, count);
                for (var i = 0; i < count; i++) times[i] = DuckDbTime.ToMicroseconds(from[first + i]);
                break;
            case (DateTime?[] from, DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz):
                CopyNullable(Array.ConvertAll(from[first..(first + count)], t => t is { } time ? DuckDbTime.ToMicroseconds(time) : (long?)null), vector, 0, count);
                break;
            case (Guid[] from, DuckDbTypeId.Uuid):
                var ids = Target<UInt128>(vector, count);
                for (var i = 0; i < count; i++) ids[i] = DuckDbUuid.Stored(from[first + i]);
                break;
            case (string?[] from, DuckDbTypeId.Varchar): CopyTexts(from.AsSpan(first, count), vector); break;
            default: throw FaultCatalogue.LakeSql.Because($"Column {column + 1} of table \"{_table}\" is {id}, and {values.GetType().GetElementType()!.Name} values were given.", target: _table);
        }
    }

    private static Span<T> Target<T>(nint vector, int count) => new(DuckDbNative.VectorData(vector), count);

    private static void Copy<T>(T[] from, nint vector, int first, int count) => from.AsSpan(first, count).CopyTo(Target<T>(vector, count));

    private static void CopyNullable<T>(T?[] from, nint vector, int first, int count) where T : unmanaged
    {
        var target = Target<T>(vector, count);
        for (var i = 0; i < count; i++)
        {
            if (from[first + i] is { } value) target[i] = value;
            else SetNull(vector, i);
        }
    }

    private static void CopyTexts(ReadOnlySpan<string?> from, nint vector)
    {
        var buffer = new byte[256];
        for (var i = 0; i < from.Length; i++)
        {
            if (from[i] is not { } text)
            {
                SetNull(vector, i);
                continue;
            }

            var most = Encoding.UTF8.GetMaxByteCount(text.Length);
            if (buffer.Length < most) buffer = new byte[most];
            var length = Encoding.UTF8.GetBytes(text, buffer);
            fixed (byte* start = buffer) DuckDbNative.AssignText(vector, (ulong)i, start, (ulong)length);
        }
    }

    // The mask is only made where a NULL is met; DuckDB's bit is 1 where a value stands.
    private static void SetNull(nint vector, int row)
    {
        DuckDbNative.EnsureValidityWritable(vector);
        DuckDbNative.VectorValidity(vector)[row >> 6] &= ~(1UL << (row & 63));
    }
}
