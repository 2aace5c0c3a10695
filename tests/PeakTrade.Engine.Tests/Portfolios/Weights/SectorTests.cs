using PeakTrade.Engine.Tests.Indicators;
using static PeakTrade.Engine.Tests.Portfolios.Weights.Scene;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

public sealed class SectorTests
{
    private static readonly Dictionary<string, string> Halves = new() { ["A"] = "tech", ["B"] = "tech", ["C"] = "tech", ["D"] = "energy", ["E"] = "energy" };

    [Fact]
    public void Each_sector_is_compared_within_itself_and_has_its_share_on_both_sides()
    {
        // tech has three of five names, energy two: 0.5 x 3/5 and 0.5 x 2/5 a side. All of tech scores above all of energy, which does not matter.
        var (weights, scores) = Decided([9, 8, 7, 2, 1], b => b with { SectorNeutral = true }, sectors: Halves)!.Value;
        Cases.Equal([0.3, 0, -0.3, 0.2, -0.2], weights, 1e-15);
        Cases.Equal([Math.Sqrt(1.5), 0, -Math.Sqrt(1.5), 1, -1], scores, 1e-14);
        Cases.Equal([0.5, 0, 0, 0, -0.5], Weigh([9, 8, 7, 2, 1], sectors: Halves), 1e-15);
    }

    [Fact]
    public void A_net_exposure_is_that_of_each_sector_by_its_share()
    {
        // (1 + 0.5) / 2 = 0.75 long and 0.25 short.
        var weights = Weigh([9, 8, 7, 2, 1], b => b with { SectorNeutral = true }, Unbound with { NetExposure = 0.5 }, sectors: Halves);
        Cases.Equal([0.45, 0, -0.15, 0.3, -0.1], weights, 1e-15);
    }

    [Fact]
    public void Instruments_without_a_sector_are_one_of_their_own()
    {
        var named = new Dictionary<string, string> { ["A"] = "tech", ["B"] = "tech" };
        Cases.Equal([0.25, -0.25, -0.25, 0.25], Weigh([9, 8, 1, 2], b => b with { SectorNeutral = true }, sectors: named), 1e-15);
    }

    [Fact]
    public void A_sector_with_one_name_cannot_be_held_neutral_and_leaves_its_share_to_the_others()
    {
        var alone = new Dictionary<string, string> { ["A"] = "x", ["B"] = "x", ["C"] = "y" };
        var (weights, scores) = Decided([2, 1, 9], b => b with { SectorNeutral = true }, sectors: alone)!.Value;
        Cases.Equal([0.5, -0.5, 0], weights, 1e-15);
        Cases.Equal([1, -1, 0], scores, 1e-15);
        Assert.Null(Decided([2, 9], b => b with { SectorNeutral = true }, sectors: new() { ["A"] = "x", ["B"] = "y" }));
        // Longs alone need no other.
        Cases.Equal([0.5, 0.5], Weigh([2, 9], b => b with { SectorNeutral = true, ShortQuantile = 0 }, sectors: new() { ["A"] = "x", ["B"] = "y" }), 1e-15);
    }

    [Fact]
    public void A_cap_keeps_each_sector_neutral() =>
        // tech is wanted at 0.3 a side: one long of 0.15 at most, and so 0.15 short.
        Cases.Equal([0.15, -0.075, -0.075, 0.15, -0.15], Weigh([9, 8, 7, 2, 1], b => b with { SectorNeutral = true, ShortQuantile = 0.6, LongQuantile = 0.4 }, new() { MaxWeight = 0.15 }, sectors: Halves), 1e-15);
}
