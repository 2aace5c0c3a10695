namespace PeakTrade.Engine.Weights;

/// <summary>The sample standard deviation of an instrument's last close-to-close returns.</summary>
internal static class TrailingVolatility
{
    // Returns that are all alike deviate by the rounding of their mean.
    private const double Rounding = 1e-12;

    /// <summary>Over the <paramref name="window"/> returns up to a bar; NaN where there are fewer, where they are all alike, and where one is no number.</summary>
    public static double At(Bars bars, int bar, int window)
    {
        if (bar < window) return double.NaN;
        var close = bars.Close.Slice(bar - window, window + 1);
        double mean = 0, squares = 0;
        for (var i = 1; i <= window; i++) mean += close[i] / close[i - 1] - 1;
        mean /= window;
        for (var i = 1; i <= window; i++)
        {
            var off = close[i] / close[i - 1] - 1 - mean;
            squares += off * off;
        }

        var deviation = Math.Sqrt(squares / (window - 1));
        return deviation > Rounding && double.IsFinite(deviation) ? deviation : double.NaN;
    }
}
