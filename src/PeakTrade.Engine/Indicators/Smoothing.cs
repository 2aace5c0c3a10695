using System.Runtime.CompilerServices;

namespace PeakTrade.Engine;

/// <summary>
/// Exponential smoothing that starts from the mean of the first <c>window</c> numbers. A value that is no number gives NaN and
/// starts the warm-up again: a smoothed value has no end to what it remembers, and must not remember that.
/// </summary>
internal static class Smoothing
{
    /// <summary>Values and destination may be the same memory.</summary>
    public static void Fill(ReadOnlySpan<double> values, int window, double weight, Span<double> destination)
    {
        for (var at = 0; at < values.Length;)
        {
            var start = Numbers.Next(values, at);
            destination[at..start].Fill(double.NaN);
            at = Numbers.End(values, start);
            FillNumbers(values[start..at], window, weight, destination[start..at]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillNumbers(ReadOnlySpan<double> values, int window, double weight, Span<double> destination)
    {
        if (values.Length < window)
        {
            destination.Fill(double.NaN);
            return;
        }

        double sum = 0;
        foreach (var value in values[..window]) sum += value;
        destination[..(window - 1)].Fill(double.NaN);
        var smooth = sum / window;
        destination[window - 1] = smooth;
        // Written as a step towards the value, so that a constant stays that constant to the last bit.
        for (var t = window; t < values.Length; t++)
        {
            smooth = Math.FusedMultiplyAdd(weight, values[t] - smooth, smooth);
            destination[t] = smooth;
        }
    }
}
