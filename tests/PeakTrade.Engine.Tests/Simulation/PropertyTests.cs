namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>What holds for every run, found by adding up what the run itself hands out.</summary>
public sealed class PropertyTests
{
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void Where_no_order_lives_inside_a_bar_both_executions_give_the_same_bits(ulong seed) =>
        Cases.Check(Cases.WithoutLevels, 1_500, seed, given => SameBits.Of(given.Pipeline(), given.Vectorized()));

    [Fact]
    public void Cash_and_positions_are_the_equity_on_every_bar() => Cases.Check(Cases.Any, 1_000, 33, given =>
    {
        var run = given.Pipeline();
        var fills = run.GetOrders().Where(o => o.Status == OrderStatus.Filled).ToList();
        var curve = run.GetEquity();
        var trades = run.GetTrades();
        for (var t = 0; t < given.Bars.Count; t++)
        {
            var done = fills.Where(o => o.EndBar <= t).ToList();
            var units = done.Sum(o => o.IsBuy ? o.Units : -o.Units);
            var cash = given.Options.StartCapital - done.Sum(o => (o.IsBuy ? o.Units : -o.Units) * o.FillPrice!.Value + o.Fee) - Borrow(given, trades, run.PeriodsPerYear, t);
            Agreement.Same($"units at bar {t}", units, curve.Units.Span[t], 1);
            Agreement.Same($"equity at bar {t}", cash + units * given.Bars.Close[t], curve.Equity.Span[t], given.Options.StartCapital);
        }
    });

    [Fact]
    public void The_profits_of_all_trades_are_what_the_account_gained() => Cases.Check(Cases.Any, 1_000, 34, given =>
    {
        var run = given.Pipeline();
        Agreement.Same("sum of profits", run.FinalEquity - given.Options.StartCapital, run.GetTrades().Sum(t => t.Profit), given.Options.StartCapital);
    });

    [Fact]
    public void A_scrambled_future_changes_no_past_fill_and_no_past_equity() => Cases.Check(Cases.Any, 1_000, 35, given =>
    {
        var cut = given.Bars.Count / 2;
        if (cut == 0) return;

        // The calendar looks at all times, and the figures of a bar's close know only what was before it: so the periods are given.
        var options = given.Options with { PeriodsPerYear = given.Options.PeriodsPerYear ?? 300 };
        var original = given with { Options = options };
        var scrambled = original with { Bars = Backwards(given.Bars, cut), States = [.. given.States[..cut], .. given.States[cut..].Select(s => (sbyte)-s)] };
        var (before, after) = (original.Pipeline(), scrambled.Pipeline());
        Assert.Equal(SameBits.Bits(before.GetEquity().Equity[..cut]), SameBits.Bits(after.GetEquity().Equity[..cut]));
        Assert.Equal(SameBits.Bits(before.GetEquity().Units[..cut]), SameBits.Bits(after.GetEquity().Units[..cut]));
        Assert.Equal(before.GetTrades().Where(t => t.ExitBar < cut), after.GetTrades().Where(t => t.ExitBar < cut));
        Assert.Equal(Past(before), Past(after));

        IEnumerable<Order> Past(BacktestResult run) => run.GetOrders().Where(o => o.EndBar < cut);
    });

    [Fact]
    public void Every_order_ends_with_a_reason_after_it_was_made() => Cases.Check(Cases.Any, 1_000, 36, given =>
    {
        var run = given.Pipeline();
        var orders = run.GetOrders();
        Assert.All(orders, o =>
        {
            Assert.True(Enum.IsDefined(o.Status) && o.Reason.Length > 0);
            Assert.InRange(o.EndBar, o.SignalBar, given.Bars.Count - 1);
            Assert.Equal(o.Status == OrderStatus.Filled, o.FillPrice is not null);
        });
        // Each change of state is an entry or an exit, or both; none is lost and none invented.
        var changes = given.States.Select((s, t) => (Old: t == 0 ? 0 : given.States[t - 1], New: (int)s)).Count(c => c.New != c.Old && c.New != 0);
        Assert.Equal(changes, orders.Count(o => o.Kind == OrderKind.Entry));
        Assert.Equal(orders.Count(o => o.Kind == OrderKind.Entry && o.Status == OrderStatus.Filled), run.Trades);
        Assert.Equal(run.GetTrades().Count(t => !t.IsOpen), orders.Count(o => o.Kind != OrderKind.Entry && o.Status == OrderStatus.Filled));
        Assert.Equal(run.Trades == 0, run.NoTradesReason is not null);
    });

    [Fact]
    public void Every_number_is_finite() => Cases.Check(Cases.Any, 1_000, 37, given =>
    {
        var run = given.Pipeline();
        Assert.All(run.GetEquity().Equity.ToArray(), e => Assert.True(double.IsFinite(e)));
        foreach (var figure in typeof(BacktestResult).GetProperties().Where(p => p.PropertyType == typeof(double) || p.PropertyType == typeof(double?)))
            Assert.True(figure.GetValue(run) is null || double.IsFinite((double)figure.GetValue(run)!), $"{figure.Name} is {figure.GetValue(run)}");
        Assert.All(run.GetTrades(), t => Assert.True(double.IsFinite(t.Profit) && double.IsFinite(t.Return) && t.Units > 0));
        Assert.All(run.GetOrders(), o => Assert.True(double.IsFinite(o.Units) && double.IsFinite(o.FillPrice ?? 0) && double.IsFinite(o.Level ?? 0)));
    });

    [Fact]
    public void The_interval_is_what_runs_with_the_other_rules_end_with() => Cases.Check(Cases.Any, 1_000, 38, given =>
    {
        var run = given.Pipeline();
        Assert.Equal((given with { Options = given.Options with { Intrabar = IntrabarRule.Pessimistic } }).Pipeline().FinalEquity, run.FinalEquityPessimistic);
        Assert.Equal((given with { Options = given.Options with { Intrabar = IntrabarRule.Optimistic } }).Pipeline().FinalEquity, run.FinalEquityOptimistic);
    });

    // Borrow from the rule itself: bars whose close a short saw, but for the bar that it was opened at the close of.
    private static double Borrow(Case given, IReadOnlyList<Trade> trades, double periods, int until)
    {
        double sum = 0;
        foreach (var trade in trades.Where(t => t.Side == Side.Short))
        {
            var closesAtClose = given.Options.Fill == FillRule.Close;
            var first = closesAtClose ? trade.EntryBar + 1 : trade.EntryBar;
            var last = trade.IsOpen || (closesAtClose && trade.ExitKind == OrderKind.Exit) ? trade.ExitBar : trade.ExitBar - 1;
            for (var t = first; t <= Math.Min(last, until); t++) sum += trade.Units * given.Bars.Close[t] * given.Options.BorrowRate / periods;
        }

        return sum;
    }

    private static Bars Backwards(Bars bars, int from)
    {
        double[] Column(ReadOnlySpan<double> values) => [.. values[..from].ToArray(), .. values[from..].ToArray().Reverse().Select(v => 1.5 * v)];
        return new(bars.Symbol, bars.UtcTicks.ToArray(), Column(bars.Open), Column(bars.High), Column(bars.Low), Column(bars.Close));
    }
}
