using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

/// <summary>What holds for every run with shared cash, found by adding up what the run itself hands out.</summary>
public sealed class SharedCashPropertyTests
{
    [Fact]
    public void Cash_and_longs_less_shorts_are_the_equity_at_every_row_and_the_positions_are_the_trades() => SharedCases.Check(300, 61, given =>
    {
        var run = given.Run();
        var (equity, trades, rows) = (run.GetEquity(), run.GetTrades(), given.To - given.From);
        foreach (var (row, point) in run.GetExposure().Index())
        {
            Agreement.Same($"equity at row {row}", point.Cash + point.Long - point.Short, equity.Equity.Span[row], given.Options.StartCapital);
            var held = trades.Where(t => t.EntryBar <= row && (t.IsOpen || t.ExitBar > row)).ToList();
            Assert.Equal((held.Count, (double)held.Count), (point.Positions, equity.Units.Span[row]));
            Agreement.Same($"longs at row {row}", Worth(Side.Long), point.Long, given.Options.StartCapital);
            Agreement.Same($"shorts at row {row}", Worth(Side.Short), point.Short, given.Options.StartCapital);

            double Worth(Side side) => held.Where(t => t.Side == side).Sum(t => t.Units * LastClose(given, t.Symbol, given.From + row));
        }
    });

    [Fact]
    public void The_profits_of_all_trades_are_what_the_account_gained() => SharedCases.Check(300, 62, given =>
    {
        var run = given.Run();
        Agreement.Same("sum of profits", run.FinalEquity - given.Options.StartCapital, run.GetTrades().Sum(t => t.Profit), given.Options.StartCapital);
    });

    [Fact]
    public void Every_number_is_finite_and_every_order_has_a_reason() => SharedCases.Check(300, 63, given =>
    {
        var run = given.Run();
        Assert.All(run.GetEquity().Equity.ToArray(), e => Assert.True(double.IsFinite(e)));
        foreach (var figure in typeof(BacktestResult).GetProperties().Where(p => p.PropertyType == typeof(double) || p.PropertyType == typeof(double?)))
            Assert.True(figure.GetValue(run) is null || double.IsFinite((double)figure.GetValue(run)!), $"{figure.Name} is {figure.GetValue(run)}");
        Assert.All(run.GetExposure(), e => Assert.True(double.IsFinite(e.LargestWeight) && double.IsFinite(e.Concentration)));
        Assert.All(run.GetTrades(), t => Assert.True(double.IsFinite(t.Profit) && double.IsFinite(t.Return) && t.Units > 0));
        Assert.All(run.GetOrders(), o => Assert.True(double.IsFinite(o.Units) && double.IsFinite(o.DecisionPrice) && o.Reason.Length > 0 && o.EndBar >= o.SignalBar && o.EndBar < run.Bars));
        Assert.Equal(run.Trades, run.GetOrders().Count(o => o is { Kind: OrderKind.Entry, Status: OrderStatus.Filled }));
        Assert.Equal(run.Trades == 0, run.NoTradesReason is not null);
    });

    [Fact]
    public void The_order_of_the_instruments_given_changes_nothing() => SharedCases.Check(300, 64, given =>
        Same(given.Run(), given.Over(given.Instruments.Reverse()).Run(), int.MaxValue));

    [Fact]
    public void A_scrambled_future_changes_no_past_fill_and_no_past_equity() => SharedCases.Check(300, 65, given =>
    {
        // The calendar looks at all times, so the periods are given.
        var original = given.With(o => o with { PeriodsPerYear = o.PeriodsPerYear ?? 300 });
        var cut = (given.From + given.To) / 2;
        var scrambled = original.Over(given.Instruments.Select(i => Scrambled(given.Universe, i, cut)));
        Same(original.Run(), scrambled.Run(), cut - given.From);
    });

    [Fact]
    public void Bars_after_the_run_are_not_looked_at() => SharedCases.Check(300, 66, given =>
    {
        var original = given.With(o => o with { PeriodsPerYear = o.PeriodsPerYear ?? 300 });
        var scrambled = original.Over(given.Instruments.Select(i => Scrambled(given.Universe, i, given.To)));
        Same(original.Run(), scrambled.Run(), int.MaxValue);
    });

    [Fact]
    public void Neither_the_gross_nor_the_number_of_positions_is_above_its_cap_when_one_is_opened() => SharedCases.Check(300, 67, given =>
    {
        // At the close and without costs, what is held right after an entry is what the row is marked at.
        var plain = given.With(o => o with { Fill = FillRule.Close, FeeBps = 0, FeeFixed = 0, FeeMinimum = 0, SlippageBps = 0 });
        var run = plain.Run();
        var exposure = run.GetExposure();
        var cap = plain.Portfolio.MaxGrossExposure ?? plain.Options.MaxLeverage;
        foreach (var trade in run.GetTrades())
        {
            var point = exposure[trade.EntryBar];
            Assert.True(point.Long + point.Short <= cap * run.GetEquity().Equity.Span[trade.EntryBar] + 1e-9 * plain.Options.StartCapital, $"row {trade.EntryBar}: {point}");
        }

        Assert.All(exposure, point => Assert.InRange(point.Positions, 0, plain.Portfolio.MaxPositions ?? plain.Universe.Count));
    });

    [Fact]
    public void The_interval_is_what_runs_with_the_other_rules_end_with() => SharedCases.Check(300, 68, given =>
    {
        var run = given.Run();
        Assert.Equal(given.With(o => o with { Intrabar = IntrabarRule.Pessimistic }).Run().FinalEquity, run.FinalEquityPessimistic);
        Assert.Equal(given.With(o => o with { Intrabar = IntrabarRule.Optimistic }).Run().FinalEquity, run.FinalEquityOptimistic);
    });

    private static void Same(BacktestResult a, BacktestResult b, int rows)
    {
        var count = Math.Min(rows, a.Bars);
        Assert.Equal(SameBits.Bits(a.GetEquity().Equity[..count]), SameBits.Bits(b.GetEquity().Equity[..count]));
        Assert.Equal(a.GetExposure().Take(count), b.GetExposure().Take(count));
        Assert.Equal(Trades(a), Trades(b));
        Assert.Equal(Orders(a), Orders(b));

        // Numbers count what comes later among what came before.
        IEnumerable<Trade> Trades(BacktestResult run) => run.GetTrades().Where(t => t.ExitBar < rows).Select(t => t with { Number = 0 });
        IEnumerable<Order> Orders(BacktestResult run) => run.GetOrders().Where(o => o.EndBar < rows).Select(o => o with { Number = 0 });
    }

    private static double LastClose(SharedCase given, string symbol, int row)
    {
        var bars = given.Instruments.Single(i => i.Bars.Symbol == symbol).Bars;
        return bars.Close[Enumerable.Range(0, bars.Count).Last(t => bars.TimeAt(t) <= given.Universe.TimeAt(row))];
    }

    private static (Bars, sbyte[]) Scrambled(Universe universe, (Bars Bars, sbyte[] States) instrument, int row)
    {
        var (bars, states) = instrument;
        var from = row == universe.Rows ? bars.Count : Enumerable.Range(0, bars.Count).Count(t => bars.TimeAt(t) < universe.TimeAt(row));
        double[] Column(ReadOnlySpan<double> values) => [.. values[..from].ToArray(), .. values[from..].ToArray().Reverse().Select(v => 1.5 * v)];
        return (new(bars.Symbol, bars.UtcTicks.ToArray(), Column(bars.Open), Column(bars.High), Column(bars.Low), Column(bars.Close)), [.. states[..from], .. states[from..].Select(s => (sbyte)-s)]);
    }
}
