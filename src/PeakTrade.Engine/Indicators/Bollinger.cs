namespace PeakTrade.Engine;

/// <summary>Bollinger bands: the simple average, and so many standard deviations of the population (ddof 0, as Bollinger has it) above and below.</summary>
public static class Bollinger
{
    /// <summary>Writes the three lines; NaN for the first <c>window - 1</c>.</summary>
    public static void Fill(ReadOnlySpan<double> values, int window, double deviations, Span<double> middle, Span<double> upper, Span<double> lower, int ddof = 0)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, upper);
        Sma.Fill(values, window, middle);
        RollingStd.Fill(values, window, lower, ddof);
        for (var t = 0; t < values.Length; t++)
        {
            var width = deviations * lower[t];
            upper[t] = middle[t] + width;
            lower[t] = middle[t] - width;
        }
    }

    /// <summary>The three lines in rented memory.</summary>
    public static Bands Of(ReadOnlySpan<double> values, int window = 20, double deviations = 2, int ddof = 0)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckWindow(window);
        var bands = new Bands(values.Length);
        Fill(values, window, deviations, bands.Middle.Buffer, bands.Upper.Buffer, bands.Lower.Buffer, ddof);
        return bands;
    }

    /// <summary>The three lines as arrays.</summary>
    public static BandColumns Values(double[] values, int window = 20, double deviations = 2, int ddof = 0)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var columns = new BandColumns(new double[values.Length], new double[values.Length], new double[values.Length]);
        Fill(values, window, deviations, columns.Middle, columns.Upper, columns.Lower, ddof);
        return columns;
    }
}
