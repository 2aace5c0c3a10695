using System.Runtime.CompilerServices;

namespace PeakTrade.Engine;

/// <summary>
/// Wilder's average true range: the mean of the first <c>window</c> true ranges, then each new one weighing 1 / window.
/// The true range of the first bar, which has no close before it, is high less low.
/// </summary>
public static class Atr
{
    /// <summary>Writes the average at each bar; NaN for the first <c>window - 1</c>, and again so after a bar that holds no number.</summary>
    public static void Fill(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int window, Span<double> destination)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckWindow(window);
        FillTrueRange(high, low, close, destination);
        Smoothing.Fill(destination, window, 1.0 / window, destination);
    }

    /// <summary>Writes each bar's true range: from the lower of low and last close to the higher of high and last close.</summary>
    public static void FillTrueRange(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, Span<double> destination)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckSameLength(high.Length, low.Length, nameof(low));
        Columns.CheckSameLength(high.Length, close.Length, nameof(close));
        Columns.Check(high, destination);
        Columns.Check(close, destination);
        if (high.Length > 0) FillRanges(high, low, close, destination);
    }

    /// <summary>The average in rented memory.</summary>
    public static Series Of(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int window = 14)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckWindow(window);
        var series = Series.Rent(high.Length);
        Fill(high, low, close, window, series.Buffer);
        return series;
    }

    /// <summary>The average as an array.</summary>
    public static double[] Values(double[] high, double[] low, double[] close, int window = 14)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var result = new double[high.Length];
        Fill(high, low, close, window, result);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillRanges(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, Span<double> destination)
    {
        destination[0] = high[0] - low[0];
        for (var t = 1; t < destination.Length; t++) destination[t] = Math.Max(high[t], close[t - 1]) - Math.Min(low[t], close[t - 1]);
    }
}
