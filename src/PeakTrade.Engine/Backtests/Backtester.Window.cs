using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

// Runs over parts of the bars, and several of them as one.
public static partial class Backtester
{
    /// <summary>Runs the bars [from, to) with the strategy warm from all bars before; the whole window is <see cref="Run(Bars, IStrategy, ParameterSet, BacktestOptions, CancellationToken)"/>.</summary>
    public static BacktestResult RunWindow(Bars bars, IStrategy strategy, ParameterSet parameters, BacktestOptions options, int from, int to, CancellationToken cancel = default) =>
        new BacktestWindow(bars, options, from, to).Run(strategy, parameters, cancel);

    /// <summary>
    /// Runs over windows of the same bars as one run: each goes on with what the one before left. A position at the end of a window is worth its mark and is
    /// not carried; at the end of the last one it stays open. Bars between windows are left out. The order journals stay with the windows' own results.
    /// </summary>
    public static BacktestResult Chain(Bars bars, BacktestOptions options, IReadOnlyList<WindowRun> runs)
    {
        var market = new Market(bars, options).Measuring(Slice(bars, [.. runs.Select(r => (r.From, r.To))]));
        return new WindowChain(market, options, runs).ToResult();
    }

    internal static Bars Slice(Bars bars, ReadOnlySpan<(int From, int To)> parts)
    {
        var count = 0;
        foreach (var (from, to) in parts) count += to - from;
        var ticks = new long[count];
        var (open, high, low, close) = (new double[count], new double[count], new double[count], new double[count]);
        var volume = bars.HasVolume ? new double[count] : null;
        var at = 0;
        foreach (var (from, to) in parts)
        {
            bars.UtcTicks[from..to].CopyTo(ticks.AsSpan(at));
            bars.Open[from..to].CopyTo(open.AsSpan(at));
            bars.High[from..to].CopyTo(high.AsSpan(at));
            bars.Low[from..to].CopyTo(low.AsSpan(at));
            bars.Close[from..to].CopyTo(close.AsSpan(at));
            if (volume is not null) bars.Volume[from..to].CopyTo(volume.AsSpan(at));
            at += to - from;
        }

        return new Bars(bars.Symbol, ticks, open, high, low, close, volume);
    }
}

/// <summary>A run over the bars [From, To) of a longer history.</summary>
/// <param name="From">The first bar.</param>
/// <param name="To">The bar after the last.</param>
/// <param name="Result">What came of it; null where nothing could be run, and the account stayed flat.</param>
public sealed record WindowRun(int From, int To, BacktestResult? Result);
