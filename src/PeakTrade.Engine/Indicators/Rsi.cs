using System.Runtime.CompilerServices;

namespace PeakTrade.Engine;

/// <summary>Wilder's relative strength index: 100 x average gain / (average gain + average loss), from 0 to 100.</summary>
public static class Rsi
{
    // Below this, gains and losses have decayed to where a double no longer holds their ratio: nothing moved.
    private const double Nothing = 1e-300;

    /// <summary>
    /// Writes the index at each value; NaN for the first <c>window</c>, and again so after a value that is no number.
    /// Where nothing moved at all it is 50: neither side is the stronger.
    /// </summary>
    public static void Fill(ReadOnlySpan<double> values, int window, Span<double> destination)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, window, destination);
        for (var at = 0; at < values.Length;)
        {
            var start = Numbers.Next(values, at);
            destination[at..start].Fill(double.NaN);
            at = Numbers.End(values, start);
            FillNumbers(values[start..at], window, destination[start..at]);
        }
    }

    /// <summary>The index in rented memory.</summary>
    public static Series Of(ReadOnlySpan<double> values, int window) => Series.Filled(values, window, Fill);

    /// <summary>The index as an array.</summary>
    public static double[] Values(double[] values, int window) => Columns.Filled(values, window, Fill);

    // Gains and losses are kept as 2 x window times their averages: the factor falls out of the ratio, a division and a
    // branch out of the loop. |d| + d is twice the gain, |d| - d twice the loss.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillNumbers(ReadOnlySpan<double> values, int window, Span<double> destination)
    {
        if (values.Length <= window)
        {
            destination.Fill(double.NaN);
            return;
        }

        double gains = 0, losses = 0;
        for (var t = 1; t <= window; t++)
        {
            var change = values[t] - values[t - 1];
            gains += Math.Abs(change) + change;
            losses += Math.Abs(change) - change;
        }

        destination[..window].Fill(double.NaN);
        destination[window] = Ratio(gains, losses);
        var keep = (window - 1.0) / window;
        var last = values[window];
        for (var t = window + 1; t < values.Length; t++)
        {
            var change = values[t] - last;
            last = values[t];
            gains = Math.FusedMultiplyAdd(keep, gains, Math.Abs(change) + change);
            losses = Math.FusedMultiplyAdd(keep, losses, Math.Abs(change) - change);
            destination[t] = Ratio(gains, losses);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Ratio(double gains, double losses) => gains + losses > Nothing ? 100 * gains / (gains + losses) : 50;
}
