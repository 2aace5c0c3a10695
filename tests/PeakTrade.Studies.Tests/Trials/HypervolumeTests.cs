using PeakTrade.Engine;

namespace PeakTrade.Studies.Tests.Trials;

public class HypervolumeTests
{
    [Fact]
    public void Stairs_of_two_objectives_are_a_sum_of_rectangles() =>
        // Below (4, 4): 3x1 of the first, then 2x1 and 1x1 under it.
        Assert.Equal(3 * 1 + 2 * 1 + 1 * 1, Hypervolume.Of([[1, 3], [2, 2], [3, 1]], [4, 4]));

    [Fact]
    public void One_objective_is_the_way_to_the_best() => Assert.Equal(2.5, Hypervolume.Of([[3], [1.5], [2]], [4]));

    [Fact]
    public void What_is_beaten_twice_there_or_beyond_the_reference_adds_nothing() =>
        Assert.Equal(6, Hypervolume.Of([[2, 2], [1, 3], [3, 1], [2, 2], [3, 3], [2, 3], [4, 0], [0, 5], [double.NaN, 0], [-1, double.PositiveInfinity]], [4, 4]));

    [Fact]
    public void Three_cubes_are_counted_once_where_they_meet() =>
        // Boxes of 1x2x2, 2x1x2 and 2x2x1 below (2, 2, 2), any two of which meet in 2, and all three in 1.
        Assert.Equal(4 + 4 + 4 - 2 - 2 - 2 + 1, Hypervolume.Of([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [2, 2, 2]));

    [Fact]
    public void Nothing_has_no_volume()
    {
        Assert.Equal(0, Hypervolume.Of([], [1, 1]));
        Assert.Equal(0, Hypervolume.Of([], [1, 1, 1]));
    }

    [Fact]
    public void An_endless_gain_has_an_endless_volume()
    {
        Assert.Equal(double.PositiveInfinity, Hypervolume.Of([[double.NegativeInfinity, 0], [0, 0.5]], [1, 1]));
        Assert.Equal(double.PositiveInfinity, Hypervolume.Of([[double.NegativeInfinity, 0, 0.5], [double.NegativeInfinity, 0.5, 0]], [1, 1, 1]));
    }

    [Theory, InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void It_is_the_share_of_random_places_that_some_point_beats(int objectives)
    {
        const int Places = 40_000;
        var random = new KeyedRandom(7, objectives);
        var points = Enumerable.Range(0, 30).Select(_ => Drawn(ref random, objectives)).ToArray();
        var beaten = 0;
        for (var n = 0; n < Places; n++)
        {
            var place = Drawn(ref random, objectives);
            if (points.Any(p => p.Zip(place).All(pair => pair.First <= pair.Second))) beaten++;
        }

        // Four standard errors of a share.
        Assert.Equal((double)beaten / Places, Hypervolume.Of(points, [.. Enumerable.Repeat(1.0, objectives)]), 4 * 0.5 / Math.Sqrt(Places));
    }

    private static double[] Drawn(ref KeyedRandom random, int count)
    {
        var drawn = new double[count];
        for (var i = 0; i < count; i++) drawn[i] = random.NextDouble();
        return drawn;
    }
}
