using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>What holds for every portfolio by weights, found by adding up what the run itself hands out.</summary>
public sealed class PortfolioPropertyTests
{
    [Fact]
    public void Cash_and_positions_are_the_equity_on_every_bar() => PortfolioCases.Check(1_000, 61, given =>
    {
        var run = given.Run();
        var universe = given.Universe;
        var capital = given.Options.StartCapital;
        var (equity, exposure) = (run.GetEquity().Equity.ToArray(), run.GetExposure());
        var fills = run.GetOrders().Where(o => o.Status == OrderStatus.Filled).ToList();
        var (cash, units, marks, at) = (capital, new Dictionary<string, double>(), new Dictionary<string, double>(), 0);
        for (var t = 0; t < equity.Length; t++)
        {
            // Borrow is the only thing that is not a fill: a short that was held before the orders at this close pays.
            void Settle(bool atClose)
            {
                for (; at < fills.Count && fills[at].EndBar == t && AtClose(fills[at]) == atClose; at++)
                {
                    var signed = fills[at].IsBuy ? fills[at].Units : -fills[at].Units;
                    cash -= signed * fills[at].FillPrice!.Value + fills[at].Fee;
                    units[fills[at].Symbol] = units.GetValueOrDefault(fills[at].Symbol) + signed;
                }
            }

            Settle(atClose: false);
            for (var i = 0; i < universe.Count; i++)
            {
                var bar = universe.BarsAt(given.From + t)[i];
                if (bar < 0) continue;
                var close = marks[universe.Symbols[i]] = universe.Instruments[i].Close[bar];
                var held = units.GetValueOrDefault(universe.Symbols[i]);
                if (held < -1e-12) cash += held * close * given.Options.BorrowRate / given.PeriodsPerYear;
            }

            Settle(atClose: true);
            Agreement.Same($"cash at bar {t}", cash, exposure[t].Cash, capital);
            Agreement.Same($"equity at bar {t}", cash + units.Sum(u => u.Value == 0 ? 0 : u.Value * marks[u.Key]), equity[t], capital);
            Agreement.Same($"cash and positions at bar {t}", exposure[t].Cash + exposure[t].Long - exposure[t].Short, equity[t], capital);
        }

        Assert.Equal(fills.Count, at);

        bool AtClose(Order fill) => fill.Kind == OrderKind.Delisting || (fill.Kind != OrderKind.Liquidation && given.Options.Fill == FillRule.Close);
    });

    [Fact]
    public void The_profits_of_all_trades_are_what_the_account_gained() => PortfolioCases.Check(1_500, 62, given =>
    {
        var run = given.Run();
        Assert.All(run.GetTrades(), t => Agreement.Same($"profit of trade {t.Number}", (int)t.Side * t.Units * (t.ExitPrice - t.EntryPrice) - t.Fees - t.Borrow, t.Profit, given.Options.StartCapital));
        Agreement.Same("sum of profits", run.FinalEquity - given.Options.StartCapital, run.GetTrades().Sum(t => t.Profit), given.Options.StartCapital);
        Agreement.Same("sum of fees", run.FeesPaid, run.GetTrades().Sum(t => t.Fees), given.Options.StartCapital);
        Agreement.Same("sum of slippage", run.SlippagePaid, run.GetTrades().Sum(t => t.Slippage), given.Options.StartCapital);
    });

    [Fact]
    public void No_increase_takes_the_account_beyond_the_gross_exposure()
    {
        var (tight, rebalances) = (0, 0);
        PortfolioCases.Check(1_500, 63, given =>
        {
            var run = given.Run();
            var gross = given.Portfolio.MaxGrossExposure ?? 1;
            var increases = run.GetOrders().Where(o => o.Kind == OrderKind.Entry && o.Status == OrderStatus.Filled).ToLookup(o => o.EndTime);
            foreach (var after in run.GetHoldings().GroupBy(h => h.Time).Where(h => increases[h.Key].Any()))
            {
                // Worth, equity and fills before the increases, from what is held after them.
                var bought = increases[after.Key].ToLookup(o => o.Symbol);
                var first = after.MaxBy(h => Math.Abs(h.Weight));
                var equity = first.Units * first.Price / first.Weight + increases[after.Key].Sum(o => o.Fee + o.Slippage);
                var kept = after.Sum(h => (Math.Abs(h.Units) - bought[h.Symbol].Sum(o => o.Units)) * h.Price);
                var spent = increases[after.Key].Sum(o => o.Units * o.FillPrice!.Value + o.Fee);
                Assert.True(kept + spent <= gross * equity * (1 + 1e-9), $"{kept} kept and {spent} spent of {equity} at {after.Key:u}");
                rebalances++;
                if (kept + spent > gross * equity * (1 - 1e-6)) tight++;
                if (increases[after.Key].All(o => o.Fee == 0 && o.Slippage == 0)) Assert.True(after.Sum(h => Math.Abs(h.Weight)) <= gross * (1 + 1e-9));
            }
        });
        Assert.True(tight > 200, $"the cap bound {tight} of {rebalances} times");
    }

