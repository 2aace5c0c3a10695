using System.Runtime.CompilerServices;

namespace PeakTrade.Engine;

/// <summary>The linearly weighted moving average: the newest of <c>window</c> values weighs <c>window</c>, the oldest 1.</summary>
public static class Wma
{
    /// <summary>Writes the average at each value; NaN for the first <c>window - 1</c>.</summary>
    public static void Fill(ReadOnlySpan<double> values, int window, Span<double> destination)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, window, destination);
        destination[..Math.Min(window - 1, values.Length)].Fill(double.NaN);
        for (var block = 0; block + window <= values.Length; block += window)
        {
            var outputs = Math.Min(window, values.Length - block - window + 1);
            WeightTails(values.Slice(block, window), destination.Slice(block + window - 1, outputs));
            JoinHeads(values.Slice(block + window, outputs - 1), window, destination.Slice(block + window - 1, outputs));
        }
    }

    /// <summary>The average in rented memory.</summary>
    public static Series Of(ReadOnlySpan<double> values, int window) => Series.Filled(values, window, Fill);

    /// <summary>The average as an array.</summary>
    public static double[] Values(double[] values, int window) => Columns.Filled(values, window, Fill);

    // The tail of a block holds a window's oldest values, weighing 1, 2, 3 ...: one more value in front raises every weight by 1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WeightTails(ReadOnlySpan<double> block, Span<double> outputs)
    {
        double sum = 0, weighted = 0;
        for (var i = block.Length - 1; i >= 0; i--)
        {
            sum += block[i];
            weighted += sum;
            if (i < outputs.Length) outputs[i] = weighted;
        }
    }

    // The head of the next block holds its newest, weighing ... window - 1, window: each weighs the window less the values after it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinHeads(ReadOnlySpan<double> block, double window, Span<double> outputs)
    {
        var weights = window * (window + 1) / 2;
        outputs[0] /= weights;
        double sum = 0, after = 0;
        for (var i = 0; i < block.Length; i++)
        {
            after += sum;
            sum += block[i];
            outputs[i + 1] = (outputs[i + 1] + (window * sum - after)) / weights;
        }
    }
}
