using PeakTrade.Engine;

namespace PeakTrade.Studies.Tests.Pruners;

public class SignedRankTestTests
{
    // Hollander and Wolfe's depression scores before and after: scipy.stats.wilcoxon(d, alternative="greater") gives 0.01953125, as the book does.
    [Theory]
    [InlineData(0.01953125, 0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01)]
    [InlineData(0.0625, 1.0, 2.0, 3.5, -0.5, 2.2)]
    [InlineData(0.625, -1.0, -2.0, 3.0)]
    [InlineData(0.09765625, 0.3, -0.1, 0.25, 0.6, -0.45, 0.8, 0.05, 0.15)]
    [InlineData(0.5, 1.0)]
    [InlineData(1.0, -1.0)]
    [InlineData(1.0, 0.0, 0.0, 0.0)]
    public void Few_differences_are_counted_out_as_scipy_does(double probability, params double[] differences) =>
        Assert.Equal(probability, SignedRankTest.PositiveTail(differences), 1e-15);

    // scipy.stats.wilcoxon(e, alternative="greater") with e(i) = +-(7 i mod m + c), minus at every third: exact for 40, mode="approx" for 60.
    [Theory]
    [InlineData(0.001196115249513241, 40, 41, 0)]
    [InlineData(0.005205995952119158, 60, 61, 0)]
    [InlineData(0.01393884836999507, 60, 13, 1)]
    public void Many_differences_agree_with_scipy(double probability, int count, int modulus, int plus) =>
        Assert.Equal(probability, SignedRankTest.PositiveTail([.. Enumerable.Range(1, count).Select(i => (double)((i % 3 == 0 ? -1 : 1) * (i * 7 % modulus + plus)))]), 1e-12);

    [Fact]
    public void Ties_and_zeros_are_counted_out_over_all_signs()
    {
        for (var round = 0; round < 200; round++)
        {
            var random = new KeyedRandom(7, round);
            var differences = new double[1 + random.NextInt(10)];
            for (var i = 0; i < differences.Length; i++) differences[i] = random.NextInt(9) - 4;
            Assert.Equal(OverAllSigns(differences), SignedRankTest.PositiveTail(differences), 1e-12);
        }
    }

    private static double OverAllSigns(double[] differences)
    {
        var ranks = differences.Select(d => differences.Count(o => Math.Abs(o) < Math.Abs(d)) + (differences.Count(o => Math.Abs(o) == Math.Abs(d)) + 1) / 2.0).ToArray();
        int[] signed = [.. Enumerable.Range(0, ranks.Length).Where(i => differences[i] != 0)];
        var positive = signed.Where(i => differences[i] > 0).Sum(i => ranks[i]);
        var asPositive = Enumerable.Range(0, 1 << signed.Length).Count(signs => signed.Where((_, at) => (signs >> at & 1) == 1).Sum(i => ranks[i]) >= positive);
        return (double)asPositive / (1 << signed.Length);
    }
}
