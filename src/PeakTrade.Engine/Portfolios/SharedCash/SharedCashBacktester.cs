using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>Runs a strategy of one instrument over all instruments of a universe, with one account: docs/portfolios.md, "By states".</summary>
public static class SharedCashBacktester
{
    /// <summary>Everything that is wrong with these options for a portfolio by states, each fault placed at its key. It needs no data, so that it can be asked before any are read.</summary>
    public static IEnumerable<Fault> Validate(PortfolioOptions portfolio, BacktestOptions options)
    {
        foreach (var fault in portfolio.Validate().Concat(options.Validate())) yield return fault;
        if (options.Execution == ExecutionMode.Vectorized)
            yield return new("execution = \"vectorized\" trades one instrument alone, and a portfolio has several.", "Use execution = \"pipeline\", or trade each instrument for itself.", new Place(Key: "backtest.execution"));
    }

    /// <summary>
    /// Lets the strategy decide each instrument from its first bar on, and trades the rows [<paramref name="fromRow"/>, <paramref name="toRow"/>): the account is
    /// flat before the first of them, and bars from <paramref name="toRow"/> on are not looked at. The result counts its bars by rows, from 0. A universe of
    /// one gives what <see cref="Backtester.RunWindow"/> gives.
    /// </summary>
    public static BacktestResult Run(Universe universe, IStrategy strategy, ParameterSet parameters, PortfolioOptions portfolio, BacktestOptions options, int fromRow, int toRow, CancellationToken cancel = default)
    {
        if (Validate(portfolio, options).ToList() is { Count: > 0 } faults) throw FaultCatalogue.ConfigInvalid.Because(faults, options);
        if (fromRow < 0 || fromRow >= toRow || toRow > universe.Rows)
            throw new ArgumentOutOfRangeException(nameof(fromRow), $"The rows [{fromRow}, {toRow}) do not lie within the {universe.Rows} of {universe.Name}.");

        using var part = StageClock.Measure(RunStage.Simulation);
        var traded = TradedInstrument.Of(universe, strategy, parameters, options, fromRow, toRow, cancel);
        var walk = Walk(options.Intrabar, keeps: true);
        var final = walk.Run(cancel);
        var isAmbiguous = walk.AmbiguousBars > 0;
        var ledger = Merged(walk.Seats);
        var log = walk.Log;
        var market = universe.Count == 1 ? traded[0].Market : new Market(universe.Index, options).Measuring(log.Index());
        var metrics = MetricsCalculator.Measure(log.Equity, log.BarsHeld, PaidByAll(walk.Seats), ledger, market, options);
        return new BacktestResult(metrics, new SharedCashDetails(walk.Seats, ledger.Kept, log))
        {
            Symbol = universe.Count == 1 ? universe.Symbols[0] : universe.Name,
            Strategy = strategy.Info.Key,
            Parameters = parameters,
            Start = universe.TimeAt(fromRow),
            End = universe.TimeAt(toRow - 1),
            Bars = toRow - fromRow,
            Execution = ExecutionMode.Pipeline,
            AmbiguousBars = walk.AmbiguousBars,
            FinalEquityPessimistic = Read(IntrabarRule.Pessimistic),
            FinalEquityOptimistic = Read(IntrabarRule.Optimistic),
            OpenAtEnd = !walk.IsFlat,
            NoTradesReason = ledger.Count > 0 ? null : WhyNoTrades(walk.Seats, universe, toRow - fromRow),
            Portfolio = log.Facts() with { Delisted = [.. walk.Seats.Where(WasDelisted).Select(seat => seat.Instrument.Bars.Symbol)] },
        };

        SharedCashWalk Walk(IntrabarRule rule, bool keeps) => new(universe, traded, portfolio, options, rule, new PortfolioLog(universe, fromRow, toRow), keeps);

        // Where no bar was ambiguous all readings are the run itself. What one instrument's reading leaves is what the others are sized on: the whole is run again.
        double Read(IntrabarRule rule) => !isAmbiguous || rule == options.Intrabar ? final : Walk(rule, keeps: false).Run(cancel);
    }

    // The trades of all, by the row of their entry and then by name, each bar told by its row.
    private static TradeLedger Merged(IReadOnlyList<Seat> seats)
    {
        var merged = new TradeLedger(room: seats.Sum(seat => seat.Ledger.Count));
        foreach (var trade in seats.SelectMany(ByRows).OrderBy(trade => trade.EntryBar)) merged.Add(trade);
        return merged;
    }

    private static IEnumerable<Trade> ByRows(Seat seat)
    {
        var rows = seat.Instrument.Rows;
        return seat.Ledger.Kept.Select(trade => trade with { EntryBar = rows[trade.EntryBar], ExitBar = rows[trade.ExitBar] });
    }

    private static Paid PaidByAll(IReadOnlyList<Seat> seats)
    {
        double fees = 0, slippage = 0, borrow = 0, traded = 0;
        foreach (var seat in seats)
        {
            var paid = seat.Desk.Account.Paid;
            (fees, slippage, borrow, traded) = (fees + paid.Fees, slippage + paid.Slippage, borrow + paid.Borrow, traded + paid.Traded);
        }

        return new Paid(fees, slippage, borrow, traded);
    }

    private static bool WasDelisted(Seat seat) => seat.Ledger.Kept.Any(trade => trade.ExitKind == OrderKind.Delisting);

    private static string WhyNoTrades(IReadOnlyList<Seat> seats, Universe universe, int rows)
    {
        var wanted = seats.Sum(seat => seat.Desk.EntriesWanted);
        if (wanted == 0) return $"the strategy stayed flat on all {rows} bars{(universe.Count == 1 ? "" : $" of {universe.Count} instruments")}";
        var refusals = new SortedDictionary<Reason, int>();
        foreach (var (reason, count) in seats.SelectMany(seat => seat.Desk.Refusals)) refusals[reason] = refusals.GetValueOrDefault(reason) + count;
        return NoTrades.Why(wanted, refusals);
    }
}
