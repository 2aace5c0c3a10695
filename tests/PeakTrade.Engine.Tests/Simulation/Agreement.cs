using PeakTrade.Engine.Tests.Metrics;

namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>Compares a run of the engine with the plain engine's, number by number, to one part in 10^9.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-9;

    public static void Of(BacktestResult run, ReferenceRun plain, Case given)
    {
        var capital = given.Options.StartCapital;
        var curve = run.GetEquity();
        for (var t = 0; t < given.Bars.Count; t++)
        {
            Same($"equity at bar {t}", plain.Equity[t], curve.Equity.Span[t], capital);
            Same($"units at bar {t}", plain.Units[t], curve.Units.Span[t]);
        }

        Assert.Equal(plain.AmbiguousBars, run.AmbiguousBars);
        Assert.Equal(plain.OpenAtEnd, run.OpenAtEnd);
        Same("pessimistic final equity", plain.FinalPessimistic, run.FinalEquityPessimistic, capital);
        Same("optimistic final equity", plain.FinalOptimistic, run.FinalEquityOptimistic, capital);
        Trades(run, plain, capital);
        if (run.Execution == ExecutionMode.Pipeline) Orders(run, plain, capital);
        else Assert.Empty(run.GetOrders());

        // The curves agree already; figures are taken from the same one, since a quantile jumps where two returns differ by a last digit.
        var expected = PlainMetrics.Of(curve.Equity.ToArray(), plain.Units, plain.Trades, plain.NotionalFilled, given.Bars.Close.ToArray(), capital, run.PeriodsPerYear);
        Figures(expected, run, capital);
        if (given.Bars.Count > 1) Same("periods a year", PlainYear.Periods(given.Bars, given.Options), run.PeriodsPerYear);
    }

    public static void Figures(PeakTrade.Metrics expected, PeakTrade.Metrics actual, double capital)
    {
        foreach (var figure in typeof(PeakTrade.Metrics).GetProperties().Where(p => p.Name is not ("PeriodsPerYear" or "PeriodsPerYearSource" or "EqualityContract")))
        {
            var (want, got) = (figure.GetValue(expected), figure.GetValue(actual));
            if (want is double a && got is double b) Same(figure.Name, a, b, IsMoney(figure.Name) ? capital : 1);
            else Assert.True(Equals(want, got), $"{figure.Name}: the plain engine says {want ?? "nothing"}, the engine {got ?? "nothing"}");
        }
    }

    public static void Same(string what, double expected, double actual, double scale = 1e-3)
    {
        Assert.True(double.IsFinite(actual), $"{what} is {actual}");
        var room = Tolerance * Math.Max(Math.Max(Math.Abs(expected), Math.Abs(actual)), scale);
        Assert.True(Math.Abs(expected - actual) <= room, $"{what}: the plain engine says {expected:R}, the engine {actual:R}");
    }

    private static bool IsMoney(string figure) => figure is "FinalEquity" or "FeesPaid" or "SlippagePaid" or "BorrowPaid" or "Expectancy";

    private static void Trades(BacktestResult run, ReferenceRun plain, double capital)
    {
        var trades = run.GetTrades();
        Assert.Equal(plain.Trades.Count, trades.Count);
        foreach (var (want, got) in plain.Trades.Zip(trades))
        {
            Assert.Equal((want.Side, want.EntryBar, want.ExitBar, want.ExitKind, want.HoldingBars), (got.Side, got.EntryBar, got.ExitBar, got.ExitKind, got.HoldingBars));
            var name = $"trade {got.Number}";
            Same($"{name} units", want.Units, got.Units);
            Same($"{name} entry price", want.EntryPrice, got.EntryPrice);
            Same($"{name} exit price", want.ExitPrice, got.ExitPrice);
            Same($"{name} fees", want.Fees, got.Fees, capital);
            Same($"{name} slippage", want.Slippage, got.Slippage, capital);
            Same($"{name} borrow", want.Borrow, got.Borrow, capital);
            Same($"{name} profit", want.Profit, got.Profit, capital);
            Same($"{name} return", want.Return, got.Return, 1);
        }

        Assert.Equal(Enumerable.Range(1, trades.Count), trades.Select(t => t.Number));
    }

    private static void Orders(BacktestResult run, ReferenceRun plain, double capital)
    {
        // The page gives the journal no order among orders of one bar, so both are laid out alike.
        var wanted = plain.Orders.OrderBy(o => (o.EndBar, o.SignalBar, o.Kind, o.Side, o.Status)).ToList();
        var orders = run.GetOrders().OrderBy(o => (o.EndBar, o.SignalBar, o.Kind, o.Side, o.Status)).ToList();
        Assert.Equal(wanted.Select(o => (o.EndBar, o.SignalBar, o.Kind, o.Side, o.Status)), orders.Select(o => (o.EndBar, o.SignalBar, o.Kind, o.Side, o.Status)));
        foreach (var (want, got) in wanted.Zip(orders))
        {
            var name = $"order {got.Number} ({got.Kind} {got.Status})";
            Same($"{name} units", want.Units, got.Units);
            Same($"{name} fee", want.Fee, got.Fee, capital);
            Same($"{name} slippage", want.Slippage, got.Slippage, capital);
            Assert.Equal(want.FillPrice is null, got.FillPrice is null);
            Assert.Equal(want.Level is null, got.Level is null);
            Same($"{name} fill price", want.FillPrice ?? 0, got.FillPrice ?? 0);
            Same($"{name} level", want.Level ?? 0, got.Level ?? 0);
            Assert.False(string.IsNullOrWhiteSpace(got.Reason), $"{name} has no reason");
            Assert.Equal(want.Why, Why(got));
        }

        Assert.Equal(Enumerable.Range(1, orders.Count), run.GetOrders().Select(o => o.Number));
    }

    // The words by which a sentence in the journal can be known.
    private static string Why(in Order order)
    {
        var reason = order.Reason;
        if (order.Status == OrderStatus.Rejected)
            return new[] { "short", "average true range", "volatility", "distance", "equity" }.FirstOrDefault(reason.Contains) ?? (reason.Contains("0 units") || reason.Contains("less than one lot") ? "0 units" : reason);
        if (order.Status != OrderStatus.Filled) return "";
        if (order.Kind == OrderKind.Entry) return reason.Contains("leverage cap") ? "leverage" : "";
        if (order.Kind == OrderKind.Exit) return "";
        return reason.Contains("ambiguous") ? "ambiguous" : reason.Contains("gapped") || reason.Contains("at the open") ? "gap" : "";
    }
}
