using PeakTrade.Engine;
using PeakTrade.Studies.Gp;

namespace PeakTrade.Studies.Tests.Samplers;

/// <summary>Constants are of numpy with dense solves, and of the normal law's series with 120 decimal digits.</summary>
public class GpMathematicsTests
{
    private static readonly double[] Values = [0.3, -1.2, 0.8, 0.1, -0.4];
    private static readonly double[] Logarithms = [Math.Log(0.4), Math.Log(0.7), Math.Log(1.3), Math.Log(1.7), Math.Log(0.01)];

    [Theory]
    [InlineData(-1000, -500014.73445209115845, -500007.82669481218431)]
    [InlineData(-50, -1258.7441828684608531, -1254.8313611394199013)]
    [InlineData(-12, -77.909100545007348277, -75.410673001568795939)]
    [InlineData(-5, -16.744301162660990143, -15.064998393988725736)]
    [InlineData(-2.5, -6.2125416454435128635, -5.0816482772786904984)]
    [InlineData(-2.000001, -4.7687862033344083330, -3.7831867068980076321)]
    [InlineData(-1.9, -4.5049311616216669730, -3.5502813255421347856)]
    [InlineData(-1, -2.4851210257126413368, -1.8410216450092635058)]
    [InlineData(-0.3, -1.3214012449190435100, -0.96210281816885066774)]
    [InlineData(0, -0.91893853320467274178, -0.69314718055994530942)]
    [InlineData(0.7, -0.17093141922474068107, -0.27702394227713124471)]
    [InlineData(3, 1.0987396653277077727, -0.0013508099647481937988)]
    [InlineData(12, 2.4849066497880003102, 0)]
    public void The_logarithms_of_improvement_and_of_chance_are_right_into_the_tails(double z, double improvement, double chance)
    {
        Assert.Equal(improvement, NormalLaw.LogImprovement(z, out var below, out var density), 1e-13 * Math.Max(1, Math.Abs(improvement)));
        Assert.Equal(chance, NormalLaw.LogBelow(z, out var slope), 1e-13 * Math.Max(1, Math.Abs(chance)));
        if (z < -100) return;
        var h = 1e-5 * Math.Max(1, Math.Abs(z));
        Assert.Equal((NormalLaw.LogImprovement(z + h, out _, out _) - NormalLaw.LogImprovement(z - h, out _, out _)) / (2 * h), below, 1e-6 * Math.Max(1, below));
        Assert.Equal((NormalLaw.LogBelow(z + h, out _) - NormalLaw.LogBelow(z - h, out _)) / (2 * h), slope, 1e-6 * Math.Max(1, slope));
        // h = density + z below, so the shares make 1.
        Assert.Equal(1, density + z * below, 1e-9 * Math.Max(1, density));
    }

    [Fact]
    public void The_posterior_is_that_of_dense_algebra()
    {
        var process = new GaussianProcess(Evidence.KernelOf(Logarithms), Points(), Values);
        var (mean, deviation) = process.At([0.4, 0.5, 1]);
        Assert.Equal(-0.6199932016236939, mean, 1e-12);
        Assert.Equal(0.7391859054623313, deviation, 1e-12);
        (mean, deviation) = process.At([0.1, 0.2, 0]);
        Assert.Equal(0.29469312327428454, mean, 1e-12);
        Assert.Equal(0.09941103707297336, deviation, 1e-12);
    }

    [Fact]
    public void Slopes_of_the_posterior_are_those_of_small_differences()
    {
        var process = new GaussianProcess(Evidence.KernelOf(Logarithms), Points(), Values);
        double[] point = [0.4, 0.5, 1], byMean = new double[3], byDeviation = new double[3];
        process.At(point, byMean, byDeviation);
        for (var k = 0; k < 2; k++)
        {
            double[] before = [.. point], after = [.. point];
            (before[k], after[k]) = (point[k] - 1e-6, point[k] + 1e-6);
            var ((m0, d0), (m1, d1)) = (process.At(before), process.At(after));
            Assert.Equal((m1 - m0) / 2e-6, byMean[k], 1e-7);
            Assert.Equal((d1 - d0) / 2e-6, byDeviation[k], 1e-7);
        }

        Assert.Equal(0, byMean[2]);
    }

    [Fact]
    public void The_evidence_is_that_of_dense_algebra() => Assert.Equal(8.020527522493488, new Evidence(Points(), Values).Of(Logarithms, new double[5]), 1e-11);

    [Fact]
    public void Slopes_of_the_evidence_are_those_of_small_differences()
    {
        // 23 points: whole vectors and a rest.
        var points = new PointColumns([false, false, true], 23);
        var random = new KeyedRandom(4);
        var values = new double[23];
        for (var i = 0; i < 23; i++)
        {
            points.Set(i, [random.NextDouble(), random.NextDouble(), random.NextInt(3)]);
            values[i] = random.NextNormal();
        }

        var evidence = new Evidence(points, values);
        double[] slopes = new double[5], ignored = new double[5];
        evidence.Of(Logarithms, slopes);
        for (var k = 0; k < 5; k++)
        {
            double[] before = [.. Logarithms], after = [.. Logarithms];
            (before[k], after[k]) = (Logarithms[k] - 1e-5, Logarithms[k] + 1e-5);
            Assert.Equal((evidence.Of(after, ignored) - evidence.Of(before, ignored)) / 2e-5, slopes[k], 1e-6 * Math.Max(1, Math.Abs(slopes[k])));
        }
    }

    [Fact]
    public void The_minimizer_finds_the_valley_and_the_wall()
    {
        static double Rosenbrock(ReadOnlySpan<double> x, Span<double> slopes)
        {
            var (a, b) = (1 - x[0], x[1] - x[0] * x[0]);
            (slopes[0], slopes[1]) = (-2 * a - 400 * x[0] * b, 200 * b);
            return a * a + 100 * b * b;
        }

        double[] x = [-1.2, 1];
        Assert.Equal(0, new BoxMinimizer(2).Minimize(Rosenbrock, x, [-2, -2], [2, 2], 200, 1e-10), 1e-9);
        // With x at most 0.5 the best is at y = x^2.
        x = [-1.2, 1];
        new BoxMinimizer(2).Minimize(Rosenbrock, x, [-2, -2], [0.5, 2], 200, 1e-10);
        Assert.Equal(0.5, x[0]);
        Assert.Equal(0.25, x[1], 1e-4);
    }

    [Fact]
    public void Losses_over_magnitudes_are_scaled_and_keep_their_order()
    {
        double[] losses = [3, 0.001, 40_000, 12, 700, 0.5];
        var scale = new LossScale(losses, depth: 0.1);
        Assert.Equal(losses.Order(), losses.OrderBy(scale.Of));
        Assert.Equal(0, losses.Average(scale.Of), 1e-12);
        Assert.Equal(Math.Log((scale.Of(12.001) - scale.Of(11.999)) / 0.002), scale.LogStretch(12), 1e-6);
    }

    private static PointColumns Points()
    {
        var points = new PointColumns([false, false, true], 5);
        double[][] rows = [[0.1, 0.2, 0], [0.5, 0.9, 1], [0.7, 0.3, 2], [0.95, 0.6, 1], [0.3, 0.55, 0]];
        for (var i = 0; i < rows.Length; i++) points.Set(i, rows[i]);
        return points;
    }
}
