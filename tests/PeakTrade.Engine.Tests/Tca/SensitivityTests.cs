using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Tca;

public sealed class SensitivityTests : FillTest
{
    private static readonly BacktestOptions Options = new() { StartCapital = 10_000, FeeBps = 10, SlippageBps = 5, PeriodsPerYear = 365 };

    private static readonly ParameterSet Windows = new MovingAverageCrossover().Info.Bind(new Dictionary<string, object?> { ["fast_window"] = 10, ["slow_window"] = 30 });

    [Fact]
    public void Run_again_the_curve_is_the_run_at_one_and_the_run_without_costs_at_none()
    {
        var run = At(1);
        var curve = TcaAnalysis.Of(run, new TcaInputs { AtCost = At }).Sensitivity;
        Assert.False(curve.IsApproximate);
        Assert.Equal((run.FinalEquity, run.TotalReturn, run.Cagr, run.Sharpe, run.MaxDrawdown, run.Trades), TcaPropertyTests.Figures(curve.Points[1]));
        var free = Backtester.Run(Year, new MovingAverageCrossover(), Windows, Options with { FeeBps = 0, SlippageBps = 0 });
        Assert.Equal((free.FinalEquity, free.TotalReturn, free.Cagr, free.Sharpe, free.MaxDrawdown, free.Trades), TcaPropertyTests.Figures(curve.Points[0]));
        Assert.Equal(At(10).FinalEquity, curve.Points[4].FinalEquity);
    }

    [Fact]
    public void The_approximated_curve_is_near_the_one_run_again_to_a_quarter_of_what_the_costs_do()
    {
        var again = TcaAnalysis.Of(At(1), new TcaInputs { AtCost = At }).Sensitivity.Points;
        var near = TcaAnalysis.Of(At(1), TcaInputs.None).Sensitivity.Points;
        // Profits that are made on profits are not, so that the effect of the costs itself is off by a quarter at most over a year that gained a half.
        foreach (var (there, here) in again.Zip(near).Where(pair => pair.First.Multiple is 0 or 2 or 5))
        {
            Near(there.TotalReturn, here.TotalReturn, again[1].TotalReturn);
            Near(there.Sharpe, here.Sharpe, again[1].Sharpe);
            Assert.Equal(there.MaxDrawdown!.Value, here.MaxDrawdown!.Value, 0.015);
        }

        static void Near(double? there, double? here, double? atOne) => Assert.InRange(Math.Abs((here - there)!.Value), 0, 0.25 * Math.Abs((there - atOne)!.Value));
    }

    [Fact]
    public void The_approximated_figures_are_those_of_the_lowered_equity()
    {
        // One buy at 101 on bar 1 (slippage 1), sold at 118.8 on bar 3 (1.2): at 2 times the costs the equity is 1 lower from bar 1 on and 2.2 from bar 3 on.
        var run = Tape("O100 H100 L100 C100", "O100 H110 L100 C110", "O110 H115 L110 C115", "O120 H120 L120 C120").States("LL.").With(o => o with { SlippageBps = 100, PeriodsPerYear = 4 }).Run();
        double[] equity = [1000, 1008, 1013, 1015.6];
        Assert.Equal([1000, 1009, 1014, 1017.8], run.GetEquity().Equity.ToArray().Select(e => Math.Round(e, 9)));
        var twice = TcaAnalysis.Of(run, TcaInputs.None).Sensitivity.Points[2];
        var returns = equity.Skip(1).Zip(equity, (after, before) => after / before - 1).ToArray();
        var mean = returns.Average();
        Assert.Equal(1015.6, twice.FinalEquity!.Value, 1e-9);
        Assert.Equal(0.0156, twice.TotalReturn!.Value, 1e-12);
        Assert.Equal(Math.Pow(1.0156, 4.0 / 3) - 1, twice.Cagr!.Value, 1e-12);
        Assert.Equal(mean / Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / 2) * 2, twice.Sharpe!.Value, 1e-9);
    }

    [Fact]
    public void Break_even_lies_on_the_straight_line_between_the_points_around_it()
    {
        // Returns of 4 %, 3 %, 2 %, -1 %, -6 %: from 2 to 5 times the costs the return falls by 3 points, so 2 points down lie at 2 + 3 x 2 / 3 = 4.
        var curve = TcaAnalysis.Of(At(1) with { TotalReturn = 0.03 }, new TcaInputs { AtCost = m => new global::PeakTrade.Metrics { TotalReturn = 0.04 - 0.01 * m } }).Sensitivity;
        Assert.Equal(4, curve.BreakEvenMultiple!.Value, 1e-9);
    }

    [Theory]
    [InlineData(0.5, "The return is above 0 even at 10 times the costs.")]
    [InlineData(-0.5, "The run makes nothing even without costs.")]
    public void Break_even_is_undefined_beyond_the_points(double level, string note)
    {
        var curve = TcaAnalysis.Of(At(1) with { TotalReturn = level }, new TcaInputs { AtCost = _ => new global::PeakTrade.Metrics { TotalReturn = level } }).Sensitivity;
        Assert.Null(curve.BreakEvenMultiple);
        Assert.Equal(note, curve.BreakEvenNote);
    }

    [Fact]
    public void A_multiple_that_cannot_be_run_is_undefined()
    {
        var curve = TcaAnalysis.Of(At(1), new TcaInputs { AtCost = m => m > 5 ? null : At(m) }).Sensitivity;
        Assert.Null(curve.Points[4].TotalReturn);
        Assert.NotNull(curve.Points[3].TotalReturn);
    }

    private static Bars Year { get; } = MakeYear();

    // A slow wave with a fast one upon it, so that the crossover has some two dozen trades and neither wins nor loses all.
    private static Bars MakeYear()
    {
        var close = Enumerable.Range(0, 730).Select(t => 100 * Math.Exp(0.0006 * t + 0.05 * Math.Sin(t / 25.0) + 0.01 * Math.Sin(t / 4.0))).ToArray();
        var open = close.Select((c, t) => t == 0 ? c : close[t - 1] * (1 + 0.001 * Math.Sin(t))).ToArray();
        var start = new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return new Bars("YEAR", [.. close.Select((_, t) => start.AddDays(t).Ticks)], open, [.. close.Zip(open, (c, o) => Math.Max(c, o) * 1.002)], [.. close.Zip(open, (c, o) => Math.Min(c, o) * 0.998)], close);
    }

    private static BacktestResult At(double multiple) =>
        Backtester.Run(Year, new MovingAverageCrossover(), Windows, Options with { FeeBps = Options.FeeBps * multiple, SlippageBps = Options.SlippageBps * multiple });
}
