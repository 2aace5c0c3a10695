using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine;

/// <summary>The simple moving average: the mean of the last <c>window</c> values.</summary>
public static class Sma
{
    /// <summary>Writes the average at each value; NaN for the first <c>window - 1</c>.</summary>
    public static void Fill(ReadOnlySpan<double> values, int window, Span<double> destination)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, window, destination);
        SlidingFold<Sum>.Fill(values, window, destination);
        Divide(destination, window);
    }

    /// <summary>The sums that the averages are made of, for who only compares them: a division a value is half their cost.</summary>
    internal static Series SumsOf(ReadOnlySpan<double> values, int window)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckWindow(window);
        var series = Series.Rent(values.Length);
        SlidingFold<Sum>.Fill(values, window, series.Buffer);
        return series;
    }

    /// <summary>The average in rented memory.</summary>
    public static Series Of(ReadOnlySpan<double> values, int window) => Series.Filled(values, window, Fill);

    /// <summary>The average as an array.</summary>
    public static double[] Values(double[] values, int window) => Columns.Filled(values, window, Fill);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Divide(Span<double> sums, double window)
    {
        ref var first = ref MemoryMarshal.GetReference(sums);
        var divisor = Vector256.Create(window);
        var i = 0;
        for (; i + Vector256<double>.Count <= sums.Length; i += Vector256<double>.Count)
            (Vector256.LoadUnsafe(ref first, (nuint)i) / divisor).StoreUnsafe(ref first, (nuint)i);
        for (; i < sums.Length; i++) sums[i] /= window;
    }
}
