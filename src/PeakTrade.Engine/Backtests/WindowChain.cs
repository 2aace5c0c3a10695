using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>Puts runs over windows one behind the other: bars are counted on, and all money grows with what the windows before have made.</summary>
internal sealed class WindowChain
{
    private readonly Market _market;
    private readonly BacktestOptions _options;
    private readonly IReadOnlyList<WindowRun> _runs;
    private readonly TradeLedger _ledger;
    private readonly double[] _equity, _units;
    private double _capital, _pessimistic, _optimistic, _fees, _slippage, _borrow, _traded;
    private int _barsHeld, _ambiguous;

    public WindowChain(Market market, BacktestOptions options, IReadOnlyList<WindowRun> runs)
    {
        (_market, _options, _runs) = (market, options, runs);
        _ledger = new TradeLedger(room: runs.Sum(r => r.Result?.Trades ?? 0));
        (_equity, _units) = (new double[market.Bars.Count], new double[market.Bars.Count]);
        _capital = _pessimistic = _optimistic = options.StartCapital;
        var first = 0;
        foreach (var run in runs)
        {
            // What is gone cannot go on.
            if (run.Result is { } result && _capital > 0) Add(result, first, isLast: first + result.Bars == _equity.Length);
            else _equity.AsSpan(first, run.To - run.From).Fill(_capital);
            first += run.To - run.From;
        }
    }

    public BacktestResult ToResult()
    {
        var bars = _market.Bars;
        var metrics = MetricsCalculator.Measure(_equity, _barsHeld, default, _ledger, _market, _options) with
        {
            FeesPaid = _fees,
            SlippagePaid = _slippage,
            BorrowPaid = _borrow,
            Turnover = Turnover(),
        };
        var last = _runs.LastOrDefault(r => r.Result is not null)?.Result;
        return new BacktestResult(metrics, new Details(_ledger.Kept, new EquityCurve(bars.UtcTicks.ToArray(), _equity, _units)))
        {
            Symbol = bars.Symbol,
            Strategy = last?.Strategy ?? "",
            Parameters = last?.Parameters ?? ParameterSet.Empty,
            Start = bars.TimeAt(0),
            End = bars.TimeAt(bars.Count - 1),
            Bars = bars.Count,
            Execution = _options.Execution,
            AmbiguousBars = _ambiguous,
            FinalEquityPessimistic = _pessimistic,
            FinalEquityOptimistic = _optimistic,
            OpenAtEnd = _units[^1] != 0,
            NoTradesReason = _ledger.Count > 0 ? null : _runs.Count == 1 ? last?.NoTradesReason : $"none of the {_runs.Count} windows has a trade; in the last, {last?.NoTradesReason ?? "nothing was run"}",
        };
    }

    private void Add(BacktestResult result, int first, bool isLast)
    {
        var grown = _capital / _options.StartCapital;
        var curve = result.GetEquity();
        for (var i = 0; i < result.Bars; i++)
        {
            _equity[first + i] = curve.Equity.Span[i] * grown;
            _units[first + i] = curve.Units.Span[i] * grown;
        }

        foreach (var trade in result.GetTrades())
        {
            _traded += grown * trade.Units * (trade.EntryPrice + (trade.IsOpen ? 0 : trade.ExitPrice));
            _ledger.Add(trade with
            {
                Units = trade.Units * grown,
                EntryBar = trade.EntryBar + first,
                ExitBar = trade.ExitBar + first,
                Fees = trade.Fees * grown,
                Slippage = trade.Slippage * grown,
                Borrow = trade.Borrow * grown,
                Profit = trade.Profit * grown,
                // The next window begins flat, so what was open ends here, at its mark.
                ExitKind = trade.IsOpen && !isLast ? OrderKind.Exit : trade.ExitKind,
            });
        }

        _barsHeld += (int)Math.Round((result.Exposure ?? 0) * result.Bars);
        _ambiguous += result.AmbiguousBars;
        _fees += result.FeesPaid * grown;
        _slippage += result.SlippagePaid * grown;
        _borrow += result.BorrowPaid * grown;
        _pessimistic *= result.FinalEquityPessimistic / _options.StartCapital;
        _optimistic *= result.FinalEquityOptimistic / _options.StartCapital;
        _capital = _equity[first + result.Bars - 1];
    }

    private double? Turnover()
    {
        var (years, mean) = ((_equity.Length - 1) / _market.Calendar.PeriodsPerYear, _equity.Average());
        return years > 0 && mean > 0 ? _traded / mean / years : null;
    }

    private sealed class Details(ArraySegment<Trade> trades, EquityCurve equity) : IRunDetails
    {
        public IReadOnlyList<Trade> ReadTrades() => trades;

        public IReadOnlyList<Order> ReadOrders() => [];

        public EquityCurve ReadEquity() => equity;
    }
}
