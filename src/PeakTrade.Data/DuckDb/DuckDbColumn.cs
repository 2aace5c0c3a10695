using System.Text;

namespace PeakTrade.Data.DuckDb;

/// <summary>
/// A column of one chunk, or of what one value of it holds: a view of DuckDB's own memory. <see cref="Values{T}"/> hands that out as it is; the copies in the other part
/// turn it into what the engine uses. What stands in a NULL's place is undefined: ask <see cref="IsNull"/>.
/// </summary>
internal readonly unsafe ref partial struct DuckDbColumn
{
    private readonly nint _vector;
    private readonly byte* _data;
    private readonly ulong* _valid;
    private readonly int _start;

    internal DuckDbColumn(string name, DuckDbType type, nint vector, int start, int count)
    {
        (Name, Type, Count, _vector, _start) = (name, type, count, vector, start);
        _data = (byte*)DuckDbNative.VectorData(vector);
        _valid = DuckDbNative.VectorValidity(vector);
    }

    /// <summary>Its name in the result.</summary>
    public string Name { get; }

    /// <summary>Its type.</summary>
    public DuckDbType Type { get; }

    /// <summary>How many values it holds.</summary>
    public int Count { get; }

    /// <summary>Whether any of its values is NULL.</summary>
    public bool HasNulls
    {
        get
        {
            if (_valid is null) return false;
            for (var row = 0; row < Count; row++)
            {
                if (IsNull(row)) return true;
            }

            return false;
        }
    }

    /// <summary>Whether the value is NULL.</summary>
    public bool IsNull(int row)
    {
        var bit = _start + row;
        return _valid is not null && ((_valid[bit >> 6] >> (bit & 63)) & 1) == 0;
    }

    /// <summary>The values as they are stored, nothing copied; <typeparamref name="T"/> has to be as wide as the column's storage.</summary>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged
    {
        if (sizeof(T) != Type.Size) throw new InvalidOperationException($"A {Type.Storage} is stored in {Type.Size} bytes, not in {sizeof(T)}.");
        return new ReadOnlySpan<T>((T*)_data + _start, Count);
    }

    /// <summary>A text as DuckDB holds it, in UTF-8. Up to 12 bytes stand in the vector itself, longer ones where it points to.</summary>
    public ReadOnlySpan<byte> Utf8(int row)
    {
        Want(DuckDbTypeId.Varchar);
        return Bytes(row);
    }

    /// <summary>A text.</summary>
    public string? Text(int row) => IsNull(row) ? null : Encoding.UTF8.GetString(Utf8(row));

    /// <summary>What one LIST or ARRAY holds; nothing where it is NULL.</summary>
    public DuckDbColumn List(int row)
    {
        if (Type.Id == DuckDbTypeId.Array) return new DuckDbColumn(Name, Type.Child!, DuckDbNative.ArrayChild(_vector), (_start + row) * Type.Length, IsNull(row) ? 0 : Type.Length);
        Want(DuckDbTypeId.List);
        var (offset, count) = Entry(row);
        return new DuckDbColumn(Name, Type.Child!, DuckDbNative.ListChild(_vector), offset, count);
    }

    // A LIST and a MAP store where their entries lie in the vector below.
    private (int Offset, int Count) Entry(int row)
    {
        var entry = (ulong*)_data + ((long)(_start + row) * 2);
        return IsNull(row) ? (0, 0) : (checked((int)entry[0]), checked((int)entry[1]));
    }

    private ReadOnlySpan<byte> Bytes(int row)
    {
        var text = _data + ((long)(_start + row) * Type.Size);
        var length = *(int*)text;
        return new ReadOnlySpan<byte>(length <= 12 ? text + 4 : *(byte**)(text + 8), length);
    }

    private void Want(DuckDbTypeId id)
    {
        if (Type.Id != id) throw NotA(id.ToString());
    }

    private PeakTradeException NotA(string wanted) =>
        FaultCatalogue.LakeSql.Because($"Column \"{Name}\" is {Type.Id}, and {wanted} was wanted.", "Cast it in the query: CAST(... AS ...).", target: Name);

    private PeakTradeException OutOfRange(int row, string value, string wanted) =>
        FaultCatalogue.LakeSql.Because($"Column \"{Name}\" holds {value} in row {row + 1} of a chunk, which is no {wanted}.", "Cast it in the query: CAST(... AS ...), or leave such rows out.", target: Name);
}
