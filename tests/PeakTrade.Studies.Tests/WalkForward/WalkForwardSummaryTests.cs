using PeakTrade.Engine;

namespace PeakTrade.Studies.Tests;

public class WalkForwardSummaryTests
{
    private static readonly SearchSpace Space = new(
    [
        Dimension.Integer("window", 10, 110), Dimension.Real("rate", 0.01, 1, log: true), Dimension.Categorical("kind", ["sma", "ema"]), Dimension.Integer("fixed", 3, 3),
    ]);

    // 10 % in the two years of training and 5 % in the year of the test: 4.88 % a year against 5 %.
    [Fact]
    public void Efficiency_is_the_rate_in_the_test_over_the_rate_in_training()
    {
        var fold = Fold(1, inside: 0.1, outside: 0.05);
        Assert.Equal(0.05 / (Math.Sqrt(1.1) - 1), fold.Efficiency!.Value, 1e-12);
        Assert.Null(Fold(1, inside: 0, outside: 0.05).Efficiency);
        Assert.Null(Fold(1, inside: -0.1, outside: 0.05).Efficiency);
    }

    // Training: 1.1 x 1.21 in 4 years. Tests: 1.05 x 0.98 in 2 years.
    [Fact]
    public void Efficiency_in_all_is_that_of_all_windows_run_one_behind_the_other()
    {
        var result = Sum(Fold(1, inside: 0.1, outside: 0.05), Fold(2, inside: 0.21, outside: -0.02));
        Assert.Equal((Math.Sqrt(1.05 * 0.98) - 1) / (Math.Pow(1.1 * 1.21, 0.25) - 1), result.Efficiency!.Value, 1e-12);
        Assert.Equal(0.5, result.ProfitableFolds);
        Assert.Null(Sum(Fold(1, inside: -0.1, outside: 0.05), Fold(2, inside: 0.05, outside: 0.02)).Efficiency);
    }

    [Fact]
    public void A_parameter_is_as_stable_as_it_changes_little_over_its_range()
    {
        var result = Sum(
            Fold(1, best: [10, 0.01, 0]), Fold(2, best: [30, 0.1, 0]), Fold(3, best: [35, 0.1, 1]), Fold(4, best: null), Fold(5, best: [95, 1, 0]));
        // Changes of 20, 5 and 60 in a range of 100; of a half, 0 and a half of a logarithmic range; three of four are sma.
        Assert.Equal([("window", 0.8), ("rate", 0.5), ("kind", 0.75), ("fixed", 1)], result.Stability.Select(s => (s.Parameter, Math.Round(s.Stability!.Value, 12))));
        Assert.Equal(95L, result.Parameters!["window"]);
        Assert.All(Sum(Fold(1, best: [10, 0.01, 0])).Stability, s => Assert.Null(s.Stability));
    }

    [Theory]
    [InlineData(StudyDirection.Maximize, 2, 1, 0.5)]
    [InlineData(StudyDirection.Maximize, 1, 1.5, -0.5)]
    [InlineData(StudyDirection.Maximize, -1, -2, 1)]
    [InlineData(StudyDirection.Minimize, 2, 3, 0.5)]
    [InlineData(StudyDirection.Minimize, 0.2, 0.1, -0.5)]
    public void Degradation_is_the_share_of_the_objective_that_was_lost(StudyDirection direction, double inside, double outside, double lost) =>
        Assert.Equal(lost, Sum(direction, Fold(1) with { InSample = inside, OutOfSample = outside }).Degradation!.Value, 1e-12);

    [Fact]
    public void Objectives_are_compared_over_folds_that_have_both()
    {
        var result = Sum(Fold(1) with { InSample = 2, OutOfSample = 1 }, Fold(2) with { InSample = 100, OutOfSample = null }, Fold(3) with { InSample = 4, OutOfSample = 2 });
        Assert.Equal((3, 1.5, 0.5), (result.InSampleObjective, result.OutOfSampleObjective, result.Degradation));
        Assert.Null(Sum(Fold(1)).Degradation);
    }

    [Fact]
    public void A_search_that_holds() => Says(
        "Over 4 test windows the strategy returned 3.0 % a year at a Sharpe ratio of 0.80, 61 % of what training made; 4 of 4 windows made money. What training found held on data it had not seen.",
        [.. Enumerable.Range(1, 4).Select(n => Fold(n, inside: 0.1, outside: 0.03))]);

