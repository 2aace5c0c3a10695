using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PeakTrade.Data.Backends;

namespace PeakTrade.Data;

/// <summary>One row of a source as numbers; the time is <see cref="DateTime.Ticks"/> in UTC.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct BarRow
{
    public long Ticks;
    public double Open, High, Low, Close, Volume;
}

/// <summary>Some bars as columns.</summary>
internal ref struct BarBlock
{
    public Span<long> Ticks;
    public Span<double> Open, High, Low, Close;

    /// <summary>Empty where there is no volume.</summary>
    public Span<double> Volume;

    /// <summary>The column of prices or volumes that has a role.</summary>
    public readonly Span<double> Of(FieldRole role) => role switch
    {
        FieldRole.Open => Open,
        FieldRole.High => High,
        FieldRole.Low => Low,
        FieldRole.Close => Close,
        _ => Volume,
    };

    /// <summary>Copies prices and volumes from a bar on; as many as the target takes.</summary>
    public readonly void CopyPrices(int first, in BarBlock target)
    {
        var count = target.Ticks.Length;
        Open.Slice(first, count).CopyTo(target.Open);
        High.Slice(first, count).CopyTo(target.High);
        Low.Slice(first, count).CopyTo(target.Low);
        Close.Slice(first, count).CopyTo(target.Close);
        if (target.Volume.Length > 0) Volume.Slice(first, count).CopyTo(target.Volume);
    }
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

    /// <summary>The times of the bars.</summary>
    public ReadOnlySpan<long> Ticks => _ticks.AsSpan(0, Count);

    /// <summary>A bar; what the volume is where there is none is not said.</summary>
    public BarRow RowAt(int bar) => new() { Ticks = _ticks[bar], Open = _open[bar], High = _high[bar], Low = _low[bar], Close = _close[bar] };

    /// <summary>Room for more bars behind the last one, to be filled and then taken by <see cref="Take"/>.</summary>
    public BarBlock Room(int count)
    {
        if (Capacity - Count < count) Grow(Count + (long)count);
        return new BarBlock
        {
            Ticks = _ticks.AsSpan(Count, count),
            Open = _open.AsSpan(Count, count),
            High = _high.AsSpan(Count, count),
            Low = _low.AsSpan(Count, count),
            Close = _close.AsSpan(Count, count),
            Volume = hasVolume ? _volume.AsSpan(Count, count) : [],
        };
    }

    /// <summary>Takes the bars that the room was filled with.</summary>
    public void Take(int count) => Count += count;

    /// <summary>Adds the bars of other columns from one on.</summary>
    public void Add(BarColumns other, int first)
    {
        var count = other.Count - first;
        var room = Room(count);
        other._ticks.AsSpan(first, count).CopyTo(room.Ticks);
        other._open.AsSpan(first, count).CopyTo(room.Open);
        other._high.AsSpan(first, count).CopyTo(room.High);
        other._low.AsSpan(first, count).CopyTo(room.Low);
        other._close.AsSpan(first, count).CopyTo(room.Close);
        if (hasVolume) other._volume.AsSpan(first, count).CopyTo(room.Volume);
        Take(count);
    }

    /// <summary>The columns as bars; a volume column that turned out to hold nothing may be left away.</summary>
    public Bars ToBars(string symbol, bool withVolume)
    {
        // A little slack is kept rather than copied away: Bars.First shares the columns.
        if (Capacity - Count > Count / 8) Resize(Count);
        return new Bars(symbol, _ticks, _open, _high, _low, _close, withVolume ? _volume : null).First(Count);
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
