using PeakTrade.Engine.Tests.Indicators;
using static PeakTrade.Engine.Tests.Portfolios.Weights.Scene;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

public sealed class MultifactorRuleTests
{
    [Fact]
    public void The_best_are_held_long_and_the_worst_short_each_side_half_of_the_gross() =>
        // A fifth of ten is two.
        Cases.Equal([0, 0.25, 0, -0.25, 0, 0, 0.25, 0, -0.25, 0], Weigh([4, 9, 5, 1, 6, 3, 8, 7, 2, 5]), 1e-15);

    [Fact]
    public void A_score_is_the_sum_of_weights_times_standardised_values_low_ones_turned_round()
    {
        string[] symbols = ["A", "B", "C"];
        var bundle = Bundle(new("f", 0.5), new("g", 0.25, FactorDirection.Low));
        var rule = FactorPortfolio.Rule(bundle, [Panel("f", symbols, [[1, 2, 3]]), Panel("g", symbols, [[10, 40, 10]])], Days(2, symbols), Unbound, allowShort: true);
        // f: -sqrt(3/2), 0, sqrt(3/2). g: mean 20, deviation sqrt(200): -1/sqrt 2, sqrt 2, -1/sqrt 2, turned round.
        var (f, g) = (Math.Sqrt(1.5), Math.Sqrt(0.5));
        var (weights, scores) = At(rule, 0, 3)!.Value;
        Cases.Equal([-0.5 * f + 0.25 * g, -0.25 * 2 * g, 0.5 * f + 0.25 * g], scores, 1e-14);
        // -0.44, -0.35, 0.79: a fifth of three rounds to one.
        Cases.Equal([-0.5, 0, 0.5], weights, 1e-15);
    }

    [Fact]
    public void Of_equal_scores_the_first_by_name_is_the_better()
    {
        Cases.Equal([0.5, 0, 0, 0, -0.5], Weigh([7, 7, 7, 7, 7]), 1e-15);
        Cases.Equal([0, 0.5, 0, -0.5, 0], Weigh([1, 2, 2, 0, 1]), 1e-15);
    }

    [Theory]
    [InlineData(0.2, 12, 2)]
    [InlineData(0.2, 13, 3)]
    [InlineData(0.2, 1 + 1, 1)]
    [InlineData(0.25, 10, 2)] // 2.5
    [InlineData(0.29, 100, 29)]
    [InlineData(0.5, 3, 1)]
    [InlineData(0.5, 4, 2)]
    public void As_many_are_chosen_as_the_quantile_comes_nearest_to_a_half_goes_down(double quantile, int names, int expected)
    {
        var symbols = Enumerable.Range(0, names).Select(i => $"N{i:000}").ToArray();
        var bundle = Bundle(new BundleFactor("f", 1)) with { LongQuantile = quantile, ShortQuantile = quantile };
        var rule = FactorPortfolio.Rule(bundle, [Panel("f", symbols, [[.. symbols.Select((_, i) => (double)i)]])], Days(2, symbols), Unbound, allowShort: true);
        var weights = At(rule, 0, names)!.Value.Weights;
        Assert.Equal((expected, expected), (weights.Count(w => w > 0), weights.Count(w => w < 0)));
    }

    [Fact]
    public void A_long_quantile_of_nearly_all_leaves_one_for_the_shorts() =>
        Cases.Equal([-0.5, 0.25, 0.25], Weigh([1, 2, 3], b => b with { LongQuantile = 0.99, ShortQuantile = 0.01 }), 1e-15);

    [Fact]
    public void Gross_and_net_exposure_are_kept_by_the_sides() =>
        // (1.6 + 1) / 2 = 1.3 long, (1.6 - 1) / 2 = 0.3 short.
        Cases.Equal([0.65, 0.65, 0, -0.15, -0.15], Weigh([5, 4, 3, 2, 1], b => b with { LongQuantile = 0.4, ShortQuantile = 0.4 }, Unbound with { MaxGrossExposure = 1.6, NetExposure = 1 }), 1e-15);

    [Fact]
    public void Without_shorts_the_long_side_is_the_net_exposure_or_else_the_gross()
    {
        Cases.Equal([0.5, 0.5, 0, 0, 0], Weigh([5, 4, 3, 2, 1], b => b with { LongQuantile = 0.4 }, allowShort: false), 1e-15);
        Cases.Equal([0.3, 0.3, 0, 0, 0], Weigh([5, 4, 3, 2, 1], b => b with { LongQuantile = 0.4, ShortQuantile = 0 }, Unbound with { NetExposure = 0.6 }), 1e-15);
        Cases.Equal([1.5, 0, 0], Weigh([5, 4, 3], b => b with { ShortQuantile = 0 }, Unbound with { MaxGrossExposure = 1.5 }), 1e-15);
        Cases.Equal([1], Weigh([5], allowShort: false), 1e-15);
    }

    [Fact]
    public void By_score_a_side_is_shared_by_the_distance_from_the_median()
    {
        // Of 0, 1, 2, 3, 6, 12 the mean is 4 and the median 2.5; the distances of the best two are 9.5 and 3.5 units, of the worst two 2.5 and 1.5.
        var weights = Weigh([12, 6, 3, 2, 1, 0], b => b with { Weighting = PortfolioWeighting.Score, LongQuantile = 1.0 / 3, ShortQuantile = 1.0 / 3 });
        Cases.Equal([0.5 * 9.5 / 13, 0.5 * 3.5 / 13, 0, 0, -0.5 * 1.5 / 4, -0.5 * 2.5 / 4], weights, 1e-14);
        // All scores are 0: there is no distance to weigh by.
        Cases.Equal([0.25, 0.25, -0.25, -0.25], Weigh([3, 3, 3, 3], b => b with { Weighting = PortfolioWeighting.Score, LongQuantile = 0.5, ShortQuantile = 0.5 }), 1e-15);
    }

