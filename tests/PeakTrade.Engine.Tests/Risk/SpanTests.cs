using PeakTrade.Engine.Tests.Metrics;

namespace PeakTrade.Engine.Tests.Risk;

/// <summary>Tables of spans by hand: drawdowns, months, stress, regimes.</summary>
public sealed class SpanTests
{
    [Fact]
    public void The_drawdown_table_by_hand()
    {
        // Peaks at bars 1, 5 and 8; back at bars 4 and 7, and never.
        var table = new GivenRun { Equity = [100, 120, 90, 108, 120, 130, 117, 130, 200, 150, 100, 160] }.Report.Drawdowns;
        Assert.Equal(
            [(1, -0.5, 8, 10, -1, 2, 3), (2, -0.25, 1, 2, 4, 1, 3), (3, -0.1, 5, 6, 7, 1, 2)],
            table.Select(d => (d.Number, Math.Round(d.Depth, 12), Day(d.Peak), Day(d.Trough), d.Recovery is { } back ? Day(back) : -1, d.FallBars, d.Bars)));
        Assert.Equal([true, false, false], table.Select(d => d.IsOpen));
        Assert.Equal([3.0, 3.0, 2.0], table.Select(d => d.Days));
    }

    [Fact]
    public void A_drawdown_begins_at_the_last_bar_at_its_peak()
    {
        var only = Assert.Single(new GivenRun { Equity = [100, 100, 100, 90, 100, 100] }.Report.Drawdowns);
        Assert.Equal((2, 3, 4), (Day(only.Peak), Day(only.Trough), Day(only.Recovery!.Value)));
    }

    [Fact]
    public void The_deepest_of_the_table_is_the_deepest_of_the_figures()
    {
        for (var seed = 1; seed < 20; seed++)
        {
            var report = new GivenRun { Equity = Curve.Of(GivenRun.Returns(500, seed)) }.Report;
            Assert.Equal(report.Result.MaxDrawdown, report.Drawdowns[0].Depth);
            Assert.Equal(report.Result.MaxDrawdownBars, report.Drawdowns[0].Bars);
            Assert.InRange(report.Drawdowns.Count, 1, 10);
        }
    }

    [Fact]
    public void A_run_that_never_falls_has_no_drawdown() => Assert.Empty(new GivenRun { Equity = [100, 100, 110, 120] }.Report.Drawdowns);

    [Fact]
    public void Months_and_years_agree_with_a_plain_calculation_and_make_up_the_whole()
    {
        var equity = Curve.Of(GivenRun.Returns(800, 5));
        equity[0] = 99; // The first bar has cost something already.
        var run = new GivenRun { Equity = equity };
        var report = run.Report;
        var last = run.At.Select((t, i) => (t, i)).GroupBy(x => (x.t.Year, x.t.Month)).Select(g => (g.Key, equity[g.Last().i], g.Count())).ToList();
        var before = 100.0;
        Assert.Equal(last.Count, report.Months.Count);
        foreach (var (((year, month), close, bars), made) in last.Zip(report.Months))
        {
            Assert.Equal((year, (int?)month, bars), (made.Year, made.Month, made.Bars));
            Assert.Equal(close / before - 1, made.Return!.Value, 1e-12);
            before = close;
        }

        Assert.Equal(report.Result.TotalReturn!.Value, report.Months.Aggregate(1.0, (x, m) => x * (1 + m.Return!.Value)) - 1, 1e-12);
        Assert.Equal(report.Result.TotalReturn!.Value, report.Years.Aggregate(1.0, (x, y) => x * (1 + y.Return!.Value)) - 1, 1e-12);
        Assert.All(report.Years, y => Assert.Null(y.Month));
    }

