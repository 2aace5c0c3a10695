namespace PeakTrade;

/// <summary>
/// The bars of one instrument, as columns in order of time. The arrays handed in belong to the bars from then on and
/// are not changed; <see cref="First"/>, <see cref="Slice"/> and <see cref="Named"/> share them.
/// </summary>
public sealed class Bars
{
    private readonly long[] _ticks;
    private readonly double[] _open, _high, _low, _close;
    private readonly double[]? _volume;
    private readonly int _from;

    /// <summary>Takes over columns of one length; <paramref name="utcTicks"/> are <see cref="DateTime.Ticks"/> in UTC.</summary>
    public Bars(string symbol, long[] utcTicks, double[] open, double[] high, double[] low, double[] close, double[]? volume = null)
        : this(symbol, utcTicks, open, high, low, close, volume, 0, utcTicks.Length)
    {
        if (open.Length != Count || high.Length != Count || low.Length != Count || close.Length != Count || (volume is not null && volume.Length != Count))
            throw new ArgumentException($"All columns must hold {Count} values, as the times do.");
    }

    private Bars(string symbol, long[] ticks, double[] open, double[] high, double[] low, double[] close, double[]? volume, int from, int count)
    {
        Symbol = symbol;
        (_ticks, _open, _high, _low, _close, _volume, _from) = (ticks, open, high, low, close, volume, from);
        Count = count;
    }

    /// <summary>The instrument, as the user names it.</summary>
    public string Symbol { get; }

    /// <summary>How many bars there are.</summary>
    public int Count { get; }

    /// <summary>Whether the data have a volume column.</summary>
    public bool HasVolume => _volume is not null;

    /// <summary>Opening times, as <see cref="DateTime.Ticks"/> in UTC.</summary>
    public ReadOnlySpan<long> UtcTicks => _ticks.AsSpan(_from, Count);

    /// <summary>Opening prices.</summary>
    public ReadOnlySpan<double> Open => _open.AsSpan(_from, Count);

    /// <summary>Highest prices.</summary>
    public ReadOnlySpan<double> High => _high.AsSpan(_from, Count);

    /// <summary>Lowest prices.</summary>
    public ReadOnlySpan<double> Low => _low.AsSpan(_from, Count);

    /// <summary>Closing prices.</summary>
    public ReadOnlySpan<double> Close => _close.AsSpan(_from, Count);

    /// <summary>Volumes; empty where the data have none.</summary>
    public ReadOnlySpan<double> Volume => _volume is null ? [] : _volume.AsSpan(_from, Count);

    /// <summary>The time of a bar, in UTC.</summary>
    public DateTime TimeAt(int bar) => new(_ticks[_from + bar], DateTimeKind.Utc);

    /// <summary>The first bars only; shares the columns, copies nothing.</summary>
    public Bars First(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return Slice(0, count);
    }

    /// <summary>The bars [from, to); shares the columns, copies nothing.</summary>
    public Bars Slice(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Count);
        return new Bars(Symbol, _ticks, _open, _high, _low, _close, _volume, _from + from, to - from);
    }

    /// <summary>The bars from a moment on and before another, both in UTC; shares the columns, copies nothing.</summary>
    public Bars Between(DateTime? from, DateTime? to)
    {
        var first = from is { } start ? FirstFrom(start) : 0;
        return Slice(first, Math.Max(first, to is { } end ? FirstFrom(end) : Count));
    }

    /// <summary>The same bars by another name; shares the columns, copies nothing.</summary>
    public Bars Named(string symbol) => new(symbol, _ticks, _open, _high, _low, _close, _volume, _from, Count);

    private int FirstFrom(DateTime moment)
    {
        var bar = UtcTicks.BinarySearch(moment.Ticks);
        return bar >= 0 ? bar : ~bar;
    }
}
