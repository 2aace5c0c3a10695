using PeakTrade.Data.Csv;
using PeakTrade.Data.DuckDb;
using PeakTrade.Data.Parquet;

namespace PeakTrade.Data.Factors;

/// <summary>Reads one Parquet file of a factor. Used once.</summary>
internal sealed class FactorParquet(string path, DataSource source, string factor, string timezone)
{
    private readonly FactorFaults _faults = new(source);
    private FactorCells _cells = null!;
    private FactorColumns _columns = null!;
    private ParquetTimes _times = null!;
    private string _timeName = "";
    private string _wanted = "";
    private int[] _wide = [];
    private double[][] _values = [];
    private long _lastTicks;
    private int _row;

    public FactorPanel Read(CancellationToken cancel)
    {
        _cells = new FactorCells(_faults);
        try
        {
            using var connection = DuckDbDatabase.Shared.Connect();
            var from = $"FROM read_parquet({Sql.File(path)}, hive_partitioning = false)";
            using (var empty = connection.Query($"SELECT * {from} LIMIT 0", cancel)) Begin(empty.Fields);
            using var rows = connection.Query($"SELECT {_wanted} {from}", cancel);
            while (rows.Read()) Take(rows);
        }
        catch (PeakTradeException refused) when (refused.Kind == FaultCatalogue.LakeSql)
        {
            // Behind an empty line DuckDB shows where in the query it stood, which says nothing to the user.
            throw _faults.Whole($"DuckDB cannot read the file: {refused.Faults[0].Message.Split("\n\nLINE ")[0].Trim().TrimEnd('.')}.", "Write the file again, or name another one.");
        }

        return _cells.ToPanel(factor);
    }

    private void Begin(IReadOnlyList<DuckDbField> fields)
    {
        string[] names = [.. fields.Select(field => field.Name)];
        _columns = FactorColumns.Of(names, factor, (message, action) => _faults.Whole(message, action));
        _timeName = names[_columns.Time];
        _wide = _columns.IsWide ? [.. _columns.Values.Select(value => _cells.ColumnOf(value.Name))] : [];
        _values = [.. _columns.Values.Select(_ => new double[2048])];
        var time = fields[_columns.Time].Type;
        Want(_timeName, time, time.IsTimestamp || time.Id is DuckDbTypeId.Date or DuckDbTypeId.Varchar || IsNumber(time.Id), "a TIMESTAMP, a DATE, a number since 1970 or a text");
        if (!_columns.IsWide) Want(names[_columns.Symbol], fields[_columns.Symbol].Type, fields[_columns.Symbol].Type.Id is DuckDbTypeId.Varchar or DuckDbTypeId.Enum || IsNumber(fields[_columns.Symbol].Type.Id), "a text");
        foreach (var (field, name) in _columns.Values) Want(name, fields[field].Type, IsNumber(fields[field].Type.Id), "a number");
        _times = new ParquetTimes(time, timezone);

        string Quoted(int field) => Sql.Name(names[field]);
        _wanted = string.Join(", ", [Quoted(_columns.Time), .. _columns.IsWide ? [] : new[] { $"CAST({Quoted(_columns.Symbol)} AS VARCHAR)" }, .. _columns.Values.Select(value => Quoted(value.Field))]);
    }

    private void Take(DuckDbResult rows)
    {
        var firstValue = _columns.IsWide ? 1 : 2;
        for (var i = 0; i < _values.Length; i++) rows.Column(firstValue + i).CopyDoubles(_values[i]);
        var time = rows.Column(0);
        for (var row = 0; row < rows.RowCount; row++)
        {
            _row++;
            if (_columns.IsWide) TakeWide(time, row);
            else TakeLong(time, rows.Column(1), row);
        }
    }

    private void TakeLong(in DuckDbColumn time, in DuckDbColumn symbol, int row)
    {
        if (symbol.IsNull(row) || symbol.Utf8(row).Trim(" \t\r"u8).IsEmpty)
        {
            _faults.Add(_row, "symbol", FieldText.Empty("symbol"));
            return;
        }

        var column = _cells.ColumnOf(symbol.Utf8(row).Trim(" \t\r"u8));
        if (TryTime(time, row, _cells.LastTicks(column), out var ticks) & IsFinite(0, row)) _cells.Add(ticks, column, _values[0][row], _row);
    }

    private void TakeWide(in DuckDbColumn time, int row)
    {
        var isTime = TryTime(time, row, _lastTicks, out var ticks);
        if (isTime) _lastTicks = ticks;
        for (var i = 0; i < _wide.Length; i++)
        {
            if (IsFinite(i, row) && isTime) _cells.Add(ticks, _wide[i], _values[i][row], _row);
        }
    }

    private bool TryTime(in DuckDbColumn column, int row, long previousUtc, out long ticks)
    {
        ticks = 0;
        var reading = column.IsNull(row) ? TimeReading.NoTime : _times.TryRead(column, row, previousUtc, out ticks);
        if (reading == TimeReading.Read) return true;
        _faults.Add(_row, _timeName, _faults.IsOpen ? FieldText.NoTime(_timeName, _times.Text(column, row), reading, timezone) : "");
        return false;
    }

    private bool IsFinite(int value, int row)
    {
        if (!double.IsInfinity(_values[value][row])) return true;
        _faults.Add(_row, _columns.Values[value].Name, $"{_columns.Values[value].Name} is infinite; a number, or nothing, is wanted.");
        return false;
    }

    private void Want(string name, DuckDbType type, bool fits, string wanted)
    {
        if (!fits) throw _faults.Whole($"column {FieldText.Of(name)} is {type.Id.ToString().ToUpperInvariant()}; {wanted} is wanted.", "Write the column as such.");
    }

    private static bool IsNumber(DuckDbTypeId type) => type is (>= DuckDbTypeId.TinyInt and <= DuckDbTypeId.Double) or DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.Decimal;
}
