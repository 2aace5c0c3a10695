namespace PeakTrade.Engine;

/// <summary>The exponential moving average with weight 2 / (window + 1), started from the mean of the first <c>window</c> values.</summary>
public static class Ema
{
    /// <summary>Writes the average at each value; NaN for the first <c>window - 1</c>, and again so after a value that is no number.</summary>
    public static void Fill(ReadOnlySpan<double> values, int window, Span<double> destination)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, window, destination);
        Smoothing.Fill(values, window, 2.0 / (window + 1.0), destination);
    }

    /// <summary>The average in rented memory.</summary>
    public static Series Of(ReadOnlySpan<double> values, int window) => Series.Filled(values, window, Fill);

    /// <summary>The average as an array.</summary>
    public static double[] Values(double[] values, int window) => Columns.Filled(values, window, Fill);
}
