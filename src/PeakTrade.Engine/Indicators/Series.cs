using System.Buffers;

namespace PeakTrade.Engine;

/// <summary>An indicator's values, one a bar, in rented memory; <c>using var fast = Sma.Of(bars.Close, 20);</c> gives it back.</summary>
public ref struct Series : IDisposable
{
    private readonly int _length;
    private double[]? _rented;

    private Series(int length)
    {
        _length = length;
        _rented = ArrayPool<double>.Shared.Rent(length);
    }

    /// <summary>How many values there are: as many as bars.</summary>
    public readonly int Length => _length;

    /// <summary>The values; NaN where there is none yet.</summary>
    public readonly ReadOnlySpan<double> Values => Buffer;

    /// <summary>The value of a bar.</summary>
    public readonly double this[int bar] => Buffer[bar];

    /// <summary>The first bar that has a value; <see cref="Length"/> where none has.</summary>
    public readonly int FirstValid => Numbers.Next(Buffer, 0);

    internal readonly Span<double> Buffer => _rented.AsSpan(0, _length);

    internal static Series Rent(int length) => new(length);

    internal static Series Filled(ReadOnlySpan<double> values, int window, WindowedFill fill)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckWindow(window);
        var series = Rent(values.Length);
        fill(values, window, series.Buffer);
        return series;
    }

    /// <summary>Gives the memory back; the values must not be read after it.</summary>
    public void Dispose()
    {
        if (_rented is null) return;
        ArrayPool<double>.Shared.Return(_rented);
        _rented = null;
    }
}
