namespace PeakTrade.Engine;

/// <summary>The Donchian channel: the highest high and the lowest low of the last <c>window</c> bars, this one included, and their middle.</summary>
public static class Donchian
{
    /// <summary>Writes the three lines; NaN for the first <c>window - 1</c>.</summary>
    public static void Fill(ReadOnlySpan<double> high, ReadOnlySpan<double> low, int window, Span<double> middle, Span<double> upper, Span<double> lower)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckSameLength(high.Length, low.Length, nameof(low));
        Columns.Check(high, middle);
        RollingMax.Fill(high, window, upper);
        RollingMin.Fill(low, window, lower);
        for (var t = 0; t < middle.Length; t++) middle[t] = (upper[t] + lower[t]) / 2;
    }

    /// <summary>The three lines in rented memory.</summary>
    public static Bands Of(ReadOnlySpan<double> high, ReadOnlySpan<double> low, int window = 20)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckWindow(window);
        var bands = new Bands(high.Length);
        Fill(high, low, window, bands.Middle.Buffer, bands.Upper.Buffer, bands.Lower.Buffer);
        return bands;
    }

    /// <summary>The three lines as arrays.</summary>
    public static BandColumns Values(double[] high, double[] low, int window = 20)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var columns = new BandColumns(new double[high.Length], new double[high.Length], new double[high.Length]);
        Fill(high, low, window, columns.Middle, columns.Upper, columns.Lower);
        return columns;
    }
}
