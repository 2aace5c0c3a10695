using PeakTrade.Engine;

namespace PeakTrade.Studies.Tests;

/// <summary>Equity curves of strategies whose returns are independent normal numbers.</summary>
internal static class Noise
{
    /// <summary>A curve of so many bars with this Sharpe ratio a bar.</summary>
    public static double[] Equity(long seed, long strategy, int bars, double sharpe = 0, double deviation = 0.01)
    {
        var random = new KeyedRandom(seed, strategy);
        var equity = new double[bars];
        equity[0] = 10_000;
        for (var t = 1; t < bars; t++) equity[t] = equity[t - 1] * (1 + deviation * (sharpe + random.NextNormal()));
        return equity;
    }

    public static List<TrialReturns> Trials(long seed, int count, int bars, Func<int, double>? sharpe = null) =>
        [.. Enumerable.Range(0, count).Select(k => new TrialReturns(k, ReturnBlocks.Of(Equity(seed, k, bars, sharpe?.Invoke(k) ?? 0))))];

    /// <summary>The trial with the highest Sharpe ratio, with the moments of a normal distribution.</summary>
    public static BestTrial Best(IReadOnlyList<TrialReturns> trials)
    {
        var best = trials.MaxBy(t => t.Blocks.SharpePerBar)!;
        return new(best.Trial, best.Blocks.SharpePerBar, 0, 0, best.Blocks.Returns, Trades: 100);
    }

    public static OverfittingReport Assess(IReadOnlyList<TrialReturns> trials, long seed = 42) => Studies.Overfitting.Assess(trials, trials.Count, Best(trials), 252, seed);

    public static double[] Returns(double[] equity) => [.. equity.Skip(1).Zip(equity, (after, before) => after / before - 1)];

    public static double Sharpe(IReadOnlyCollection<double> returns)
    {
        var mean = returns.Average();
        return mean / Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (returns.Count - 1));
    }
}
