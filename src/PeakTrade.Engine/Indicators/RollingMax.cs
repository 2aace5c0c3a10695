namespace PeakTrade.Engine;

/// <summary>The highest of the last <c>window</c> values.</summary>
public static class RollingMax
{
    /// <summary>Writes the highest at each value; NaN for the first <c>window - 1</c>.</summary>
    public static void Fill(ReadOnlySpan<double> values, int window, Span<double> destination)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, window, destination);
        SlidingFold<Highest>.Fill(values, window, destination);
    }

    /// <summary>The highest in rented memory.</summary>
    public static Series Of(ReadOnlySpan<double> values, int window) => Series.Filled(values, window, Fill);

    /// <summary>The highest as an array.</summary>
    public static double[] Values(double[] values, int window) => Columns.Filled(values, window, Fill);
}
