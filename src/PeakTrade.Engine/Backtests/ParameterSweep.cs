using System.Runtime.ExceptionServices;
using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>Runs one strategy with many parameter sets over the same bars, and keeps the figures only.</summary>
public static class ParameterSweep
{
    /// <summary>
    /// The figures of each set, in the order of the sets and the same whatever the number of workers. The first fault ends the sweep.
    /// </summary>
    public static Metrics[] Run(Bars bars, IStrategy strategy, IReadOnlyList<ParameterSet> sets, BacktestOptions options, int workers, CancellationToken cancel = default)
    {
        if (bars.Count == 0) throw FaultCatalogue.DataEmpty.Because($"{bars.Symbol}: there are no bars to run on.");
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var market = new Market(bars, options);
        var results = new Metrics[sets.Count];
        try
        {
            Parallel.For(0, sets.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel }, () => new Buffers(bars.Count), (i, _, buffers) =>
            {
                results[i] = RunOne(market, strategy, sets[i], options, buffers, cancel);
                return buffers;
            }, _ => { });
        }
        catch (AggregateException all) when (all.InnerExceptions.OfType<PeakTradeException>().FirstOrDefault() is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return results;
    }

    private static Metrics RunOne(Market market, IStrategy strategy, ParameterSet parameters, BacktestOptions options, Buffers buffers, CancellationToken cancel)
    {
        var bars = market.Bars;
        StrategyRunner.Decide(strategy, bars, parameters, buffers.States);
        buffers.Ledger.Clear();
        var desk = new Desk(market, options, options.Intrabar, buffers.Ledger, journal: null);
        var held = Backtester.Simulate(desk, bars, buffers.States, options, buffers.Equity, cancel);
        return MetricsCalculator.Measure(buffers.Equity, held, desk.Account.Paid, buffers.Ledger, market, options);
    }

    /// <summary>What a worker uses again for each of its runs.</summary>
    private sealed class Buffers(int bars)
    {
        public sbyte[] States { get; } = new sbyte[bars];

        public double[] Equity { get; } = new double[bars];

        public TradeLedger Ledger { get; } = new(room: 0);
    }
}