    [Fact]
    public void No_rebalance_of_a_held_portfolio_trades_more_than_the_turnover_cap()
    {
        var bound = 0;
        PortfolioCases.Check(1_500, 64, given =>
        {
            if (given.Portfolio.MaxTurnover is not { } most || given.Options.LotStep > 0 || given.Options.Fill == FillRule.Close) return;
            var run = given.Run();
            var universe = given.Universe;
            var equityAtClose = run.GetEquity().Equity.ToArray();
            var exposure = run.GetExposure();
            foreach (var orders in run.GetOrders().Where(o => o.Kind is OrderKind.Entry or OrderKind.Exit && o.Status == OrderStatus.Filled).GroupBy(o => o.EndBar).Where(o => o.Key > 0 && exposure[o.Key - 1].Positions > 0))
            {
                // What the orders of the bar themselves say of the equity at its open: a reduction or an increase names the weight that it had.
                var equity = EquityAtOpen(run, universe, given, orders.Key);
                if (equity <= 1e-6 * given.Options.StartCapital) continue;
                var traded = orders.Sum(o => o.Units * universe.Instruments[universe.Symbols.ToList().IndexOf(o.Symbol)].Open[universe.BarsAt(given.From + orders.Key)[universe.Symbols.ToList().IndexOf(o.Symbol)]]);
                // A short is sized on a price below the open, by the slippage.
                Assert.True(traded <= most * equity * (1 + given.Options.SlippageBps / 5_000) + 1e-6, $"{traded} traded of {equity} at bar {orders.Key}");
                if (traded > 0.9 * most * equity) bound++;
            }
        });
        Assert.True(bound > 100, $"the cap bound {bound} times");
    }

    [Fact]
    public void A_scrambled_future_changes_no_past_fill_and_no_past_equity() => PortfolioCases.Check(1_000, 65, given =>
    {
        var rows = given.Universe.Rows;
        var cut = (given.From + given.To) / 2;
        if (cut <= given.From) return;
        var moment = given.Universe.TimeAt(cut);
        var scrambled = given with
        {
            Instruments = [.. given.Instruments.Select(b => Scrambled(b, moment))],
            Wanted = given.Wanted.Where(w => w.Key < cut).Concat(Enumerable.Range(cut, rows - cut).Select(r => KeyValuePair.Create(r, (IReadOnlyDictionary<string, double>)given.Instruments.ToDictionary(b => b.Symbol, _ => 0.07)))).ToDictionary(),
        };
        var (before, after) = (given.Run(), scrambled.Run());
        var past = cut - given.From;
        Assert.Equal(SameBits.Bits(before.GetEquity().Equity[..past]), SameBits.Bits(after.GetEquity().Equity[..past]));
        Assert.Equal(before.GetExposure().Take(past), after.GetExposure().Take(past));
        Assert.Equal(before.GetOrders().Where(o => o.EndBar < past), after.GetOrders().Where(o => o.EndBar < past));
        Assert.Equal(before.GetTrades().Where(t => !t.IsOpen && t.ExitBar < past), after.GetTrades().Where(t => !t.IsOpen && t.ExitBar < past));
        Assert.Equal(before.GetHoldings().Where(h => h.Time < moment), after.GetHoldings().Where(h => h.Time < moment));
    });

    [Fact]
    public void Rows_after_the_last_are_not_looked_at() => PortfolioCases.Check(500, 66, given =>
    {
        var scrambled = given with { Instruments = [.. given.Instruments.Select(b => given.To < given.Universe.Rows ? Scrambled(b, given.Universe.TimeAt(given.To)) : b)] };
        var (a, b) = (given.Run(), scrambled.Run());
        SameBits.Figures(a, b);
        Assert.Equal(a.GetOrders(), b.GetOrders());
        Assert.Equal(a.GetTrades(), b.GetTrades());
    });

