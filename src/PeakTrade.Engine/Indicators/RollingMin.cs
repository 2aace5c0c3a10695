namespace PeakTrade.Engine;

/// <summary>The lowest of the last <c>window</c> values.</summary>
public static class RollingMin
{
    /// <summary>Writes the lowest at each value; NaN for the first <c>window - 1</c>.</summary>
    public static void Fill(ReadOnlySpan<double> values, int window, Span<double> destination)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, window, destination);
        SlidingFold<Lowest>.Fill(values, window, destination);
    }

    /// <summary>The lowest in rented memory.</summary>
    public static Series Of(ReadOnlySpan<double> values, int window) => Series.Filled(values, window, Fill);

    /// <summary>The lowest as an array.</summary>
    public static double[] Values(double[] values, int window) => Columns.Filled(values, window, Fill);
}
