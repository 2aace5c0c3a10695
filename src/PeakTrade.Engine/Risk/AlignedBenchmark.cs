using System.Diagnostics.CodeAnalysis;

namespace PeakTrade.Engine;

/// <summary>A benchmark's close at each bar of a run: its own bar of that time, else its last one before. NaN before it begins.</summary>
internal sealed class AlignedBenchmark
{
    private AlignedBenchmark(string name, double[] closes, int first)
    {
        (Name, Closes, First) = (name, closes, first);
        Returns = new double[closes.Length - 1];
        for (var i = first; i < Returns.Length; i++) Returns[i] = closes[i] > 0 ? closes[i + 1] / closes[i] - 1 : 0;
    }

    public string Name { get; }

    public double[] Closes { get; }

    /// <summary>The first bar of the run that it is known at.</summary>
    public int First { get; }

    /// <summary>Its return from each bar of the run to the next; 0 before <see cref="First"/>.</summary>
    public double[] Returns { get; }

    /// <summary>Lays a benchmark beside a run. Bars at other times than the run's would give figures of the calendar, not of the market: then there is a reason why not.</summary>
    public static bool TryAlign(Bars bars, ReadOnlySpan<long> ticks, [NotNullWhen(true)] out AlignedBenchmark? aligned, out string why)
    {
        (aligned, why) = (null, "");
        var closes = new double[ticks.Length];
        Array.Fill(closes, double.NaN);
        var (first, same, at) = (-1, 0, -1);
        var times = bars.UtcTicks;
        var prices = bars.Close;
        for (var row = 0; row < ticks.Length; row++)
        {
            while (at + 1 < times.Length && times[at + 1] <= ticks[row]) at++;
            if (at < 0) continue;
            if (first < 0) first = row;
            if (times[at] == ticks[row]) same++;
            closes[row] = prices[at];
        }

        if (first < 0) why = $"{bars.Symbol} begins after the run has ended.";
        else if (2 * same < ticks.Length - first) why = $"{bars.Symbol} has bars at {same} of the run's {ticks.Length - first} times only; a benchmark needs bars of the same times.";
        else aligned = new AlignedBenchmark(bars.Symbol, closes, first);
        return aligned is not null;
    }
}
