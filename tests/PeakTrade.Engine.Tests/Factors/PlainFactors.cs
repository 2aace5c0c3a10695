namespace PeakTrade.Engine.Tests.Factors;

/// <summary>The formulas of docs/factors.md as they stand there, each bar on its own, and slow.</summary>
internal static class PlainFactors
{
    public static double[] Of(string name, Bars bars, double[]? market = null)
    {
        var close = bars.Close.ToArray();
        var (kind, n, m) = Parts(name);
        return [.. Enumerable.Range(0, bars.Count).Select(t => kind switch
        {
            "momentum" => Ago(bars, t, m) is { } end && Ago(bars, t, n) is { } start ? close[end] / close[start] - 1 : double.NaN,
            "reversal" => t < n ? double.NaN : -(close[t] / close[t - n] - 1),
            "volatility" => t < n ? double.NaN : Deviation([.. Enumerable.Range(t - n + 1, n).Select(i => Math.Log(close[i] / close[i - 1]))], 1) * Math.Sqrt(365),
            "rsi" => StrengthAt(close, t, n),
            "zscore" => t < n - 1 ? double.NaN : (close[t] - close[(t - n + 1)..(t + 1)].Average()) / Deviation(close[(t - n + 1)..(t + 1)], 0),
            "volume_ratio" => t < n - 1 ? double.NaN : bars.Volume[t] / bars.Volume[(t - n + 1)..(t + 1)].ToArray().Average(),
            "drawdown" => t < n - 1 ? double.NaN : close[t] / close[(t - n + 1)..(t + 1)].Max() - 1,
            "beta" => t < n ? double.NaN : Slope([.. Enumerable.Range(t - n + 1, n).Select(i => close[i] / close[i - 1] - 1)], market![(t - n + 1)..(t + 1)]),
            _ => throw new ArgumentException(name),
        })];
    }

    public static double Slope(double[] y, double[] x)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    private static (string Kind, int N, int M) Parts(string name)
    {
        var parts = name.Split('_');
        var numbers = parts.Where(p => char.IsDigit(p[0])).Select(p => int.Parse(p.TrimEnd('d'))).ToArray();
        return (string.Join('_', parts.Where(p => !char.IsDigit(p[0]))), numbers[0], numbers.ElementAtOrDefault(1));
    }

    private static int? Ago(Bars bars, int t, int months)
    {
        var then = bars.TimeAt(t).AddMonths(-months);
        int? found = null;
        for (var i = 0; i <= t; i++)
        {
            if (bars.TimeAt(i) <= then) found = i;
        }

        return found;
    }

    private static double Deviation(double[] values, int ddof)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - ddof));
    }

    private static double StrengthAt(double[] close, int t, int n)
    {
        if (t < n) return double.NaN;
        double gain = 0, loss = 0;
        for (var i = 1; i <= t; i++)
        {
            var (up, down) = (Math.Max(close[i] - close[i - 1], 0), Math.Max(close[i - 1] - close[i], 0));
            (gain, loss) = i <= n ? (gain + up / n, loss + down / n) : ((gain * (n - 1) + up) / n, (loss * (n - 1) + down) / n);
        }

        return 100 * gain / (gain + loss);
    }
}
