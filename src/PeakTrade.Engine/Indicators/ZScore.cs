namespace PeakTrade.Engine;

/// <summary>How many standard deviations (of the population, or of a sample with <c>ddof</c> 1) a value lies above the mean of the last <c>window</c>.</summary>
public static class ZScore
{
    /// <summary>Writes the score at each value; NaN for the first <c>window - 1</c> and where all values of the window are the same.</summary>
    public static void Fill(ReadOnlySpan<double> values, int window, Span<double> destination, int ddof = 0) =>
        SlidingMoments<Score>.Fill(values, window, ddof, destination);

    /// <summary>The score in rented memory.</summary>
    public static Series Of(ReadOnlySpan<double> values, int window, int ddof = 0) => SlidingMoments<Score>.Of(values, window, ddof);

    /// <summary>The score as an array.</summary>
    public static double[] Values(double[] values, int window, int ddof = 0) => SlidingMoments<Score>.Values(values, window, ddof);

    internal readonly struct Score : IMomentStatistic
    {
        public static double Of(double newest, double sum, double squares, double window, double degrees)
        {
            var deviation = RollingStd.Deviation.Of(newest, sum, squares, window, degrees);
            return deviation == 0 ? double.NaN : (newest - sum / window) / deviation;
        }
    }
}
