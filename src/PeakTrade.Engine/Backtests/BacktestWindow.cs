using System.Buffers;
using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>
/// The bars [from, to) of a longer history, made ready once to be run many times. Strategies decide from the first bar of the history on, so they are warm
/// in the window; the account is flat before its first bar, and the first signal counts at that bar's close. Bars from <see cref="To"/> on are not looked at.
/// </summary>
public sealed class BacktestWindow
{
    private readonly Bars _known;
    private readonly Market _market;
    private readonly BacktestOptions _options;

    /// <summary>A window of these bars; it holds at least one.</summary>
    public BacktestWindow(Bars bars, BacktestOptions options, int from, int to)
    {
        if (from < 0 || from >= to || to > bars.Count) throw new ArgumentOutOfRangeException(nameof(from), $"The window [{from}, {to}) does not lie within {bars.Count} bars.");
        (From, To, _options) = (from, to, options);
        _known = bars.First(to);
        // How long a year is belongs to the data, not to the window.
        _market = new Market(bars, options).Window(from, to);
    }

    /// <summary>The first bar.</summary>
    public int From { get; }

    /// <summary>The bar after the last.</summary>
    public int To { get; }

    /// <summary>Lets the strategy decide and trades the window. The result counts its bars from 0.</summary>
    public BacktestResult Run(IStrategy strategy, ParameterSet parameters, CancellationToken cancel = default)
    {
        var states = ArrayPool<sbyte>.Shared.Rent(To);
        try
        {
            var decided = states.AsSpan(0, To);
            StrategyRunner.Decide(strategy, _known, parameters, decided);
            cancel.ThrowIfCancellationRequested();
            return Backtester.Trade(_market, decided[From..], _options, cancel) with { Strategy = strategy.Info.Key, Parameters = parameters };
        }
        finally
        {
            ArrayPool<sbyte>.Shared.Return(states);
        }
    }
}
