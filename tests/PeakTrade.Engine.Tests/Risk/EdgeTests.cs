using PeakTrade.Engine.Tests.Metrics;

namespace PeakTrade.Engine.Tests.Risk;

/// <summary>What cannot be said is undefined and has its reason; the rest is there.</summary>
public sealed class EdgeTests
{
    [Fact]
    public void One_bar_has_no_figures_but_reasons()
    {
        var report = new GivenRun { Equity = [100] }.Report;
        Assert.All(report.ValuesAtRisk, v => Assert.Null(v.Value));
        Assert.Null(report.Tail.Skew);
        Assert.Empty(report.Rolling);
        Assert.Empty(report.Regimes);
        foreach (var section in new[] { "summary", "relative", "rolling", "value_at_risk", "tail", "exposure", "contributions", "stress", "regimes" })
            Assert.Contains(report.Gaps, g => g.Section == section && g.Reason.EndsWith('.'));
    }

    [Fact]
    public void A_flat_account_has_no_volatility_and_no_ratio()
    {
        var report = new GivenRun { Equity = [.. Enumerable.Repeat(100.0, 400)] }.Report;
        Assert.All(report.Rolling, r => Assert.Equal(new RollingRange(null, null, null, null), r.VolatilityRange));
        var gaussian = report.ValuesAtRisk.First(v => v.Method == ValueAtRiskMethod.Gaussian);
        Assert.Null(gaussian.Value);
        Assert.All(report.ValuesAtRisk, v => Assert.Equal((0, 149), (v.Backtest!.Tested, v.Backtest.Unforecast)));
        Assert.Null(gaussian.Backtest!.Kupiec);
    }

    [Fact]
    public void A_flat_stretch_after_a_wild_one_is_flat()
    {
        double[] equity = [.. Curve.Of([.. GivenRun.Returns(300, 1).Select(r => 30 * r)]), .. Enumerable.Repeat(50.0, 300)];
        var month = new GivenRun { Equity = equity }.Report.Rolling[0];
        Assert.All(Enumerable.Range(330, 270), bar => Assert.True(double.IsNaN(month.Volatility.Span[bar])));
    }

