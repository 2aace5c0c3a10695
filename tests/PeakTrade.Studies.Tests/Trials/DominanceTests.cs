using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Studies.Tests.Trials;

public class DominanceTests
{
    [Fact]
    public void Ranks_count_the_fronts_that_lie_before() =>
        Assert.Equal([0, 0, 0, 1, 2, 0, 1], Dominance.Ranks([[1, 3], [2, 2], [3, 1], [2, 3], [3, 3], [1, 3], [double.NaN, 2.5]]));

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Ranks_are_those_of_peeling_fronts_off_one_by_one(int objectives) =>
        Prop.ForAll(Points(objectives), points => Assert.Equal(Peeled(points), Dominance.Ranks(points))).Check(Settings);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void The_front_is_what_has_rank_0(int objectives) =>
        Prop.ForAll(Points(objectives), points => Assert.Equal(Peeled(points).Select((rank, i) => (rank, i)).Where(p => p.rank == 0).Select(p => p.i), Dominance.Front(points).Order())).Check(Settings);

    private static Config Settings => Config.QuickThrowOnFailure.WithReplay(1, 3).WithMaxTest(200);

    // Few different values, so that many are equal; sometimes none.
    private static Arbitrary<double[][]> Points(int objectives) =>
        Gen.Elements(0, 1, 2, 3, 4, 5, double.NaN, double.PositiveInfinity, double.NegativeInfinity).ArrayOf(objectives).ArrayOf().ToArbitrary();

    private static int[] Peeled(double[][] points)
    {
        var ranks = Enumerable.Repeat(-1, points.Length).ToArray();
        for (var rank = 0; ranks.Contains(-1); rank++)
        {
            var left = Enumerable.Range(0, points.Length).Where(i => ranks[i] < 0).ToArray();
            foreach (var i in left.Where(i => !left.Any(j => Beats(points[j], points[i]))).ToArray()) ranks[i] = rank;
        }

        return ranks;

        static bool Beats(double[] a, double[] b)
        {
            var pairs = a.Zip(b, (x, y) => (X: double.IsNaN(x) ? double.PositiveInfinity : x, Y: double.IsNaN(y) ? double.PositiveInfinity : y)).ToArray();
            return pairs.All(p => p.X <= p.Y) && pairs.Any(p => p.X < p.Y);
        }
    }
}