    [Fact]
    public void By_inverse_volatility_a_calm_instrument_weighs_more_and_one_too_short_or_still_nothing()
    {
        double[] prices = [100, 102, 99, 101.5, 101, 104, 103.2, 105];
        // B's returns are A's less a hundredth, times 2: twice the deviation.
        var b = new double[8];
        b[0] = 50;
        for (var i = 1; i < 8; i++) b[i] = b[i - 1] * (1 + 2 * (prices[i] / prices[i - 1] - 1 - 0.01));
        var universe = Universe.Of("u", [Bars("A", prices), Bars("B", b), Bars("C", prices[3..], firstDay: 3), Bars("D", [.. Enumerable.Range(0, 8).Select(i => Math.Pow(1.01, i))])]);
        var bundle = Bundle(new BundleFactor("f", 1)) with { Weighting = PortfolioWeighting.InverseVolatility, VolatilityWindowBars = 5, LongQuantile = 1, ShortQuantile = 0 };
        var rule = FactorPortfolio.Rule(bundle, [Panel("f", ["A", "B", "C", "D"], [.. Enumerable.Repeat(new[] { 1.0, 2, 3, 4 }, 8)])], universe, Unbound, allowShort: true);
        var (weights, scores) = At(rule, 7, 4)!.Value;
        Cases.Equal([2 / 3.0, 1 / 3.0, 0, 0], weights, 1e-12);
        Cases.Equal([-1, 1, double.NaN, double.NaN], scores, 1e-15);
        // At row 5 there are five returns for the first time; C has two then.
        Assert.NotNull(At(rule, 5, 4));
        Assert.Null(At(rule, 4, 4));
    }

    [Theory]
    [InlineData(5, 0.01726925578643107)]
    [InlineData(7, 0.021642002139489518)]
    public void Volatility_is_the_sample_deviation_of_the_last_returns(int window, double expected) =>
        Assert.Equal(expected, PeakTrade.Engine.Weights.TrailingVolatility.At(Bars("A", [100, 102, 99, 101.5, 101, 104, 103.2, 105]), bar: 7, window), 1e-15);

    [Fact]
    public void Who_may_not_trade_or_lacks_a_value_is_not_scored_and_not_compared_with()
    {
        string[] symbols = ["A", "B", "C", "D"];
        var rule = FactorPortfolio.Rule(Bundle(new("f", 1), new("g", 0)), [Panel("f", symbols, [[9, 3, 2, 1]]), Panel("g", symbols, [[0, 0, 0, double.NaN]])], Days(2, symbols), Unbound, allowShort: true);
        var (weights, scores) = At(rule, 0, 4, [false, true, true, true])!.Value;
        Cases.Equal([0, 0.5, -0.5, 0], weights, 1e-15);
        Cases.Equal([double.NaN, 1, -1, double.NaN], scores, 1e-15);
    }

    [Fact]
    public void Two_are_needed_for_long_and_short_and_one_for_longs()
    {
        Assert.Null(Decided([5]));
        Assert.Null(Decided([5, double.NaN, double.PositiveInfinity]));
        Assert.NotNull(Decided([5, double.NaN], allowShort: false));
        Assert.Null(Decided([double.NaN, double.NaN], allowShort: false));
    }

    [Fact]
    public void What_one_side_has_no_room_for_is_taken_off_the_other_so_that_the_net_stays()
    {
        // One long may weigh 0.2, so that three shorts weigh 0.2 together.
        Cases.Equal([0.2, 0, -0.2 / 3, -0.2 / 3, -0.2 / 3], Weigh([5, 4, 3, 2, 1], b => b with { ShortQuantile = 0.6 }, new() { MaxWeight = 0.2 }), 1e-15);
        // One short may weigh 0.2 where 0.4 are wanted: the longs, wanted at 0.6, keep 0.2 above it.
        Cases.Equal([0.2, 0.2, 0, 0, -0.2], Weigh([5, 4, 3, 2, 1], b => b with { LongQuantile = 0.4 }, new() { MaxWeight = 0.2, NetExposure = 0.2 }), 1e-15);
        // The long cannot even weigh the net: no shorts.
        Cases.Equal([0.2, 0, 0, 0, 0], Weigh([5, 4, 3, 2, 1], null, new() { MaxWeight = 0.2, NetExposure = 0.5 }), 1e-15);
    }

    [Fact]
    public void A_rule_that_decides_again_and_again_allocates_nothing()
    {
        var symbols = Enumerable.Range(0, 60).Select(i => $"S{i:00}").ToArray();
        var random = new Random(3);
        double[][] rows = [.. Enumerable.Range(0, 100).Select(_ => symbols.Select(_ => random.NextDouble()).ToArray())];
        var sectors = symbols.ToDictionary(symbol => symbol, symbol => symbol[^1..]);
        var bundle = Bundle(new("f", 1), new("g", -0.5) { File = "g.csv" }) with { Winsorize = 0.05, Weighting = PortfolioWeighting.InverseVolatility, VolatilityWindowBars = 20, SectorNeutral = true };
        var rule = FactorPortfolio.Rule(bundle, [Panel("f", symbols, rows), Panel("g", symbols, rows)], Days(100, symbols), new() { MaxWeight = 0.05 }, allowShort: true, sectors, explain: false);
        var (mayTrade, weights, scores) = (Enumerable.Repeat(true, 60).ToArray(), new double[60], new double[60]);
        Assert.True(rule.Decide(50, mayTrade, weights, scores));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var row = 51; row < 90; row++) rule.Decide(row, mayTrade, weights, scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(rule.Scored);
    }
}
