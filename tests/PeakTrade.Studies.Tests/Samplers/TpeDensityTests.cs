using System.Runtime.Intrinsics;
using PeakTrade.Engine;

namespace PeakTrade.Studies.Tests.Samplers;

public class TpeDensityTests
{
    [Fact]
    public void The_exponential_is_that_of_the_library()
    {
        for (var x = -707.9; x < 709; x += 0.0371) Assert.InRange(VectorMath.Exp(x) / Math.Exp(x), 1 - 1e-14, 1 + 1e-14);
        Assert.Equal(1, VectorMath.Exp(0));
        Assert.Equal(0, VectorMath.Exp(-1e300));
        Assert.True(double.IsFinite(VectorMath.Exp(1e300)));
    }

    [Fact]
    public void The_logarithm_is_that_of_the_library()
    {
        for (var exponent = -307.0; exponent < 308; exponent += 0.0173)
        {
            var x = Math.Pow(10, exponent);
            Assert.InRange(VectorMath.Log(x) - Math.Log(x), -1e-14 * Math.Abs(Math.Log(x)), 1e-14 * Math.Abs(Math.Log(x)));
        }

        for (var x = 0.5; x < 2; x += 0.00037) Assert.InRange(VectorMath.Log(x) - Math.Log(x), -1e-15, 1e-15);
        Assert.Equal(0, VectorMath.Log(1));
    }

    // Values of the standard normal distribution from scipy.stats.norm.cdf.
    [Theory, InlineData(0, 0.5), InlineData(1, 0.8413447460685429), InlineData(-1.5, 0.06680720126885807), InlineData(3, 0.9986501019683699), InlineData(-8, 6.22096057427174e-16)]
    public void The_normal_distribution_is_that_of_the_tables(double x, double expected) =>
        Assert.InRange(VectorMath.NormalBelow(Vector256.Create(x)).ToScalar() - expected, -1e-7, 1e-7);

    [Theory, InlineData(1), InlineData(4), InlineData(7), InlineData(30)]
    public void A_density_is_the_one_that_plain_code_makes(int kernels)
    {
        var random = new KeyedRandom(11, kernels);
        var density = Random(ref random, kernels);
        var (centres, weights) = (Copy(density), density.Weights[..kernels].ToArray());
        density.Prepare(0.7);
        for (var n = 0; n < 50; n++)
        {
            double[] point = [random.NextDouble(), random.NextDouble(), random.NextInt(3), random.NextInt(5)];
            var slow = Slow(centres, weights, density.Widths, [3, 5], 0.7, point);
            Assert.InRange(density.LogAt(point) - Math.Log(slow), -1e-5, 1e-5);
        }
    }

    [Fact]
    public void A_density_is_one_in_all()
    {
        var random = new KeyedRandom(12);
        var density = Random(ref random, 9);
        density.Prepare(1);
        var sum = 0.0;
        const int Cells = 60;
        for (var i = 0; i < Cells * Cells; i++)
        {
            for (var choice = 0; choice < 15; choice++) sum += Math.Exp(density.LogAt([(i / Cells + 0.5) / Cells, (i % Cells + 0.5) / Cells, choice / 5, choice % 5])) / Cells / Cells;
        }

        Assert.InRange(sum, 0.999, 1.001);
    }

    [Fact]
    public void Points_are_drawn_as_often_as_the_density_says()
    {
        var random = new KeyedRandom(13);
        var density = Random(ref random, 5);
        density.Prepare(1);
        var (point, left, same, drawn) = (new double[4], 0, 0, 40_000);
        for (var n = 0; n < drawn; n++)
        {
            density.Draw(ref random, point);
            Assert.All(point[..2], x => Assert.InRange(x, 0, 1));
            if (point[0] < 0.3) left++;
            if (point[2] == 1) same++;
        }

        var (expectedLeft, expectedSame) = (0.0, 0.0);
        const int Cells = 40;
        for (var i = 0; i < Cells * Cells; i++)
        {
            for (var choice = 0; choice < 15; choice++)
            {
                var mass = Math.Exp(density.LogAt([(i / Cells + 0.5) / Cells, (i % Cells + 0.5) / Cells, choice / 5, choice % 5])) / Cells / Cells;
                if (i / Cells < 0.3 * Cells) expectedLeft += mass;
                if (choice / 5 == 1) expectedSame += mass;
            }
        }

        Assert.InRange((double)left / drawn - expectedLeft, -0.015, 0.015);
        Assert.InRange((double)same / drawn - expectedSame, -0.015, 0.015);
    }

    [Fact]
    public void In_hundreds_of_dimensions_a_density_is_still_a_number()
    {
        var density = new ParzenDensity(400, []);
        density.Resize(3);
        for (var d = 0; d < 400; d++)
        {
            density.Centres(d).Fill(0.5);
            density.Widths[d] = 0.001;
        }

        density.Weights[..3].Fill(1);
        density.Prepare(1);
        Assert.InRange(density.LogAt(Enumerable.Repeat(0.5, 400).ToArray()), 2000, 3000);
        Assert.InRange(density.LogAt(Enumerable.Repeat(0.9, 400).ToArray()), -2, -1);
    }

    private static ParzenDensity Random(ref KeyedRandom random, int kernels)
    {
        var density = new ParzenDensity(2, [3, 5]);
        density.Resize(kernels);
        (density.Widths[0], density.Widths[1]) = (0.08, 0.3);
        for (var k = 0; k < kernels; k++)
        {
            (density.Centres(0)[k], density.Centres(1)[k]) = (random.NextDouble(), random.NextDouble());
            (density.Centres(2)[k], density.Centres(3)[k]) = (random.NextInt(3), random.NextInt(5));
            density.Weights[k] = 0.1 + random.NextDouble();
        }

        return density;
    }

    private static double[][] Copy(ParzenDensity density) => [.. Enumerable.Range(0, 4).Select(d => density.Centres(d).ToArray())];

    private static double Slow(double[][] centres, double[] weights, double[] widths, int[] choices, double prior, double[] point)
    {
        var (kernels, total) = (weights.Length, weights.Sum() + prior);
        var sum = prior / total / choices.Aggregate(1, (product, count) => product * count);
        for (var k = 0; k < kernels; k++)
        {
            var product = weights[k] / total;
            for (var d = 0; d < 2; d++)
            {
                var z = (point[d] - centres[d][k]) / widths[d];
                product *= Math.Exp(-z * z / 2) / (widths[d] * Math.Sqrt(2 * Math.PI)) / (Below((1 - centres[d][k]) / widths[d]) - Below(-centres[d][k] / widths[d]));
            }

            for (var c = 0; c < choices.Length; c++)
            {
                var share = 1.0 / (kernels + 1);
                product *= (point[2 + c] == centres[2 + c][k] ? 1 + share : share) / (1 + choices[c] * share);
            }

            sum += product;
        }

        return sum;
    }

    private static double Below(double x) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, x);
}