    [Fact]
    public void A_search_that_does_not_hold() => Says(
        "Over 4 test windows the strategy returned -3.0 % a year at a Sharpe ratio of 0.80, though training had made money; none of 4 windows made money. What training found did not hold on data it had not seen.",
        [.. Enumerable.Range(1, 4).Select(n => Fold(n, inside: 0.1, outside: -0.03))]);

    [Fact]
    public void A_search_that_holds_in_part_with_jumping_parameters() => Says(
        "Over 2 test windows the strategy returned 1.5 % a year at a Sharpe ratio of 0.80, 31 % of what training made; 2 of 2 windows made money. Less than half of what training found held on data it had "
        + "not seen. The best window changes much from window to window (stability 10 %). So few windows say little.",
        [Fold(1, inside: 0.1, outside: 0.015, best: [10, 0.1, 0]), Fold(2, inside: 0.1, outside: 0.015, best: [100, 0.1, 0])]);

    [Fact]
    public void A_gain_that_training_did_not_promise() => Says(
        "Over the one test window the strategy returned 12 % a year at a Sharpe ratio of 0.80, and training made nothing to compare with. The gain was not found by training, so it says little about the search. So few windows say little.",
        [Fold(1, inside: -0.1, outside: 0.12)]);

    [Fact]
    public void No_trades() => Assert.Equal("There was no trade in 2 test windows, so there is nothing to judge.", WalkForwardSummary.Of([Fold(1), Fold(2)], Run(0, 0), Space, "sharpe", StudyDirection.Maximize, WalkForwardScheme.Rolling).Verdict);

    [Fact]
    public void Windows_run_and_chained_by_the_engine_add_up_to_a_result()
    {
        var close = Noise.Equity(3, 0, 1_200, sharpe: 0.05);
        var bars = new Bars("X", [.. close.Select((_, i) => new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(i).Ticks)], close, close, close, close);
        var strategy = new StrategyRegistry().Get("ma_crossover").Strategy;
        var options = new BacktestOptions();
        var runs = WalkForwardPlan.Of(bars.UtcTicks, new() { Folds = 5 })
            .Select(w => new WindowRun(w.Test.From, w.Test.To, Backtester.RunWindow(bars, strategy, strategy.Info.Defaults, options, w.Test.From, w.Test.To))).ToList();
        var folds = runs.Select((r, i) => new WalkForwardFold(r.Result) { Number = i + 1, TrainStart = default, TrainEnd = default, TrainBars = 450, TestStart = r.Result!.Start, TestEnd = r.Result.End, TestBars = r.To - r.From, PeriodsPerYear = 365 }).ToList();
        var result = WalkForwardSummary.Of(folds, Backtester.Chain(bars, options, runs), new SearchSpace([]), "sharpe", StudyDirection.Maximize, WalkForwardScheme.Rolling);
        Assert.Equal(folds.Aggregate(1.0, (grown, f) => grown * (1 + f.OutOfSampleReturn!.Value)) - 1, result.TotalReturn!.Value, 1e-12);
        Assert.Equal((750, 750), (result.GetEquity().Count(), result.OutOfSample.Bars));
        Assert.Equal(folds.Sum(f => f.OutOfSampleTrades), result.Trades);
        Assert.Equal(("ma_crossover", "X"), (result.Strategy, result.Symbol));
    }

    private static void Says(string expected, WalkForwardFold[] folds) => Assert.Equal(expected, Sum(folds).Verdict);

    private static WalkForwardResult Sum(params WalkForwardFold[] folds) => Sum(StudyDirection.Maximize, folds);

    private static WalkForwardResult Sum(StudyDirection direction, params WalkForwardFold[] folds) =>
        WalkForwardSummary.Of(folds, Run(0, 5), Space, "sharpe", direction, WalkForwardScheme.Rolling);

    private static WalkForwardFold Fold(int number, double? inside = null, double outside = 0, double[]? best = null) => new(Run(outside, 1))
    {
        Number = number, TrainStart = default, TrainEnd = default, TestStart = default, TestEnd = default, TrainBars = 2 * 365, TestBars = 365, PeriodsPerYear = 365,
        InSampleReturn = inside, BestParameters = best is null ? null : Space.ParametersOf([.. best, 3]),
    };

    private static BacktestResult Run(double totalReturn, int trades) => new(new Metrics { TotalReturn = totalReturn, Trades = trades, Sharpe = 0.8 }, new Nothing()) { Symbol = "X", Strategy = "s" };

    private sealed class Nothing : IRunDetails
    {
        public IReadOnlyList<Trade> ReadTrades() => [];

        public IReadOnlyList<Order> ReadOrders() => [];

        public EquityCurve ReadEquity() => new(default, default, default);
    }
}
