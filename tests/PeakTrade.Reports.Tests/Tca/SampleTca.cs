using PeakTrade.Engine;

namespace PeakTrade.Reports.Tests;

/// <summary>Reports to write pages of.</summary>
internal static class SampleTca
{
    /// <summary>Two years of a wave with noise, a crossover with a stop upon it, shorts and borrow, costs that show.</summary>
    public static TcaReport Year(string symbol = "BTC/EUR", bool again = true, bool volume = true)
    {
        var bars = Bars(symbol, volume);
        var options = new BacktestOptions { StopLoss = Distance.OfPrice(0.03), BorrowRate = 0.1, FeeBps = 5 };
        return TcaAnalysis.Of(At(1), new TcaInputs { Bars = [bars], AtCost = again ? At : null });

        BacktestResult At(double m) => Backtester.Run(bars, States(bars), options with { FeeBps = 5 * m, SlippageBps = 5 * m, BorrowRate = 0.1 * m }) with { Strategy = "above_mean", DataHash = "d0", ConfigHash = "c0" };
    }

    /// <summary>Nobody traded.</summary>
    public static TcaReport Nothing()
    {
        var bars = Bars("FLAT", volume: false);
        return TcaAnalysis.Of(Backtester.Run(bars, new sbyte[bars.Count], new BacktestOptions()), TcaInputs.None);
    }

    public static string Page(TcaReport report)
    {
        var to = new StringWriter { NewLine = "\n" };
        TcaPage.Write(report, to);
        return to.ToString();
    }

    public static string Text(TcaReport report, Action<TcaReport, TextWriter> write)
    {
        var to = new StringWriter { NewLine = "\n" };
        write(report, to);
        return to.ToString();
    }

    // Long above the mean of the last 20 closes, short below.
    private static sbyte[] States(Bars bars)
    {
        var close = bars.Close.ToArray();
        return [.. close.Select((c, t) => t < 20 ? (sbyte)0 : c > close[(t - 20)..t].Average() ? (sbyte)1 : (sbyte)-1)];
    }

    private static Bars Bars(string symbol, bool volume)
    {
        var close = Enumerable.Range(0, 730).Select(t => 100 * Math.Exp(0.0006 * t + 0.05 * Math.Sin(t / 25.0) + 0.02 * Math.Sin(t * t / 7.0))).ToArray();
        var open = close.Select((c, t) => t == 0 ? c : close[t - 1] * (1 + 0.003 * Math.Sin(t))).ToArray();
        var start = new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return new Bars(symbol, [.. close.Select((_, t) => start.AddDays(t).Ticks)], open, [.. close.Zip(open, (c, o) => Math.Max(c, o) * 1.004)], [.. close.Zip(open, (c, o) => Math.Min(c, o) * 0.996)], close,
            volume ? [.. close.Select((_, t) => 20_000 + 5_000 * Math.Sin(t))] : null);
    }
}
