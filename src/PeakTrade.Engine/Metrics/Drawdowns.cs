using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine;

/// <summary>The falls of an equity curve from its peaks.</summary>
internal struct Drawdowns
{
    private const int StripBars = 64;

    private double _peak, _deepestPeak, _squares, _sum;
    private int _deepestFrom, _peakBar;

    /// <summary>The deepest fall, 0 or below.</summary>
    public double Deepest { get; private set; }

    /// <summary>Bars from the peak before the deepest fall until equity is back there, or the data end.</summary>
    public int DeepestBars { get; private set; }

    /// <summary>Root mean square of all falls.</summary>
    public double UlcerIndex { get; private set; }

    public double LowestEquity { get; private set; }

    public double MeanEquity { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Drawdowns Of(ReadOnlySpan<double> equity)
    {
        var falls = new Drawdowns { _peak = double.NegativeInfinity, LowestEquity = double.PositiveInfinity };
        for (var from = 0; from < equity.Length; from += StripBars) falls.AddStrip(equity.Slice(from, Math.Min(StripBars, equity.Length - from)), from);

        falls.UlcerIndex = Math.Sqrt(falls._squares / equity.Length);
        falls.MeanEquity = falls._sum / equity.Length;
        if (falls.Deepest < 0)
        {
            var back = falls._deepestFrom + 1;
            while (back < equity.Length && equity[back] < falls._deepestPeak) back++;
            falls.DeepestBars = Math.Min(back, equity.Length - 1) - falls._deepestFrom;
        }

        return falls;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddStrip(ReadOnlySpan<double> strip, int from)
    {
        if (strip.Length < StripBars)
        {
            foreach (var equity in strip) _sum += equity;
            AddOneByOne(strip, from);
            return;
        }

        ref var source = ref MemoryMarshal.GetReference(strip);
        var highest = Vector256.LoadUnsafe(ref source);
        var lowest = highest;
        var sum = highest;
        for (var i = 4; i < StripBars; i += 4)
        {
            var equity = Vector256.LoadUnsafe(ref source, (nuint)i);
            highest = Vector256.Max(highest, equity);
            lowest = Vector256.Min(lowest, equity);
            sum += equity;
        }

        _sum += (sum[0] + sum[1]) + (sum[2] + sum[3]);
        var top = Math.Max(Math.Max(highest[0], highest[1]), Math.Max(highest[2], highest[3]));
        var bottom = Math.Min(Math.Min(lowest[0], lowest[1]), Math.Min(lowest[2], lowest[3]));
        // Below the peak all the way, which is most of the time: one peak serves the whole strip. At the peak all the way, as
        // before the first trade, only the last bar at it moves on.
        if (top < _peak && bottom > 0) AddBelowPeak(ref source, bottom);
        else if (top == _peak && bottom == _peak) (_peakBar, LowestEquity) = (from + StripBars - 1, Math.Min(LowestEquity, bottom));
        else AddOneByOne(strip, from);
    }

    private void AddBelowPeak(ref double source, double bottom)
    {
        var peaks = Vector256.Create(_peak);
        var squares = Vector256<double>.Zero;
        for (var i = 0; i < StripBars; i += 4)
        {
            var fall = Vector256.LoadUnsafe(ref source, (nuint)i) / peaks - Vector256<double>.One;
            squares += fall * fall;
        }

        _squares += (squares[0] + squares[1]) + (squares[2] + squares[3]);
        LowestEquity = Math.Min(LowestEquity, bottom);
        Deepen(bottom / _peak - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddOneByOne(ReadOnlySpan<double> strip, int from)
    {
        for (var i = 0; i < strip.Length; i++)
        {
            var equity = strip[i];
            LowestEquity = Math.Min(LowestEquity, equity);
            if (equity >= _peak)
            {
                (_peak, _peakBar) = (equity, from + i);
                continue;
            }

            var fall = _peak > 0 ? equity / _peak - 1 : 0;
            _squares += fall * fall;
            Deepen(fall);
        }
    }

    private void Deepen(double fall)
    {
        if (fall >= Deepest) return;
        (Deepest, _deepestPeak, _deepestFrom) = (fall, _peak, _peakBar);
    }
}
