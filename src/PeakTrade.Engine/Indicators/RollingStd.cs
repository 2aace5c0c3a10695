namespace PeakTrade.Engine;

/// <summary>The standard deviation of the last <c>window</c> values: of the population, or of a sample with <c>ddof</c> 1.</summary>
public static class RollingStd
{
    /// <summary>Writes the deviation at each value; NaN for the first <c>window - 1</c>, and everywhere where the window is no larger than <paramref name="ddof"/>.</summary>
    public static void Fill(ReadOnlySpan<double> values, int window, Span<double> destination, int ddof = 0) =>
        SlidingMoments<Deviation>.Fill(values, window, ddof, destination);

    /// <summary>The deviation in rented memory.</summary>
    public static Series Of(ReadOnlySpan<double> values, int window, int ddof = 0) => SlidingMoments<Deviation>.Of(values, window, ddof);

    /// <summary>The deviation as an array.</summary>
    public static double[] Values(double[] values, int window, int ddof = 0) => SlidingMoments<Deviation>.Values(values, window, ddof);

    internal readonly struct Deviation : IMomentStatistic
    {
        // The sum of squared deviations from the mean is never below 0, but for rounding.
        public static double Of(double newest, double sum, double squares, double window, double degrees)
        {
            if (degrees <= 0) return double.NaN;
            var spread = squares - sum * sum / window;
            return spread < 0 ? 0 : Math.Sqrt(spread / degrees);
        }
    }
}