    [Fact]
    public void A_ruined_account_returns_nothing_and_every_figure_stays_a_number()
    {
        var report = new GivenRun { Equity = [100, 150, 50, -25, -25, -25, -25] }.Report;
        Assert.Equal(-1.25, report.Result.TotalReturn);
        Assert.Equal(0, report.Tail.Best is { } best ? Math.Min(best, 0) : -1);
        Assert.Equal(-1.5, report.Tail.Worst);
        Assert.All(report.Stress, s => Assert.True(s.Return is null || double.IsFinite(s.Return.Value)));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 4, true)]
    [InlineData(0, 8.1, false)]
    [InlineData(0, -0.1, false)]
    [InlineData(1, 4, true)]
    [InlineData(3, 8, false)]
    [InlineData(-1, 4, true)]
    public void The_domain_of_Cornish_and_Fisher_is_where_their_quantiles_rise(double skew, double kurtosis, bool holds)
    {
        Assert.Equal(holds, CornishFisher.Holds(skew, kurtosis));
        // Where it is said to hold, quantiles rise all the way; where not, somewhere they fall.
        var quantiles = Enumerable.Range(-20_000, 40_001).Select(i => CornishFisher.Quantile(i / 500.0, skew, kurtosis)).ToList();
        Assert.Equal(holds, quantiles.Zip(quantiles.Skip(1)).All(q => q.Second >= q.First));
    }

    [Fact]
    public void Outside_their_domain_Cornish_and_Fisher_are_undefined_and_it_says_why()
    {
        var returns = GivenRun.Returns(400, 2);
        returns[200] = -0.4;
        var report = new GivenRun { Equity = Curve.Of(returns) }.Report;
        Assert.All(report.ValuesAtRisk.Where(v => v.Method == ValueAtRiskMethod.CornishFisher), v => Assert.Null(v.Value));
        Assert.Contains(report.Gaps, g => g.Figure == "cornish_fisher" && g.Reason.Contains("kurtosis"));
        Assert.All(report.ValuesAtRisk.Where(v => v.Method == ValueAtRiskMethod.Gaussian), v => Assert.NotNull(v.Value));
    }

    [Fact]
    public void A_benchmark_at_other_times_is_none()
    {
        var run = new GivenRun { Equity = Curve.Of(GivenRun.Returns(50, 1)) };
        var close = Curve.Of(GivenRun.Returns(50, 2));
        var late = new Bars("LATE", [.. run.At.Select(t => t.AddHours(5).Ticks)], close, close, close, close);
        var report = RiskAnalysis.Of(run.Result, new RiskMarket(late));
        Assert.Null(report.Benchmark);
        Assert.Contains("bars of the same times", report.Gaps.Single(g => g.Section == "relative").Reason);
    }

    [Fact]
    public void A_benchmark_with_a_hole_keeps_its_last_close()
    {
        var run = new GivenRun { Equity = [100, 101, 102, 103, 104, 105] };
        double[] close = [10, 11, 13, 14];
        var bars = new Bars("HOLE", [run.At[1].Ticks, run.At[2].Ticks, run.At[4].Ticks, run.At[5].Ticks], close, close, close, close);
        var report = RiskAnalysis.Of(run.Result, new RiskMarket(bars));
        Assert.Equal([double.NaN, 10, 11, 11, 13, 14], report.Series.Benchmark.ToArray());
        Assert.Equal(0.4, report.Relative!.TotalReturn!.Value, 1e-12);
        Assert.Equal(run.At[1], report.Relative.From);
    }

    [Fact]
    public void Exposure_of_one_instrument_is_units_times_close()
    {
        double[] closes = [10, 11, 12, 12];
        var run = new GivenRun { Equity = [100, 100, 105, 105], Units = [0, 5, 5, -2], Closes = closes };
        var report = RiskAnalysis.Of(run.Result, RiskMarket.Of(run.Result, run.Bars("X", closes)));
        Assert.Equal([0, 0.55, 60 / 105.0, -24 / 105.0], report.Series.Net.ToArray());
        Assert.Equal(60 / 105.0, report.Exposure!.LargestWeight);
        Assert.Equal((1.0, 0.75, run.At[2]), (report.Exposure.Herfindahl, report.Exposure.TimeInMarket, report.Exposure.LargestWeightTime));
        Assert.Null((run with { Closes = null }).Report.Exposure!.AverageGross);
    }

    [Fact]
    public void A_portfolio_is_told_by_its_own_marks()
    {
        var run = new GivenRun { Equity = [100, 110, 120] };
        run = run with
        {
            Facts = new PortfolioFacts { Symbols = ["A", "B", "C"], Sectors = new Dictionary<string, string> { ["A"] = "tech", ["B"] = "tech" } },
            Exposure = [new(run.At[0], 100, 0, 0, 0, 0, 0), new(run.At[1], 60, 100, 50, 3, 0.5, 0.4), new(run.At[2], 100, 60, 40, 2, 0.3, 0.6)],
            Trades =
            [
                new Trade { Symbol = "A", Profit = 10, ExitKind = OrderKind.Exit }, new Trade { Symbol = "B", Profit = -4, ExitKind = OrderKind.Exit }, new Trade { Symbol = "C", Profit = 14 }, new Trade { Symbol = "A", Profit = -1, ExitKind = OrderKind.Exit },
            ],
            Holdings = [new(run.At[1], "A", 1, 50, 0.45, 0.4, 1.2), new(run.At[2], "A", 1, 60, -0.5, -0.5, null), new(run.At[1], "C", 1, 30, 0.27, 0.3, null)],
            Factors = [new(run.At[0], run.At[1], "momentum", 1.5, 0.02, 0.03), new(run.At[1], run.At[2], "momentum", 0.5, 0.02, 0.01), new(run.At[0], run.At[1], "costs", null, null, -0.001)],
        };
        var report = run.Report;
        Assert.Equal([0, 150 / 110.0, 100 / 120.0], report.Series.Gross.ToArray());
        Assert.Equal([0, 50 / 110.0, 20 / 120.0], report.Series.Net.ToArray());
        Assert.Equal((0.5, 0.5, 3), (report.Exposure!.LargestWeight, report.Exposure.Herfindahl, report.Exposure.MostPositions));
        Assert.Equal([("C", 14.0), ("A", 9.0), ("B", -4.0)], report.Symbols.Select(s => (s.Name, s.Profit)));
        Assert.Equal([("tech", 3, 5.0), ("(no sector)", 1, 14.0)], report.Sectors.Select(s => (s.Name, s.Trades, s.Profit)).Reverse());
        Assert.Equal(0.14, report.Symbols[0].Contribution!.Value, 1e-12);
        Assert.Equal((null, 0.5), (report.Symbols[0].WinRate, report.Symbols[1].WinRate));
        Assert.Equal([("A", -0.5), ("C", 0.27)], report.HeaviestHoldings.Select(h => (h.Symbol, h.Weight)));
        Assert.Equal([("momentum", 0.04, (double?)1.0), ("costs", -0.001, null)], report.Factors.Select(f => (f.Factor, f.Contribution, f.AverageExposure)));
        Assert.Equal((2018, "momentum", 0.04), (report.FactorYears[0].Year, report.FactorYears[0].Factor, report.FactorYears[0].Contribution));
    }

    [Fact]
    public void Bars_are_a_runs_own_by_their_times_and_their_growth()
    {
        double[] closes = [10, 11, 12, 13];
        var run = new GivenRun { Equity = [100, 101, 102, 103], Closes = closes };
        Assert.True(RunBars.Are(run.Bars("X", closes), run.Result));
        Assert.False(RunBars.Are(run.Bars("X", [10, 11, 12, 14]), run.Result));
        Assert.False(RunBars.Are(run.Bars("X", closes).First(3), run.Result));
    }
}
