using System.Buffers;
using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>Runs one strategy over the bars of one instrument.</summary>
public static partial class Backtester
{
    /// <summary>Lets the strategy decide and trades its states.</summary>
    public static BacktestResult Run(Bars bars, IStrategy strategy, ParameterSet parameters, BacktestOptions options, CancellationToken cancel = default)
    {
        var states = ArrayPool<sbyte>.Shared.Rent(bars.Count);
        try
        {
            var decided = states.AsSpan(0, bars.Count);
            StrategyRunner.Decide(strategy, bars, parameters, decided);
            cancel.ThrowIfCancellationRequested();
            return Run(bars, decided, options, cancel) with { Strategy = strategy.Info.Key, Parameters = parameters };
        }
        finally
        {
            ArrayPool<sbyte>.Shared.Return(states);
        }
    }

    /// <summary>Trades states that are there already: one of -1, 0 and 1 for each bar.</summary>
    public static BacktestResult Run(Bars bars, ReadOnlySpan<sbyte> states, BacktestOptions options, CancellationToken cancel = default)
    {
        if (bars.Count == 0) throw FaultCatalogue.DataEmpty.Because($"{bars.Symbol}: there are no bars to run on.");
        if (states.Length != bars.Count)
            throw FaultCatalogue.StrategyBadStates.Because($"There are {bars.Count} bars and {states.Length} states; each bar needs one.");
        if (states.IndexOfAnyExceptInRange((sbyte)-1, (sbyte)1) is >= 0 and var odd)
            throw FaultCatalogue.StrategyBadStates.Because($"The state at bar {odd} is {states[odd]}; it must be -1, 0 or 1.");

        using var part = StageClock.Measure(RunStage.Simulation);
        return Trade(new Market(bars, options), states, options, cancel);
    }

    internal static BacktestResult Trade(Market market, ReadOnlySpan<sbyte> states, BacktestOptions options, CancellationToken cancel)
    {
        using var part = StageClock.Measure(RunStage.Simulation);
        var bars = market.Bars;
        var equity = new double[bars.Count];
        // Each change of state opens one trade at most, and makes an entry, an exit and its levels.
        var changes = StateChanges.Count(states);
        var ledger = new TradeLedger(room: changes);
        var journal = options.Execution == ExecutionMode.Pipeline ? new Journal(bars, room: changes * (options.HasIntrabarOrders ? 5 : 2)) : null;
        var desk = new Desk(market, options, options.Intrabar, ledger, journal);
        var held = Simulate(desk, bars, states, options, equity, cancel);
        var metrics = MetricsCalculator.Measure(equity, held, desk.Account.Paid, ledger, market, options);
        var (pessimistic, optimistic) = FinalEquityInterval(desk.AmbiguousBars, metrics.FinalEquity, market, states, options, cancel);
        return new BacktestResult(metrics, new RunDetails(bars, ledger.Kept, journal, equity))
        {
            Symbol = bars.Symbol,
            Strategy = "",
            Start = bars.TimeAt(0),
            End = bars.TimeAt(bars.Count - 1),
            Bars = bars.Count,
            Execution = options.Execution,
            AmbiguousBars = desk.AmbiguousBars,
            FinalEquityPessimistic = pessimistic,
            FinalEquityOptimistic = optimistic,
            OpenAtEnd = !desk.Account.IsFlat,
            NoTradesReason = ledger.Count > 0 ? null
                : desk.EntriesWanted == 0 ? $"the strategy stayed flat on all {states.Length} bars" : NoTrades.Why(desk.EntriesWanted, desk.Refusals),
        };
    }

    internal static int Simulate(Desk desk, Bars bars, ReadOnlySpan<sbyte> states, BacktestOptions options, Span<double> equity, CancellationToken cancel) =>
        options.Execution == ExecutionMode.Pipeline
            ? Pipeline.Run(desk, bars, states, options.Fill, equity, cancel)
            : Vectorized.Run(desk, bars, states, options.Fill, equity, cancel);

    // Where no bar was ambiguous all readings are the run itself.
    private static (double Pessimistic, double Optimistic) FinalEquityInterval(int ambiguousBars, double final, Market market, ReadOnlySpan<sbyte> states, BacktestOptions options, CancellationToken cancel)
    {
        if (ambiguousBars == 0) return (final, final);
        var equity = ArrayPool<double>.Shared.Rent(states.Length);
        try
        {
            return (Read(IntrabarRule.Pessimistic, states), Read(IntrabarRule.Optimistic, states));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(equity);
        }

        double Read(IntrabarRule rule, ReadOnlySpan<sbyte> states)
        {
            if (rule == options.Intrabar) return final;
            Pipeline.Run(new Desk(market, options, rule, new TradeLedger(room: 0), journal: null), market.Bars, states, options.Fill, equity, cancel);
            return equity[states.Length - 1];
        }
    }
}
