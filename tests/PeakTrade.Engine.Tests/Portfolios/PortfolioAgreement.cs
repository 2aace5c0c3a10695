namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>Compares a portfolio of the engine with the plain engine's, number by number, to one part in 10^9.</summary>
internal static class PortfolioAgreement
{
    public static void Of(PortfolioCase given)
    {
        var (run, plain) = (given.Run(), given.Plain());
        var capital = given.Options.StartCapital;
        var curve = run.GetEquity();
        var exposure = run.GetExposure();
        Assert.Equal(plain.Equity.Count, run.Bars);
        for (var t = 0; t < plain.Equity.Count; t++)
        {
            Same($"equity at bar {t}", plain.Equity[t], curve.Equity.Span[t], capital);
            Same($"cash at bar {t}", plain.Cash[t], exposure[t].Cash, capital);
            Assert.Equal((plain.UnitsHeld[t].Count, (double)plain.UnitsHeld[t].Count), (exposure[t].Positions, curve.Units.Span[t]));
        }

        Assert.Equal((plain.Rebalances, plain.UnitsHeld[^1].Count > 0), (run.Portfolio!.Rebalances, run.OpenAtEnd));
        Assert.Equal(plain.Delisted.Order(), run.Portfolio.Delisted.Order());
        Orders(run, plain, given);
        Trades(run, plain, given);
        Holdings(run, plain, given);
        Same("fees", plain.Orders.Sum(o => o.Fee), run.FeesPaid, capital);
        Same("slippage", plain.Orders.Sum(o => o.Slippage), run.SlippagePaid, capital);
        Same("borrow", plain.Trades.Sum(t => t.Borrow), run.BorrowPaid, capital);
        Assert.Equal(plain.Trades.Count == 0, run.NoTradesReason is not null);
    }

    private static void Orders(BacktestResult run, PlainPortfolio plain, PortfolioCase given)
    {
        // Among the orders of one row and instrument the page gives the journal no order.
        var wanted = plain.Orders.OrderBy(o => (o.EndRow, o.SignalRow, o.Symbol, o.Kind, o.Status)).ToList();
        var orders = run.GetOrders().OrderBy(o => (o.EndBar, o.SignalBar, o.Symbol, o.Kind, o.Status)).ToList();
        Assert.Equal(
            wanted.Select(o => (o.Symbol, o.Kind, o.Side, o.Status, o.SignalRow - given.From, o.EndRow - given.From)),
            orders.Select(o => (o.Symbol, o.Kind, o.Side, o.Status, o.SignalBar, o.EndBar)));
        foreach (var (want, got) in wanted.Zip(orders))
        {
            var name = $"order {got.Number} ({got.Kind} {got.Symbol} {got.Status})";
            Same($"{name} units", want.Units, got.Units);
            Same($"{name} price", want.Price ?? 0, got.FillPrice ?? 0);
            Same($"{name} fee", want.Fee, got.Fee, given.Options.StartCapital);
            Same($"{name} slippage", want.Slippage, got.Slippage, given.Options.StartCapital);
            if (want.Decision is { } decision) Same($"{name} decision price", decision, got.DecisionPrice);
            Assert.Contains(want.Why, got.Reason);
            Assert.Null(got.Level);
        }

        Assert.Equal(Enumerable.Range(1, orders.Count), run.GetOrders().Select(o => o.Number));
    }

    private static void Trades(BacktestResult run, PlainPortfolio plain, PortfolioCase given)
    {
        var trades = run.GetTrades();
        var universe = given.Universe;
        Assert.Equal(plain.Trades.Count, trades.Count);
        Assert.Equal(plain.Trades.Count, run.Trades);
        foreach (var (want, got) in plain.Trades.Zip(trades))
        {
            Assert.Equal((want.Symbol, want.Side, want.EntryRow - given.From, want.ExitRow - given.From, want.ExitKind), (got.Symbol, got.Side, got.EntryBar, got.ExitBar, got.ExitKind));
            Assert.Equal((universe.TimeAt(want.EntryRow), universe.TimeAt(want.ExitRow)), (got.EntryTime, got.ExitTime));
            var name = $"trade {got.Number}";
            Same($"{name} units", want.Units, got.Units);
            Same($"{name} entry price", want.EntryPrice, got.EntryPrice);
            Same($"{name} exit price", want.ExitPrice, got.ExitPrice);
            Same($"{name} fees", want.Fees, got.Fees, given.Options.StartCapital);
            Same($"{name} slippage", want.Slippage, got.Slippage, given.Options.StartCapital);
            Same($"{name} borrow", want.Borrow, got.Borrow, given.Options.StartCapital);
            Same($"{name} profit", want.Profit, got.Profit, given.Options.StartCapital);
        }

        Assert.Equal(Enumerable.Range(1, trades.Count), trades.Select(t => t.Number));
    }

    private static void Holdings(BacktestResult run, PlainPortfolio plain, PortfolioCase given)
    {
        var holdings = run.GetHoldings();
        var universe = given.Universe;
        Assert.Equal(plain.Holdings.Select(h => (universe.TimeAt(h.Row), h.Symbol)), holdings.Select(h => (h.Time, h.Symbol)));
        foreach (var (want, got) in plain.Holdings.Zip(holdings))
        {
            var name = $"{got.Symbol} after the rebalance of {got.Time:u}";
            Same($"{name}, units", want.Units, got.Units);
            Same($"{name}, price", want.Price, got.Price);
            Same($"{name}, weight", want.Weight, got.Weight, 1);
            Same($"{name}, target", want.Target, got.Target, 1);
        }
    }

    private static void Same(string what, double expected, double actual, double scale = 1e-3) => Simulation.Agreement.Same(what, expected, actual, scale);
}
