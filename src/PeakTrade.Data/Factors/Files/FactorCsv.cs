using System.Text;
using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Factors;

/// <summary>Reads one CSV of a factor. Used once.</summary>
internal sealed class FactorCsv(ByteBlocks blocks, DataSource source, string factor, string timezone)
{
    private const string Iso = "Write times as 2024-01-31T14:05:00Z.";
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t'];

    private readonly RecordSplitter _splitter = new();
    private readonly TimeColumn _times = new(new ZoneClock(timezone));
    private readonly MonthFirstTimes _monthFirst = new();
    private readonly FactorFaults _faults = new(source);
    private readonly bool _isUtc = ZoneClock.Find(timezone) is null;
    private FactorCells _cells = null!;
    private FactorColumns _columns = null!;
    private string _timeName = "";
    private int[] _wide = [];
    private long _lastTicks;
    private byte _delimiter;
    private int _line = 1;

    public FactorPanel Read(CancellationToken cancel)
    {
        _cells = new FactorCells(_faults);
        ReadHeader();
        do
        {
            cancel.ThrowIfCancellationRequested();
            ReadRows();
        }
        while (blocks.ReadMore(_line));
        // First of all the rows that cannot be read: one of them may show that the day comes first.
        var panel = _cells.ToPanel(factor);
        if (_monthFirst is { FirstRow: > 0, IsShown: false })
            throw _faults.Whole("the times may have the month or the day first, and no row shows which.", Iso, _monthFirst.FirstRow);
        return panel;
    }

    private void ReadHeader()
    {
        while (_columns is null && blocks.ReadMore(_line))
        {
            if (_line == 1 && blocks.Rest.StartsWith("\uFEFF"u8)) blocks.Start += 3;
            for (; blocks.Rest is [(byte)'\n' or (byte)'\r', ..]; blocks.Start++) _line += blocks.Rest[0] == '\n' ? 1 : 0;
            if (blocks.Rest.Length > 0) TryHeader();
        }

        if (_columns is null) throw _faults.Whole("the file is empty.");
        if (_columns.IsWide) _wide = [.. _columns.Values.Select(value => _cells.ColumnOf(value.Name))];
    }

    private void TryHeader()
    {
        var text = blocks.Rest;
        string[] names = [];
        foreach (var delimiter in Delimiters)
        {
            if (_splitter.Split(text, delimiter, blocks.AtEnd) < 0) return;
            var found = NamesIn(text);
            if (names.Length > 0 && (FactorColumns.HaveTime(found), found.Length).CompareTo((FactorColumns.HaveTime(names), names.Length)) <= 0) continue;
            (names, _delimiter) = (found, delimiter);
        }

        if (names.Any(name => name.Any(char.IsControl))) throw _faults.Whole("the first line holds characters that are no text.", "Name a CSV file whose lines end in line feeds.", _line);
        var length = _splitter.Split(text, _delimiter, blocks.AtEnd);
        _columns = FactorColumns.Of(names, factor, (message, action) => _faults.Whole(message, action, _line));
        _timeName = names[_columns.Time];
        blocks.Start += length;
        _line += 1 + _splitter.InnerLines;
    }

    private string[] NamesIn(ReadOnlySpan<byte> text)
    {
        var names = new string[_splitter.Count];
        for (var field = 0; field < names.Length; field++) names[field] = Encoding.UTF8.GetString(_splitter.Field(text, field)).Replace("\"\"", "\"", StringComparison.Ordinal).Trim();
        return names;
    }

    private void ReadRows()
    {
        while (blocks.Rest.Length > 0)
        {
            var text = blocks.Rest;
            var length = _splitter.Split(text, _delimiter, blocks.AtEnd);
            if (length < 0) return;
            if (!_splitter.IsBlank) ReadRow(text);
            blocks.Start += length;
            _line += 1 + _splitter.InnerLines;
        }
    }

    private void ReadRow(ReadOnlySpan<byte> text)
    {
        var (count, wanted) = (_splitter.Count, _columns.Count);
        if (_splitter.Unclosed) _faults.Add(_line, null, "a quoted field is not closed.");
        // One empty field too many is a delimiter at the line's end.
        else if (count != wanted && !(count == wanted + 1 && _splitter.Field(text, wanted).IsEmpty))
            _faults.Add(_line, null, $"{count:N0} {(count == 1 ? "field" : "fields")} where the header names {wanted:N0}.");
        else if (_columns.IsWide) ReadWide(text);
        else ReadLong(text);
    }

    private void ReadLong(ReadOnlySpan<byte> text)
    {
        var symbol = _splitter.Field(text, _columns.Symbol);
        if (symbol.IsEmpty)
        {
            _faults.Add(_line, "symbol", FieldText.Empty("symbol"));
            return;
        }

        var column = symbol.Contains((byte)'"') ? _cells.ColumnOf(Encoding.UTF8.GetString(symbol).Replace("\"\"", "\"", StringComparison.Ordinal)) : _cells.ColumnOf(symbol);
        if (TryTime(_splitter.Field(text, _columns.Time), _cells.LastTicks(column), out var ticks) & TryValue(text, _columns.Values[0], out var value)) _cells.Add(ticks, column, value, _line);
    }

    private void ReadWide(ReadOnlySpan<byte> text)
    {
        var isTime = TryTime(_splitter.Field(text, _columns.Time), _lastTicks, out var ticks);
        if (isTime) _lastTicks = ticks;
        for (var i = 0; i < _wide.Length; i++)
        {
            if (TryValue(text, _columns.Values[i], out var value) && isTime) _cells.Add(ticks, _wide[i], value, _line);
        }
    }

    private bool TryTime(ReadOnlySpan<byte> field, long previousUtc, out long ticks)
    {
        var reading = _times.TryParse(field, previousUtc, out ticks);
        // Export-Csv writes a panel's times without their zone, which is UTC: in another they would be hours off.
        if (reading == TimeReading.Read || (_isUtc && _monthFirst.TryParse(field, _line, out ticks))) return true;
        _faults.Add(_line, _timeName, _faults.IsOpen ? FieldText.NoTime(_timeName, field, reading, timezone) : "", field.Contains((byte)'/') || field.Contains((byte)'.') ? Iso : "");
        return false;
    }

    private bool TryValue(ReadOnlySpan<byte> text, (int Field, string Name) column, out double value)
    {
        value = double.NaN;
        var field = _splitter.Field(text, column.Field);
        if (field.IsEmpty) return true;
        if (!ExactNumber.TryParse(field, out value)) _faults.Add(_line, column.Name, _faults.IsOpen ? FieldText.NoNumber(column.Name, field) : "");
        else if (double.IsInfinity(value)) _faults.Add(_line, column.Name, _faults.IsOpen ? $"{column.Name} {FieldText.Of(field)} is infinite; a number, or nothing, is wanted." : "");
        else return true;
        return false;
    }
}
