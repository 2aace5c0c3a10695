using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data;

/// <summary>The columns of a file as they are read, chunk after chunk, into arrays that grow.</summary>
internal sealed class ParquetColumns
{
    private const int FirstRows = 2048;

    private readonly string _path;
    private readonly IReadOnlyList<ParquetField> _fields;
    private readonly Array[] _columns;
    private readonly int _present;

    public ParquetColumns(string path, IReadOnlyList<ParquetField> fields, IReadOnlyList<DuckDbField> found)
    {
        (_path, _fields) = (path, fields);
        _present = found.Count < fields.Count && fields.Skip(found.Count).All(field => field.MayBeMissing) ? found.Count : fields.Count;
        if (!found.Select(field => field.Name).SequenceEqual(fields.Take(_present).Select(field => field.Name), StringComparer.Ordinal))
            throw Wrong($"must have the columns {string.Join(", ", fields.Select(field => field.Name))}, and has {string.Join(", ", found.Select(field => field.Name))}");
        for (var i = 0; i < _present; i++)
        {
            if (found[i].Type.Id != TypeOf(fields[i].Type)) throw Wrong($"must hold {TypeOf(fields[i].Type)} in column {fields[i].Name}, and holds {found[i].Type.Id}");
        }

        _columns = [.. fields.Select(field => NewArray(field.Type, FirstRows))];
    }

    public IReadOnlyList<Array> ReadAll(DuckDbResult rows)
    {
        var count = 0;
        for (; rows.Read(); count += rows.RowCount)
        {
            if (count + rows.RowCount > _columns[0].Length) Resize(Math.Max(count + rows.RowCount, 2 * _columns[0].Length));
            for (var i = 0; i < _present; i++) Take(i, rows.Column(i), count);
        }

        Resize(count);
        return _columns;
    }

    private void Take(int field, DuckDbColumn from, int first)
    {
        if (!_fields[field].MayBeNull && from.HasNulls) throw Wrong($"must hold a value in every row of column {from.Name}, and one holds none");
        switch (_columns[field])
        {
            case int[] integers: from.Values<int>().CopyTo(integers.AsSpan(first)); break;
            case double[] numbers: from.CopyDoubles(numbers.AsSpan(first)); break;
            case string?[] texts: from.CopyTexts(texts.AsSpan(first)); break;
            case DateTime[] times: CopyTimes(from, times.AsSpan(first)); break;
        }
    }

    private static void CopyTimes(DuckDbColumn from, Span<DateTime> target)
    {
        var ticks = new long[from.Count];
        from.CopyTicks(ticks);
        for (var row = 0; row < ticks.Length; row++) target[row] = new DateTime(ticks[row], DateTimeKind.Utc);
    }

    private void Resize(int rows)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var grown = NewArray(_fields[i].Type, rows);
            Array.Copy(_columns[i], grown, Math.Min(rows, _columns[i].Length));
            _columns[i] = grown;
        }
    }

    private static Array NewArray(ParquetType type, int rows) => type switch
    {
        ParquetType.Integer => new int[rows],
        ParquetType.Double => new double[rows],
        ParquetType.Time => new DateTime[rows],
        _ => new string?[rows],
    };

    private static DuckDbTypeId TypeOf(ParquetType type) => type switch
    {
        ParquetType.Integer => DuckDbTypeId.Integer,
        ParquetType.Double => DuckDbTypeId.Double,
        ParquetType.Time => DuckDbTypeId.TimestampTz,
        _ => DuckDbTypeId.Varchar,
    };

    private PeakTradeException Wrong(string what) => FaultCatalogue.LakeSql.Because($"the file {what}.", target: _path);
}
