using System.Buffers;
using System.Runtime.CompilerServices;

namespace PeakTrade.Engine;

/// <summary>What is made of a window's sum and sum of squares, both measured from a value inside the window.</summary>
internal interface IMomentStatistic
{
    static abstract double Of(double newest, double sum, double squares, double window, double degrees);
}

/// <summary>
/// Sums and sums of squares of each window, by blocks as in <see cref="SlidingFold{TFold}"/>. Values are measured from the last one
/// of the block before, which lies in every window that is joined there: an offset common to the window, however large, falls
/// out before anything is squared, and what lies outside the window has no part in its rounding.
/// </summary>
internal static class SlidingMoments<TStatistic> where TStatistic : struct, IMomentStatistic
{
    private const int OnStack = 256;

    public static Series Of(ReadOnlySpan<double> values, int window, int ddof)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckWindow(window);
        var series = Series.Rent(values.Length);
        Fill(values, window, ddof, series.Buffer);
        return series;
    }

    public static double[] Values(ReadOnlySpan<double> values, int window, int ddof)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var result = new double[values.Length];
        Fill(values, window, ddof, result);
        return result;
    }

    public static void Fill(ReadOnlySpan<double> values, int window, int ddof, Span<double> destination)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, window, destination);
        ArgumentOutOfRangeException.ThrowIfNegative(ddof);
        destination[..Math.Min(window - 1, values.Length)].Fill(double.NaN);
        if (window > values.Length) return;
        var rented = window > OnStack ? ArrayPool<double>.Shared.Rent(window) : null;
        var squares = rented is null ? stackalloc double[OnStack] : rented.AsSpan();
        for (var block = 0; block + window <= values.Length; block += window)
        {
            var outputs = Math.Min(window, values.Length - block - window + 1);
            var anchor = values[block + window - 1];
            var sums = destination.Slice(block + window - 1, outputs);
            Tails(values.Slice(block, window), anchor, sums, squares[..outputs]);
            JoinHeads(values.Slice(block + window - 1, outputs), anchor, sums, squares[..outputs], window, window - ddof);
        }

        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tails(ReadOnlySpan<double> block, double anchor, Span<double> sums, Span<double> squares)
    {
        double sum = 0, square = 0;
        var i = block.Length - 1;
        for (; i >= sums.Length; i--) Add(block[i] - anchor, ref sum, ref square);
        for (; i >= 0; i--)
        {
            Add(block[i] - anchor, ref sum, ref square);
            sums[i] = sum;
            squares[i] = square;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinHeads(ReadOnlySpan<double> block, double anchor, Span<double> sums, ReadOnlySpan<double> squares, double window, double degrees)
    {
        double sum = 0, square = 0;
        sums[0] = TStatistic.Of(block[0] - anchor, sums[0], squares[0], window, degrees);
        for (var i = 1; i < block.Length; i++)
        {
            var deviation = block[i] - anchor;
            Add(deviation, ref sum, ref square);
            sums[i] = TStatistic.Of(deviation, sums[i] + sum, squares[i] + square, window, degrees);
        }
    }

    private static void Add(double deviation, ref double sum, ref double square)
    {
        sum += deviation;
        square += deviation * deviation;
    }
}
