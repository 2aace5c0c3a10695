using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PeakTrade.Runs;

/// <summary>Reads the rows of a table that <see cref="CsvCells"/> wrote, cell after cell in the same order.</summary>
internal sealed class CsvRows : IDisposable
{
    private const int BufferBytes = 1 << 18;
    private const NumberStyles NumberStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly string _path;
    private readonly string[] _columns;
    private readonly SafeFileHandle _file;
    private int _present;           // the columns that the file has
    private byte[] _buffer = new byte[BufferBytes];
    private int _next, _filled;     // in the buffer: where the next row begins, and where the bytes end
    private long _offset;           // in the file: what is read already
    private int _at, _end;          // in the buffer: the current row's next cell, and its end
    private int _row, _column;      // counted from 1: the current row (the header is 1), and the last cell read

    /// <summary>A table of these columns. The last ones, so many of them, were added later: a file written before has none of them.</summary>
    public CsvRows(string path, string[] columns, int addedLater = 0)
    {
        _path = path;
        _columns = columns;
        _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        try
        {
            ReadHeader(addedLater);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Goes on to the next row; false at the end of the file.</summary>
    public bool Next()
    {
        if (_at <= _end) throw Damaged($"has more than {_present} cells");
        return FindRow();
    }

    public int Integer() => Cell() is var cell && int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong("a whole number", cell);

    public double Number() => Cell() is var cell && double.TryParse(cell, NumberStyle, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong("a number", cell);

    public double? NumberOrNull() => IsNextEmpty() ? Skip() : Number();

    public long Time() => Cell() is var cell && IsoTime.TryRead(cell, out var ticks) ? ticks : throw Wrong("a time such as 2020-01-01T00:00:00Z", cell);

    public DateTime Moment() => new(Time(), DateTimeKind.Utc);

    public T Word<T>() where T : struct, Enum =>
        Cell() is var cell && Words<T>.TryRead(Encoding.UTF8.GetString(cell), out var value) ? value : throw Wrong($"one of {string.Join(", ", Words<T>.All)}", cell);

    public T? WordOrNull<T>() where T : struct, Enum
    {
        if (!IsNextEmpty()) return Word<T>();
        Skip();
        return null;
    }

    public string Text()
    {
        var cell = Cell();
        if (cell.IsEmpty || cell[0] != '"') return Encoding.UTF8.GetString(cell);
        if (cell.Length < 2 || cell[^1] != '"') throw Wrong("a text whose quotes are closed", cell);
        return Encoding.UTF8.GetString(cell[1..^1]).Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    /// <summary>A text of a column added later; null where the file has no such column.</summary>
    public string? AddedText() => _column < _present ? Text() : null;

    /// <summary>A number of a column added later; null where the file has no such column.</summary>
    public double? AddedNumber() => _column < _present ? Number() : null;

    public void Dispose() => _file.Dispose();

    private void ReadHeader(int addedLater)
    {
        var wanted = string.Join(',', _columns);
        if (!FindRow()) throw Damaged("is missing: the file is empty");
        var header = Encoding.UTF8.GetString(_buffer.AsSpan(_at, _end - _at));
        _present = addedLater > 0 && header == string.Join(',', _columns[..^addedLater]) ? _columns.Length - addedLater : _columns.Length;
        if (_present == _columns.Length && header != wanted) throw Damaged($"must be the header {wanted}, and is {Shown(header)}");
        _at = _end + 1;
    }

    private ReadOnlySpan<byte> Cell()
    {
        _column++;
        if (_at > _end) throw Damaged($"ends before column {_columns[_column - 1]}");
        var rest = _buffer.AsSpan(_at, _end - _at);
        var length = rest.IndexOf((byte)',');
        if (rest is [(byte)'"', ..]) length = EndOfQuoted(rest);
        if (length < 0) length = rest.Length;
        _at += length + 1;
        return rest[..length];
    }

    private bool IsNextEmpty() => _at <= _end && (_at == _end || _buffer[_at] == ',');

    private double? Skip()
    {
        Cell();
        return null;
    }

    private static int EndOfQuoted(ReadOnlySpan<byte> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] != '"') continue;
            if (at + 1 < text.Length && text[at + 1] == '"') at++;
            else return at + 1 == text.Length || text[at + 1] == ',' ? at + 1 : -1;
        }

        return -1;
    }

    private bool FindRow()
    {
        _row++;
        _column = 0;
        var searched = _next;
        var quoted = false;
        while (true)
        {
            var found = _buffer.AsSpan(searched, _filled - searched).IndexOfAny((byte)'\n', (byte)'"');
            if (found >= 0)
            {
                searched += found + 1;
                if (_buffer[searched - 1] == '"') quoted = !quoted;
                else if (!quoted) break;
                continue;
            }

            searched = _filled - _next;
            if (!Fill()) return _filled == _next ? false : throw Damaged("is cut short: it has no line end");
        }

        (_at, _end, _next) = (_next, searched - 1, searched);
        return true;
    }

    // Moves the row begun to the front, and makes room for a longer one.
    private bool Fill()
    {
        _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
        (_next, _filled) = (0, _filled - _next);
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = RandomAccess.Read(_file, _buffer.AsSpan(_filled), _offset);
        _filled += read;
        _offset += read;
        return read > 0;
    }

    private PeakTradeException Wrong(string wanted, ReadOnlySpan<byte> came) =>
        Damaged($"must hold {wanted} in column {_columns[_column - 1]}, and holds {Shown(Encoding.UTF8.GetString(came))}");

    private PeakTradeException Damaged(string what) => Damage.Of(_path, $"row {_row} {what}.", row: _row, column: _column);

    private static string Shown(string text) => text.Length switch { 0 => "nothing", > 60 => $"\"{text[..60]}...\"", _ => $"\"{text}\"" };
}
