using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PeakTrade.Data;

/// <summary>One row of a source as numbers; the time is <see cref="DateTime.Ticks"/> in UTC.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct BarRow
{
    public long Ticks;
    public double Open, High, Low, Close, Volume;
}

/// <summary>Columns that grow while bars are read.</summary>
internal sealed class BarColumns(bool hasVolume)
{
    private long[] _ticks = [];
    private double[] _open = [], _high = [], _low = [], _close = [], _volume = [];

    public int Count { get; private set; }

    public int Capacity => _ticks.Length;

    /// <summary>The caller makes room first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in BarRow row)
    {
        var bar = Count;
        _ticks[bar] = row.Ticks;
        _open[bar] = row.Open;
        _high[bar] = row.High;
        _low[bar] = row.Low;
        _close[bar] = row.Close;
        if (hasVolume) _volume[bar] = row.Volume;
        Count = bar + 1;
    }

    /// <summary>Makes room for another bar, and at once for as many as the source seems to hold.</summary>
    public void Grow(long expected)
    {
        var capacity = (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(1024, Capacity * 2L), expected));
        Resize(capacity);
    }

    public Bars ToBars(string symbol)
    {
        // A little slack is kept rather than copied away: Bars.First shares the columns.
        if (Capacity - Count > Count / 8) Resize(Count);
        return new Bars(symbol, _ticks, _open, _high, _low, _close, hasVolume ? _volume : null).First(Count);
    }

    private void Resize(int capacity)
    {
        _ticks = Resized(_ticks, capacity);
        _open = Resized(_open, capacity);
        _high = Resized(_high, capacity);
        _low = Resized(_low, capacity);
        _close = Resized(_close, capacity);
        if (hasVolume) _volume = Resized(_volume, capacity);
    }

    private T[] Resized<T>(T[] column, int capacity)
    {
        var resized = GC.AllocateUninitializedArray<T>(capacity);
        column.AsSpan(0, Count).CopyTo(resized);
        return resized;
    }
}