    [Fact]
    public void The_order_of_the_instruments_does_not_matter() => PortfolioCases.Check(1_000, 67, given =>
    {
        // Other names put them in another order in the universe, and its sums in another order with them.
        string Renamed(string symbol) => $"{(char)('Z' - (symbol[0] - 'A'))}";
        var renamed = given with
        {
            Instruments = [.. given.Instruments.Select(b => new Bars(Renamed(b.Symbol), b.UtcTicks.ToArray(), b.Open.ToArray(), b.High.ToArray(), b.Low.ToArray(), b.Close.ToArray()))],
            Wanted = given.Wanted.ToDictionary(w => w.Key, w => (IReadOnlyDictionary<string, double>)w.Value.ToDictionary(s => Renamed(s.Key), s => s.Value)),
        };
        var (a, b) = (given.Run(), renamed.Run());
        var (left, right) = (a.GetEquity().Equity.ToArray(), b.GetEquity().Equity.ToArray());
        for (var t = 0; t < left.Length; t++) Agreement.Same($"equity at bar {t}", left[t], right[t], given.Options.StartCapital);
        Assert.Equal(
            a.GetOrders().Select(o => (o.EndBar, Symbol: Renamed(o.Symbol), o.Kind, o.Side, o.Status)).Order(),
            b.GetOrders().Select(o => (o.EndBar, o.Symbol, o.Kind, o.Side, o.Status)).Order());
        SameBits.Figures(a, (given with { Instruments = [.. given.Instruments.Reverse()] }).Run());
    });

    [Fact]
    public void Every_number_is_finite_and_every_order_ends_with_a_reason() => PortfolioCases.Check(1_000, 68, given =>
    {
        var run = given.Run();
        Assert.All(run.GetEquity().Equity.ToArray(), e => Assert.True(double.IsFinite(e)));
        foreach (var figure in typeof(BacktestResult).GetProperties().Where(p => p.PropertyType == typeof(double) || p.PropertyType == typeof(double?)))
            Assert.True(figure.GetValue(run) is null || double.IsFinite((double)figure.GetValue(run)!), $"{figure.Name} is {figure.GetValue(run)}");
        var facts = run.Portfolio!;
        Assert.All([facts.AverageGross, facts.AverageNet, facts.AveragePositions, facts.LargestWeight], f => Assert.True(double.IsFinite(f)));
        Assert.All(run.GetExposure(), e => Assert.True(double.IsFinite(e.Cash + e.Long + e.Short + e.LargestWeight + e.Concentration)));
        Assert.All(run.GetTrades(), t => Assert.True(double.IsFinite(t.Profit) && double.IsFinite(t.Return) && t.Units > 0));
        Assert.All(run.GetHoldings(), h => Assert.True(double.IsFinite(h.Units + h.Price + h.Weight + h.Target) && h.Units != 0));
        Assert.All(run.GetOrders(), o =>
        {
            Assert.True(double.IsFinite(o.Units) && double.IsFinite(o.FillPrice ?? 0) && double.IsFinite(o.DecisionPrice) && o.DecisionPrice > 0 && o.Reason.Length > 0);
            Assert.InRange(o.EndBar, Math.Max(0, o.SignalBar), run.Bars - 1);
            Assert.DoesNotContain("NaN", o.Reason);
        });
    });

    private static double EquityAtOpen(BacktestResult run, Universe universe, PortfolioCase given, int bar)
    {
        var units = universe.Symbols.ToDictionary(s => s, _ => 0.0);
        foreach (var fill in run.GetOrders().Where(o => o.Status == OrderStatus.Filled && o.EndBar < bar)) units[fill.Symbol] += fill.IsBuy ? fill.Units : -fill.Units;
        var equity = run.GetExposure()[bar - 1].Cash;
        for (var i = 0; i < universe.Count; i++)
        {
            if (Math.Abs(units[universe.Symbols[i]]) < 1e-12) continue;
            var row = given.From + bar;
            var here = universe.BarsAt(row)[i];
            while (here < 0 && universe.BarsAt(--row)[i] is var known) here = known < 0 ? -1 : known;
            equity += units[universe.Symbols[i]] * (row == given.From + bar ? universe.Instruments[i].Open[here] : universe.Instruments[i].Close[here]);
        }

        return equity;
    }

    // From a moment on other prices at the same times: when an instrument has bars is known beforehand.
    private static Bars Scrambled(Bars bars, DateTime from)
    {
        double[] Column(ReadOnlySpan<double> values)
        {
            var column = values.ToArray();
            for (var t = 0; t < column.Length; t++)
            {
                if (bars.TimeAt(t) >= from) column[t] *= 1.5 + t % 3;
            }

            return column;
        }

        return new(bars.Symbol, bars.UtcTicks.ToArray(), Column(bars.Open), Column(bars.High), Column(bars.Low), Column(bars.Close));
    }
}
