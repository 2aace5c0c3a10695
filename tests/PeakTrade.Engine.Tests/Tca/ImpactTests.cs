using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Tca;

public sealed class ImpactTests : FillTest
{
    private static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Closes 100, 110, 99, 108.9, 130: returns 0.1, -0.1, 0.1. Bought 10 units at bar 4's open of 120 in a volume of 1,000.
    private static readonly Bars Market = Data([1, 1, 1, 1, 1_000]);

    [Fact]
    public void The_estimate_is_the_square_root_law_by_hand()
    {
        var report = TcaAnalysis.Of(Run(Market), new TcaInputs { Bars = [Market], ImpactCoefficient = 0.5 });
        var volatility = Math.Sqrt((2 * Math.Pow(0.1 - 0.1 / 3, 2) + Math.Pow(-0.1 - 0.1 / 3, 2)) / 2);
        var expected = 0.5 * volatility * Math.Sqrt(10 / 1_000.0) * 1_200;
        Assert.Equal(0.01, report.Fills[0].Participation!.Value, 1e-12);
        Assert.Equal(expected, report.Fills[0].ImpactEstimate!.Value, 1e-9);
        Assert.Equal(expected, report.Impact.Cost!.Value, 1e-9);
        Assert.Equal(expected / 1_200 * 10_000, report.Impact.CostBps!.Value, 1e-9);
        Assert.Equal((0.01, 0.01, 0.01), (report.Impact.MeanParticipation!.Value, report.Impact.Participation95!.Value, report.Impact.MaxParticipation!.Value));
        Assert.Equal(100, report.GrossProfit, 1e-9); // 10 x (130 - 120)
        Assert.Equal(Math.Pow(100 / (2 * expected), 2) * 10_000, report.Impact.CapacityEquity!.Value, 1e-6);
        Assert.Contains("It was not paid and is not in the shortfall.", report.Impact.Note);
        Assert.Equal(0, report.Total.Shortfall - report.Total.Delay);
    }

    [Fact]
    public void At_the_capacity_the_impact_eats_half_of_the_gross_profit()
    {
        var report = TcaAnalysis.Of(Run(Market), new TcaInputs { Bars = [Market] });
        var grown = report.Impact.CapacityEquity!.Value / 10_000;
        var larger = TcaAnalysis.Of(Run(Market, grown), new TcaInputs { Bars = [Market] });
        Assert.Equal(larger.GrossProfit / 2, larger.Impact.Cost!.Value, 1e-6);
    }

    [Fact]
    public void Without_bars_or_volume_it_is_undefined_and_says_why()
    {
        Assert.Equal("The run's bars were not at hand.", Note(TcaInputs.None));
        Assert.Equal("The data have no volume.", Note(new() { Bars = [Data(null)] }));
        Assert.Equal("No bar that a fill came in has a volume above 0.", Note(new() { Bars = [Data([1, 1, 1, 1, 0])] }));
        var none = TcaAnalysis.Of(Run(Market), TcaInputs.None).Impact;
        Assert.Equal((null, null, null, null), (none.Cost, none.CostBps, none.MaxParticipation, none.CapacityEquity));

        static string Note(TcaInputs inputs) => TcaAnalysis.Of(Run(Market), inputs).Impact.Note;
    }

    [Fact]
    public void A_run_that_makes_nothing_before_costs_has_no_capacity()
    {
        var falling = new Bars("M", Market.UtcTicks.ToArray(), [100, 110, 99, 108.9, 120], [131, 131, 131, 131, 131], [90, 90, 90, 90, 90], [100, 110, 99, 108.9, 110], [1, 1, 1, 1, 1_000]);
        Assert.Null(TcaAnalysis.Of(Run(falling), new TcaInputs { Bars = [falling] }).Impact.CapacityEquity);
    }

    [Fact]
    public void A_vectorized_run_is_refused_with_what_to_do()
    {
        var run = Backtester.Run(Market, (sbyte[])[0, 0, 0, 1, 1], new BacktestOptions { Execution = ExecutionMode.Vectorized });
        var fault = Assert.Throws<PeakTradeException>(() => TcaAnalysis.Of(run, TcaInputs.None));
        Assert.Equal("Report.NoOrders", fault.Kind.Id);
        Assert.Contains("execution = \"vectorized\" keeps none", fault.Message);
        Assert.Contains("execution = \"pipeline\"", fault.RecommendedAction);
    }

    [Fact]
    public void A_chain_of_windows_is_refused_too()
    {
        var options = new BacktestOptions();
        var states = (sbyte[])[0, 0, 0, 1, 1];
        var chain = Backtester.Chain(Market, options, [new WindowRun(0, 5, Backtester.Run(Market, states, options))]);
        Assert.Contains("several windows", Assert.Throws<PeakTradeException>(() => TcaAnalysis.Of(chain, TcaInputs.None)).Message);
    }

    [Fact]
    public void A_run_that_traded_nothing_has_a_report_of_nothing()
    {
        var report = TcaAnalysis.Of(Backtester.Run(Market, new sbyte[5], new BacktestOptions()), new TcaInputs { Bars = [Market] });
        Assert.Empty(report.Fills);
        Assert.Empty(report.Groups);
        Assert.Null(report.Total.ShortfallBps);
        Assert.Equal("Nothing was traded.", report.Impact.Note);
    }

    [Fact]
    public void Orders_without_decision_prices_are_refused()
    {
        var run = Run(Market);
        var old = new BacktestResult(run, new OldDetails(run)) { Symbol = "M", Strategy = "s", Execution = ExecutionMode.Pipeline };
        var fault = Assert.Throws<PeakTradeException>(() => TcaAnalysis.Of(old, TcaInputs.None));
        Assert.Contains("order 1 is filled and has no decision price", fault.Message);
    }

    private static BacktestResult Run(Bars bars, double grown = 1) => Backtester.Run(bars, (sbyte[])[0, 0, 0, 1, 1],
        new BacktestOptions { StartCapital = 10_000 * grown, FeeBps = 0, SlippageBps = 0, Sizing = new(SizingKind.FixedUnits, 10 * grown) });

    private static Bars Data(double[]? volume) =>
        new("M", [.. Enumerable.Range(0, 5).Select(t => Monday.AddDays(t).Ticks)], [100, 110, 99, 108.9, 120], [131, 131, 131, 131, 131], [90, 90, 90, 90, 90], [100, 110, 99, 108.9, 130], volume);

    private sealed class OldDetails(BacktestResult run) : IRunDetails
    {
        public IReadOnlyList<Trade> ReadTrades() => run.GetTrades();

        public IReadOnlyList<Order> ReadOrders() => [.. run.GetOrders().Select(o => o with { DecisionPrice = 0 })];

        public EquityCurve ReadEquity() => run.GetEquity();
    }
}
