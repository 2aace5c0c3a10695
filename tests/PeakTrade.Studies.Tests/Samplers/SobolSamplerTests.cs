namespace PeakTrade.Studies.Tests.Samplers;

public sealed class SobolSamplerTests() : SamplerContract("sobol")
{
    // scipy 1.10.1: stats.qmc.Sobol(64, scramble=False, bits=32).random(1024), dimensions 1, 2, 3, 4, 8, 21, 41 and 64.
    [Theory]
    [InlineData(1, new[] { 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 })]
    [InlineData(2, new[] { 0.75, 0.25, 0.25, 0.25, 0.75, 0.25, 0.25, 0.75 })]
    [InlineData(3, new[] { 0.25, 0.75, 0.75, 0.75, 0.25, 0.75, 0.75, 0.25 })]
    [InlineData(7, new[] { 0.125, 0.625, 0.375, 0.125, 0.625, 0.875, 0.125, 0.375 })]
    [InlineData(100, new[] { 0.4140625, 0.2578125, 0.7734375, 0.7265625, 0.4765625, 0.7578125, 0.7109375, 0.6484375 })]
    [InlineData(1023, new[] { 0.0009765625, 0.7529296875, 0.6123046875, 0.1455078125, 0.6181640625, 0.8662109375, 0.6318359375, 0.0400390625 })]
    public void Points_are_the_published_ones(int point, double[] coordinates)
    {
        int[] dimensions = [0, 1, 2, 3, 7, 20, 40, 63];
        Assert.Equal(coordinates, dimensions.Select(d => SobolSequence.At(point, d) / 4294967296.0));
    }

    // The same points, each coordinate weighed with its dimension, counted from 1: all 64 at once.
    [Theory, InlineData(5, 1083.0), InlineData(100, 1026.203125), InlineData(777, 995.1796875), InlineData(1023, 1174.546875)]
    public void Every_dimension_is_the_published_one(int point, double sum) =>
        Assert.Equal(sum, Enumerable.Range(0, 64).Sum(d => (d + 1) * (SobolSequence.At(point, d) / 4294967296.0)));

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Scrambled_points_leave_no_elementary_interval_of_two_dimensions_empty(long seed)
    {
        var scrambling = new OwenScrambling(seed, 2);
        // The first two dimensions are a (0, m, 2)-net: each of 2^m rectangles of 2^-a by 2^-(m-a) holds one of 2^m points.
        const int M = 8;
        for (var a = 0; a <= M; a++)
        {
            var cells = Enumerable.Range(256, 1 << M).Select(n =>
                ((int)(scrambling.Scrambled(SobolSequence.At(n, 0), 0) * (1 << a)), (int)(scrambling.Scrambled(SobolSequence.At(n, 1), 1) * (1 << (M - a)))));
            Assert.Equal(1 << M, cells.Distinct().Count());
        }
    }

    [Fact]
    public void Each_of_64_dimensions_alone_holds_a_point_in_every_stretch()
    {
        var scrambling = new OwenScrambling(11, 64);
        for (var d = 0; d < 64; d++) Assert.Equal(128, Enumerable.Range(0, 128).Select(n => (int)(scrambling.Scrambled(SobolSequence.At(n, d), d) * 128)).Distinct().Count());
    }

    [Fact]
    public void A_scrambled_point_is_uniform_over_seeds()
    {
        // The first point is (0, 0, ...) before the scrambling. Mean and variance of a uniform number are 1/2 and 1/12.
        var places = Enumerable.Range(0, 4000).Select(seed => new OwenScrambling(seed, 1).Scrambled(0, 0)).ToArray();
        Assert.Equal(0.5, places.Average(), 0.02);
        Assert.Equal(1 / 12.0, places.Average(x => (x - 0.5) * (x - 0.5)), 0.004);
    }

    [Fact]
    public void It_covers_the_space_more_evenly_than_random_points_do()
    {
        var cube = new TestFunction("cube", new SearchSpace(Enumerable.Range(0, 5).Select(i => Dimension.Real($"x{i}", 0, 1))), _ => [0]);
        for (var seed = 0; seed < 5; seed++) Assert.InRange(Discrepancy(cube.Study("sobol", 128, seed)), 0, Discrepancy(cube.Study("random", 128, seed)) / 3);
    }

    [Fact]
    public void More_parameters_than_it_has_dimensions_are_refused_in_words()
    {
        var wide = new TestFunction("wide", new SearchSpace(Enumerable.Range(0, 65).Select(i => Dimension.Real($"x{i}", 0, 1))), _ => [0]);
        Assert.Contains("at most 64 parameters, and there are 65", Assert.Throws<PeakTradeException>(() => wide.Study("sobol", 1)).Message, StringComparison.Ordinal);
    }

    // Warnock's formula of the squared L2-star discrepancy.
    private static double Discrepancy(IReadOnlyList<Trial> trials)
    {
        var (n, d) = (trials.Count, trials[0].Point.Length);
        var single = trials.Sum(t => t.Point.Aggregate(1.0, (product, x) => product * (1 - x * x) / 2));
        var pairs = trials.Sum(a => trials.Sum(b => a.Point.Zip(b.Point).Aggregate(1.0, (product, pair) => product * (1 - Math.Max(pair.First, pair.Second)))));
        return Math.Pow(3, -d) - 2.0 / n * single + pairs / n / n;
    }
}
