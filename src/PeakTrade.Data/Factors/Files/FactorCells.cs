using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace PeakTrade.Data.Factors;

/// <summary>The values of a factor's file as they come, in any order of times and symbols, until they are a panel.</summary>
internal sealed class FactorCells(FactorFaults faults)
{
    // A gigabyte of values; a sparse file of many times and many symbols would be far more than it is long.
    private const long MostCells = 1 << 27;
    private const int ShortName = 256;

    private readonly List<long> _ticks = [];
    private readonly List<int> _columns = [];
    private readonly List<double> _values = [];
    private readonly List<int> _rows = [];
    private readonly List<string> _symbols = [];
    private readonly List<long> _lastTicks = [];
    private readonly Dictionary<string, int> _columnOf = new(StringComparer.Ordinal);

    /// <summary>The number of a symbol, in the order in which they came.</summary>
    public int ColumnOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > ShortName) return ColumnOf(Encoding.UTF8.GetString(utf8));
        Span<char> text = stackalloc char[ShortName];
        var name = text[..Encoding.UTF8.GetChars(utf8, text)];
        return _columnOf.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var column) ? column : ColumnOf(name.ToString());
    }

    public int ColumnOf(string symbol)
    {
        if (_columnOf.TryAdd(symbol, _symbols.Count))
        {
            _symbols.Add(symbol);
            _lastTicks.Add(0);
        }

        return _columnOf[symbol];
    }

    /// <summary>The time of a symbol's last value, by which an hour that the clocks showed twice is told.</summary>
    public long LastTicks(int column) => _lastTicks[column];

    public void Add(long ticks, int column, double value, int row)
    {
        _ticks.Add(ticks);
        _columns.Add(column);
        _values.Add(value);
        _rows.Add(row);
        _lastTicks[column] = ticks;
    }

    /// <summary>The panel; two values of one time and symbol are faults.</summary>
    public FactorPanel ToPanel(string factor)
    {
        var times = DistinctTimes();
        if ((long)times.Length * _symbols.Count > MostCells)
            throw faults.Whole(string.Create(CultureInfo.InvariantCulture, $"{times.Length:N0} times of {_symbols.Count:N0} symbols are more values than a panel holds."), "Check that its rows share their times.");
        var symbols = _symbols.ToArray();
        var placeOf = new int[symbols.Length];
        Array.Sort(symbols, StringComparer.Ordinal);
        for (var place = 0; place < symbols.Length; place++) placeOf[_columnOf[symbols[place]]] = place;

        var values = new double[times.Length * symbols.Length];
        Array.Fill(values, double.NaN);
        Fill(values, times, placeOf);
        faults.Close();
        return times.Length > 0 ? new FactorPanel(factor, symbols, times, values, key: "", cached: false) : throw faults.Whole("the file has no row of values.");
    }

    private void Fill(Span<double> values, long[] times, int[] placeOf)
    {
        var ticks = CollectionsMarshal.AsSpan(_ticks);
        var columns = CollectionsMarshal.AsSpan(_columns);
        var rowOf = new int[values.Length];
        var time = 0;
        for (var i = 0; i < ticks.Length; i++)
        {
            // Rows of one time mostly come together.
            if (times[time] != ticks[i]) time = Array.BinarySearch(times, ticks[i]);
            var cell = time * placeOf.Length + placeOf[columns[i]];
            if (rowOf[cell] == 0) (values[cell], rowOf[cell]) = (_values[i], _rows[i]);
            else Twice(i, rowOf[cell]);
        }
    }

    private void Twice(int cell, int firstRow) =>
        faults.Add(
            _rows[cell], null,
            faults.IsOpen ? string.Create(CultureInfo.InvariantCulture, $"{_symbols[_columns[cell]]} has a value at {new DateTime(_ticks[cell], DateTimeKind.Utc):yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'} in row {firstRow:N0} already.") : "",
            "Leave one of the two rows.");

    private long[] DistinctTimes()
    {
        var times = new List<long>();
        foreach (var ticks in _ticks)
        {
            if (times.Count == 0 || times[^1] != ticks) times.Add(ticks);
        }

        times.Sort();
        return [.. times.Where((ticks, i) => i == 0 || ticks != times[i - 1])];
    }
}
