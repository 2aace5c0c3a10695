namespace PeakTrade;

/// <summary>
/// A factor's values of many instruments over time; NaN where there is none. They lie time after time, the instruments of one time side by side, because a
/// portfolio asks for one time's instruments again and again: <see cref="CrossSection"/> hands out that memory as it is. An instrument's own series is
/// gathered from it, once.
/// </summary>
public sealed class FactorPanel
{
    private readonly string[] _symbols;
    private readonly ReadOnlyMemory<long> _ticks;
    private readonly ReadOnlyMemory<double> _values;
    private readonly Dictionary<string, int> _columns;

    /// <summary>Takes over times in rising order, <see cref="DateTime.Ticks"/> in UTC, and <c>times x symbols</c> values.</summary>
    public FactorPanel(string factor, string[] symbols, ReadOnlyMemory<long> utcTicks, ReadOnlyMemory<double> values, string key, bool cached)
    {
        if (values.Length != (long)utcTicks.Length * symbols.Length)
            throw new ArgumentException($"A panel of {utcTicks.Length} times and {symbols.Length} symbols holds {(long)utcTicks.Length * symbols.Length} values, and was given {values.Length}.");
        (Factor, _symbols, _ticks, _values, Key, Cached) = (factor, symbols, utcTicks, values, key, cached);
        _columns = new Dictionary<string, int>(symbols.Length, StringComparer.Ordinal);
        for (var column = 0; column < symbols.Length; column++) _columns.Add(symbols[column], column);
    }

    /// <summary>The factor, its numbers in its name.</summary>
    public string Factor { get; }

    /// <summary>The instruments, in the order of the columns.</summary>
    public IReadOnlyList<string> Symbols => _symbols;

    /// <summary>How many times there are.</summary>
    public int Count => _ticks.Length;

    /// <summary>The first time, in UTC; null where the panel holds none.</summary>
    public DateTime? From => Count == 0 ? null : TimeAt(0);

    /// <summary>The last time, in UTC; null where the panel holds none.</summary>
    public DateTime? To => Count == 0 ? null : TimeAt(Count - 1);

    /// <summary>Whether it came from the store.</summary>
    public bool Cached { get; }

    /// <summary>What the store knows the whole panel by; empty where it cannot be stored.</summary>
    public string Key { get; }

    /// <summary>The times, as <see cref="DateTime.Ticks"/> in UTC.</summary>
    public ReadOnlySpan<long> UtcTicks => _ticks.Span;

    /// <summary>The value of an instrument at a time, both by number.</summary>
    public double this[int row, int column] => CrossSection(row)[column];

    /// <summary>A time by its number, in UTC.</summary>
    public DateTime TimeAt(int row) => new(_ticks.Span[row], DateTimeKind.Utc);

    /// <summary>The value of an instrument at exactly that time; NaN where the panel has no such time. A time of no kind is UTC.</summary>
    public double ValueAt(DateTime time, string symbol)
    {
        var row = RowAt(time);
        return row >= 0 && UtcTicks[row] == Utc(time) ? this[row, ColumnOf(symbol)] : double.NaN;
    }

    /// <summary>All instruments' values at one time, in the order of <see cref="Symbols"/>; copies nothing.</summary>
    public ReadOnlySpan<double> CrossSection(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        return _values.Span.Slice(row * _symbols.Length, _symbols.Length);
    }

    /// <summary>The last time at or before a moment, by its number; -1 where all come later. A time of no kind is UTC.</summary>
    public int RowAt(DateTime time)
    {
        var row = UtcTicks.BinarySearch(Utc(time));
        return row >= 0 ? row : ~row - 1;
    }

    /// <summary>An instrument by its number.</summary>
    /// <exception cref="KeyNotFoundException">The panel does not hold it.</exception>
    public int ColumnOf(string symbol) =>
        _columns.TryGetValue(symbol, out var column) ? column : throw new KeyNotFoundException($"The panel of {Factor} holds no \"{symbol}\". {Suggestion.For(symbol, _symbols)}".TrimEnd());

    /// <summary>One instrument's values, one a time.</summary>
    public double[] GetSeries(string symbol)
    {
        var column = ColumnOf(symbol);
        var series = new double[Count];
        var values = _values.Span;
        for (var row = 0; row < series.Length; row++) series[row] = values[row * _symbols.Length + column];
        return series;
    }

    /// <summary>All times, in UTC.</summary>
    public DateTime[] GetTimes()
    {
        var times = new DateTime[Count];
        for (var row = 0; row < times.Length; row++) times[row] = TimeAt(row);
        return times;
    }

    /// <summary>The part from a moment on and before another; shares the memory.</summary>
    public FactorPanel Between(DateTime? from, DateTime? to)
    {
        var first = from is { } start ? FirstFrom(Utc(start)) : 0;
        var end = Math.Max(first, to is { } before ? FirstFrom(Utc(before)) : Count);
        return new(Factor, _symbols, _ticks[first..end], _values[(first * _symbols.Length)..(end * _symbols.Length)], Key, Cached);
    }

    /// <summary>The panel on one line.</summary>
    public override string ToString() => $"{Factor}: {Count} times, {_symbols.Length} symbols";

    private int FirstFrom(long ticks)
    {
        var row = UtcTicks.BinarySearch(ticks);
        return row >= 0 ? row : ~row;
    }

    private static long Utc(DateTime time) => (time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).Ticks;
}
