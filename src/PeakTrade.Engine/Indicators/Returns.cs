namespace PeakTrade.Engine;

/// <summary>How a value changed against the one <c>lag</c> before: simple, x / before - 1, or logarithmic, ln(x / before).</summary>
public static class Returns
{
    /// <summary>Writes simple returns; NaN for the first <paramref name="lag"/>.</summary>
    public static void FillSimple(ReadOnlySpan<double> values, Span<double> destination, int lag = 1)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, lag, destination);
        destination[..Math.Min(lag, values.Length)].Fill(double.NaN);
        for (var t = lag; t < destination.Length; t++) destination[t] = values[t] / values[t - lag] - 1;
    }

    /// <summary>Writes logarithmic returns; NaN for the first <paramref name="lag"/>.</summary>
    public static void FillLog(ReadOnlySpan<double> values, Span<double> destination, int lag = 1)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.Check(values, lag, destination);
        destination[..Math.Min(lag, values.Length)].Fill(double.NaN);
        for (var t = lag; t < destination.Length; t++) destination[t] = Math.Log(values[t] / values[t - lag]);
    }

    /// <summary>Simple returns in rented memory.</summary>
    public static Series SimpleOf(ReadOnlySpan<double> values, int lag = 1)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckWindow(lag);
        var series = Series.Rent(values.Length);
        FillSimple(values, series.Buffer, lag);
        return series;
    }

    /// <summary>Logarithmic returns in rented memory.</summary>
    public static Series LogOf(ReadOnlySpan<double> values, int lag = 1)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        Columns.CheckWindow(lag);
        var series = Series.Rent(values.Length);
        FillLog(values, series.Buffer, lag);
        return series;
    }

    /// <summary>Simple returns as an array.</summary>
    public static double[] Simple(double[] values, int lag = 1)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var result = new double[values.Length];
        FillSimple(values, result, lag);
        return result;
    }

    /// <summary>Logarithmic returns as an array.</summary>
    public static double[] Log(double[] values, int lag = 1)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var result = new double[values.Length];
        FillLog(values, result, lag);
        return result;
    }
}
