using PeakTrade.Engine.Tests.Indicators;
using PeakTrade.Engine.Weights;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

public sealed class SideWeightsTests
{
    [Fact]
    public void Weights_are_in_proportion_to_the_parts() => Cases.Equal([0.1, 0.3, 0.2], Of([1, 3, 2], total: 0.6, cap: 1), 1e-15);

    [Fact]
    public void What_one_would_weigh_above_the_cap_goes_to_the_others_in_proportion() =>
        // 6 : 2 : 2 of 1 is 0.6, 0.2, 0.2. The 0.2 beyond 0.4 go half to each of the others.
        Cases.Equal([0.4, 0.3, 0.3], Of([6, 2, 2], total: 1, cap: 0.4), 1e-15);

    [Fact]
    public void Who_is_lifted_above_the_cap_by_what_others_give_is_cut_in_turn() =>
        // 8 : 4 : 2 : 1 : 1 of 1 is 0.5, 0.25, 0.125, 0.0625, 0.0625. First 0.5 is cut to 0.3 and the others share 0.7 4 : 2 : 1 : 1: 0.35, 0.175, 0.0875, 0.0875.
        // Then 0.35 is cut to 0.3 and the others share 0.4 2 : 1 : 1.
        Cases.Equal([0.3, 0.3, 0.2, 0.1, 0.1], Of([8, 4, 2, 1, 1], total: 1, cap: 0.3), 1e-15);

    [Fact]
    public void What_fits_nowhere_is_left_out() => Cases.Equal([0.2, 0.2], Of([5, 1], total: 1, cap: 0.2), 1e-15);

    [Fact]
    public void Who_has_no_part_gets_nothing_as_long_as_another_has_one()
    {
        Cases.Equal([0.25, 0], Of([2, 0], total: 0.5, cap: 0.25), 1e-15);
        Cases.Equal([0.25, 0.25], Of([0, 0], total: 0.5, cap: 0.4), 1e-15);
        Assert.Equal(0.25, SideWeights.Room([2, 0], 0.25));
        Assert.Equal(0.5, SideWeights.Room([0, 0], 0.25));
    }

    [Fact]
    public void Parts_of_any_size_make_finite_weights()
    {
        Cases.Equal([0.5, 0.5, 0], Of([1.5e308, 1.5e308, 1e-300], total: 1, cap: 1), 1e-15);
        Cases.Equal([0.75, 0.25], Of([3e-310, 1e-310], total: 1, cap: 1), 1e-12);
    }

    [Fact]
    public void Nobody_weighs_more_than_the_cap_and_all_together_what_fits()
    {
        var random = new Random(11);
        for (var i = 0; i < 2_000; i++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(4) == 0 ? 0 : Math.Exp(random.NextDouble() * 10 - 5)).ToArray();
            var (total, cap) = (random.NextDouble() * 1.5, random.NextDouble() * 0.6 + 0.01);
            var weights = Of(parts, total, cap);
            Assert.All(weights, weight => Assert.InRange(weight, 0, cap));
            Assert.Equal(Math.Min(total, SideWeights.Room(parts, cap)), weights.Sum(), 1e-12);
            // Of two that are not cut, the weights are as the parts are.
            var free = Enumerable.Range(0, parts.Length).Where(k => parts[k] > 0 && weights[k] < cap).ToList();
            Assert.All(free, k => Assert.Equal(parts[k] / parts[free[0]], weights[k] / weights[free[0]], 1e-9 * parts[k] / parts[free[0]]));
        }
    }

    private static double[] Of(double[] parts, double total, double cap)
    {
        var weights = new double[parts.Length];
        SideWeights.Fill(parts, total, cap, weights);
        return weights;
    }
}