    [Fact]
    public void The_worst_spans_do_not_overlap()
    {
        // Bar returns of -10 % at bars 3, 4 and 9.
        double[] equity = [100, 100, 100, 90, 81, 81, 81, 81, 81, 72.9, 80];
        Assert.Equal([2, 3, 8], StressSpans.Worst(equity, 1, 5).Order());
        Assert.Equal([2, 7], StressSpans.Worst(equity, 2, 5).Order());
        for (var seed = 1; seed < 10; seed++)
        {
            var starts = StressSpans.Worst(Curve.Of(GivenRun.Returns(400, seed)), 21, 5).Order().ToList();
            Assert.All(starts.Zip(starts.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 21));
        }
    }

    [Fact]
    public void A_time_in_history_is_there_where_the_run_holds_it()
    {
        var equity = Curve.Of(GivenRun.Returns(1_200, 3)); // 2018-01-01 to 2021-04-15
        var run = new GivenRun { Equity = equity };
        var history = run.Report.Stress.Where(s => s.IsHistorical).ToList();
        Assert.Equal(["Fourth quarter 2018", "Pandemic crash 2020"], history.Select(h => h.Name));
        var (from, to) = (Array.IndexOf(run.At, new DateTime(2020, 2, 18)), Array.IndexOf(run.At, new DateTime(2020, 3, 23)));
        Assert.Equal(equity[to] / equity[from] - 1, history[1].Return!.Value, 1e-12);
        Assert.Equal(to - from, history[1].Bars);
    }

    [Fact]
    public void Regimes_agree_with_a_plain_calculation_from_the_past_only()
    {
        var run = new GivenRun { Equity = Curve.Of(GivenRun.Returns(600, 9)), Periods = 40 }; // A quarter is 10 bars.
        var returns = Enumerable.Range(1, 600).Select(t => run.Equity[t] / run.Equity[t - 1] - 1).ToArray();
        var plain = new List<double>[5];
        for (var k = 0; k < 5; k++) plain[k] = [];
        for (var bar = 21; bar <= 600; bar++)
        {
            // What is known at the close before: volatilities of the windows that end there and earlier.
            var known = Enumerable.Range(10, bar - 1 - 10 + 1).Select(end => Deviation(returns[(end - 10)..end])).ToList();
            var past = known[..^1];
            if (past.Count >= 10)
            {
                var place = (past.Count(v => v < known[^1]) + past.Count(v => v == known[^1]) / 2.0) / past.Count;
                plain[place < 1 / 3.0 ? 0 : place < 2 / 3.0 ? 1 : 2].Add(returns[bar - 1]);
            }
        }

        for (var bar = 11; bar <= 600; bar++) plain[run.Equity[bar - 1] > run.Equity[bar - 11] ? 3 : 4].Add(returns[bar - 1]);
        var regimes = run.Report.Regimes;
        Assert.Equal(["low", "middle", "high", "up", "down"], regimes.Select(r => r.Regime));
        Assert.All(regimes.Zip(plain), pair =>
        {
            Assert.Equal(pair.Second.Count, pair.First.Bars);
            Assert.Equal(pair.Second.Average() * 40, pair.First.MeanReturn!.Value, 1e-10);
            Assert.Equal(Deviation([.. pair.Second]) * Math.Sqrt(40), pair.First.Volatility!.Value, 1e-10);
        });
        Assert.Equal(1, regimes.Take(3).Sum(r => r.Share!.Value), 1e-12);
    }

    [Fact]
    public void A_scrambled_future_changes_no_regime_of_the_past()
    {
        var returns = GivenRun.Returns(500, 11);
        var other = returns[..300].Concat(GivenRun.Returns(200, 12)).ToArray();
        Assert.Equal(Regimes.ByVolatility(returns, 0, 20)[..301], Regimes.ByVolatility(other, 0, 20)[..301]);
        Assert.Equal(Regimes.ByTrend(Curve.Of(returns), 0, 20)[..301], Regimes.ByTrend(Curve.Of(other), 0, 20)[..301]);
    }

    private static int Day(DateTime time) => (time - GivenRun.Monday).Days;

    private static double Deviation(double[] values) => Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1));
}
