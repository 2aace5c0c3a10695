using PeakTrade.Engine.Tests.Metrics;
using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

/// <summary>Compares a run with shared cash with the plain engine's, number by number.</summary>
internal static class SharedAgreement
{
    public static void Of(BacktestResult run, SharedCase given)
    {
        var (plain, capital) = (given.Plain(), given.Options.StartCapital);
        var (equity, exposure) = (run.GetEquity().Equity.ToArray(), run.GetExposure());
        Assert.Equal(given.To - given.From, equity.Length);
        foreach (var (row, close) in plain.Closes.Index())
        {
            Agreement.Same($"equity at row {row}", plain.Equity[row], equity[row], capital);
            Agreement.Same($"cash at row {row}", close.Cash, exposure[row].Cash, capital);
            Agreement.Same($"longs at row {row}", close.Long, exposure[row].Long, capital);
            Agreement.Same($"shorts at row {row}", close.Short, exposure[row].Short, capital);
            Assert.Equal(close.Positions, exposure[row].Positions);
        }

        Assert.Equal(plain.AmbiguousBars, run.AmbiguousBars);
        Assert.Equal(plain.Closes[^1].Positions > 0, run.OpenAtEnd);
        Agreement.Same("pessimistic final equity", plain.FinalPessimistic, run.FinalEquityPessimistic, capital);
        Agreement.Same("optimistic final equity", plain.FinalOptimistic, run.FinalEquityOptimistic, capital);
        Trades(run, plain, given, capital);
        Orders(run, plain, given, capital);
        Figures(run, plain, given, equity, capital);
    }

    private static void Trades(BacktestResult run, PlainSharedRun plain, SharedCase given, double capital)
    {
        var trades = run.GetTrades();
        var wanted = plain.Trades.OrderBy(t => t.Trade.EntryBar).ThenBy(t => t.Symbol, StringComparer.Ordinal).ToList();
        Assert.Equal(wanted.Select(w => (w.Symbol, w.Trade.Side, w.Trade.EntryBar - given.From, w.Trade.ExitBar - given.From, w.Trade.ExitKind)), trades.Select(t => (t.Symbol, t.Side, t.EntryBar, t.ExitBar, t.ExitKind)));
        Assert.Equal(Enumerable.Range(1, trades.Count), trades.Select(t => t.Number));
        foreach (var ((_, want), got) in wanted.Zip(trades))
        {
            var name = $"trade {got.Number} of {got.Symbol}";
            Assert.Equal((given.Universe.TimeAt(want.EntryBar), given.Universe.TimeAt(want.ExitBar)), (got.EntryTime, got.ExitTime));
            Agreement.Same($"{name} units", want.Units, got.Units);
            Agreement.Same($"{name} entry price", want.EntryPrice, got.EntryPrice);
            Agreement.Same($"{name} exit price", want.ExitPrice, got.ExitPrice);
            Agreement.Same($"{name} fees", want.Fees, got.Fees, capital);
            Agreement.Same($"{name} slippage", want.Slippage, got.Slippage, capital);
            Agreement.Same($"{name} borrow", want.Borrow, got.Borrow, capital);
            Agreement.Same($"{name} profit", want.Profit, got.Profit, capital);
        }
    }

    private static void Orders(BacktestResult run, PlainSharedRun plain, SharedCase given, double capital)
    {
        var orders = run.GetOrders();
        Assert.Equal(Enumerable.Range(1, orders.Count), orders.Select(o => o.Number));
        Assert.Equal(orders.Select(o => (o.SignalBar, o.Symbol)).Order(), orders.Select(o => (o.SignalBar, o.Symbol)));
        // The page gives no order among orders that one instrument made at one row, so both are laid out alike.
        var wanted = plain.Orders.OrderBy(o => (o.Order.SignalBar, o.Symbol, o.Order.EndBar, o.Order.Kind, o.Order.Side, o.Order.Status)).ToList();
        var got = orders.OrderBy(o => (o.SignalBar, o.Symbol, o.EndBar, o.Kind, o.Side, o.Status)).ToList();
        Assert.Equal(wanted.Select(o => (o.Symbol, o.Order.SignalBar - given.From, o.Order.EndBar - given.From, o.Order.Kind, o.Order.Side, o.Order.Status)), got.Select(o => (o.Symbol, o.SignalBar, o.EndBar, o.Kind, o.Side, o.Status)));
        foreach (var ((_, want), order) in wanted.Zip(got))
        {
            var name = $"order {order.Number} ({order.Symbol} {order.Kind} {order.Status})";
            Agreement.Same($"{name} units", want.Units, order.Units);
            Agreement.Same($"{name} fee", want.Fee, order.Fee, capital);
            Agreement.Same($"{name} fill price", want.FillPrice ?? 0, order.FillPrice ?? 0);
            Agreement.Same($"{name} level", want.Level ?? 0, order.Level ?? 0);
            Assert.Equal((want.FillPrice is null, want.Level is null), (order.FillPrice is null, order.Level is null));
            Assert.Contains(want.Why switch { "gap" => order.Kind == OrderKind.Liquidation ? "at the open" : "gapped", "short" => "allow_short", "0 units" => "less than one lot", _ => want.Why }, order.Reason);
        }
    }

    private static void Figures(BacktestResult run, PlainSharedRun plain, SharedCase given, double[] equity, double capital)
    {
        var index = given.Universe.Index.Close[given.From..given.To].ToArray();
        var trades = plain.Trades.Select(t => t.Trade).OrderBy(t => t.EntryBar).ToList();
        var expected = PlainMetrics.Of(equity, [.. plain.Closes.Select(c => (double)c.Positions)], trades, plain.NotionalFilled, index, capital, run.PeriodsPerYear);
        Agreement.Figures(expected, run, capital);
    }
}
