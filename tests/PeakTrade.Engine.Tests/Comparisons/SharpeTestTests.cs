using PeakTrade.Engine.Tests.Risk;

namespace PeakTrade.Engine.Tests.Comparisons;

/// <summary>The test of a Sharpe difference, beside numpy and scipy's answer by the paper's four moments, and by simulation.</summary>
public class SharpeTestTests
{
    private static readonly double[] X = GivenRun.Returns(500, 1), Y = GivenRun.Returns(500, 2);

    [Fact]
    public void Two_runs_that_move_together_are_tested_as_Ledoit_and_Wolf_do() =>
        Check(SharpeTest.Of(1, X, [.. X.Zip(Y, (x, y) => 0.4 * x + 0.6 * y)], 252), 1.000105019584264, 1.2026692202518003, -0.20256420066753636, 0.6587395390704436, -0.30750272095914793, 0.758460752269493, -1.4936699724381215, 1.0885415711030488);

    [Fact]
    public void Returns_that_hang_together_in_time_widen_the_error() =>
        Check(SharpeTest.Of(1, [.. Carried(X, 0.3).Select(r => r + 0.002)], Carried(Y, -0.2), 365), 4.492563858970125, 0.7779941627312306, 3.714569696238894, 1.305223355404672, 2.845926469870153, 0.004428241885627611, 1.1563789278652141, 6.272760464612574);

    [Fact]
    public void The_kernel_takes_what_a_first_order_autoregression_leaves() =>
        Check(SharpeTest.Of(1, [.. Enumerable.Range(0, 491).Select(t => X.Skip(t).Take(10).Average() + 0.0008)], Y.AsSpan(9), 252), 7.282073784468405, 0.818511369543752, 6.463562414924653, 1.7285146506924463, 3.739373809956044, 0.00018447922684194037, 3.0757359528176265, 9.851388877031681);

    [Fact]
    public void Changing_places_changes_the_sign_and_nothing_else()
    {
        var (one, other) = (SharpeTest.Of(1, X, Y, 252), SharpeTest.Of(1, Y, X, 252));
        Assert.Equal((-one.Difference, one.StandardError, -one.Z, one.PValue, -one.High), (other.Difference, other.StandardError, other.Z, other.PValue, other.Low));
    }

    [Fact]
    public void Leverage_changes_nothing()
    {
        var (one, scaled) = (SharpeTest.Of(1, X, Y, 252), SharpeTest.Of(1, [.. X.Select(r => 3 * r)], [.. Y.Select(r => 0.1 * r)], 252));
        Assert.Equal(one.Difference!.Value, scaled.Difference!.Value, 1e-11);
        Assert.Equal(one.StandardError!.Value, scaled.StandardError!.Value, 1e-11);
    }

    [Fact]
    public void A_run_beside_itself_or_itself_with_leverage_is_the_same()
    {
        foreach (var factor in new[] { 1.0, 3.0 })
        {
            var same = SharpeTest.Of(1, [.. X.Select(r => factor * r)], X, 252);
            Assert.Equal((SharpeVerdict.Same, 0.0, null, null), (same.Verdict, same.Difference, same.StandardError, same.PValue));
        }
    }

    [Fact]
    public void What_cannot_be_tested_says_why_and_holds_no_number_that_is_none()
    {
        Assert.Contains("do not vary", SharpeTest.Of(1, X, new double[500], 252).Sentence);
        Assert.Contains("there are 59 common returns, and 60 are wanted", SharpeTest.Of(1, X.AsSpan(0, 59), Y.AsSpan(0, 59), 252).Sentence);
        Assert.Contains("fewer than two", SharpeTest.Of(1, [], [], 252).Sentence);
        Assert.Contains("do not overlap", SharpeTest.Of(1, Curve(100, 0), Curve(100, 100), 252).Sentence);
        Assert.Contains("bars at 25 common times only, of 97 ", SharpeTest.Of(1, Curve(100, 0), Curve(25, 0, 4), 252).Sentence);
        Assert.All(new[] { SharpeTest.Of(1, X, new double[500], 252), SharpeTest.Of(1, [], [], 252) }, d => Assert.Equal((SharpeVerdict.Untested, null, null, null), (d.Verdict, d.Difference, d.PValue, d.Low)));
    }

    [Fact]
    public void Spans_that_overlap_are_compared_where_they_do()
    {
        var both = SharpeTest.Of(1, Curve(300, 0), Curve(300, 100), 365);
        Assert.Equal(199, both.CommonBars);
        Assert.Equal(SharpeVerdict.Same, both.Verdict); // The same market, seen through two windows.
    }

    [Theory]
    [InlineData(0.0, 0.0)] // independent, fat tails
    [InlineData(0.25, 0.0)] // and carried over from bar to bar
    [InlineData(0.0, 0.7)] // and moving together
    [InlineData(0.25, 0.7)]
    public void Under_equal_ratios_a_difference_is_found_in_about_5_of_100_draws(double carried, double together)
    {
        var rejected = Enumerable.Range(0, 1_000).Count(draw => Draw(draw, 300, carried, together, 0).PValue < 0.05);
        Assert.InRange(rejected, 30, 80);
    }

    [Fact]
    public void A_true_difference_is_found_the_sooner_the_more_the_runs_move_together()
    {
        var (apart, close) = (Found(0), Found(0.9));
        Assert.InRange(apart, 50, 140);
        Assert.InRange(close, 190, 200);

        static int Found(double together) => Enumerable.Range(0, 200).Count(draw => Draw(draw, 1_000, 0, together, 0.1).Verdict == SharpeVerdict.Better);
    }

    // Normal numbers, one in twenty of them three times as large (excess kurtosis 4), made to a first-order autoregression with a mean of 0.05 standard deviations.
    private static SharpeDifference Draw(int draw, int count, double carried, double together, double better)
    {
        var random = new KeyedRandom(20, draw);
        var (one, other) = (new double[count], new double[count]);
        var (a, b) = (0.0, 0.0);
        for (var t = -50; t < count; t++)
        {
            var (common, left, right) = (Fat(ref random), Fat(ref random), Fat(ref random));
            a = carried * a + Math.Sqrt(together) * common + Math.Sqrt(1 - together) * left;
            b = carried * b + Math.Sqrt(together) * common + Math.Sqrt(1 - together) * right;
            if (t < 0) continue;
            var spread = Math.Sqrt(1.4 / (1 - carried * carried));
            one[t] = 0.01 * (a + (0.05 + better) * spread);
            other[t] = 0.02 * (b + 0.05 * spread);
        }

        return SharpeTest.Of(1, one, other, 252);
    }

    private static double Fat(ref KeyedRandom random)
    {
        var normal = random.NextNormal();
        return random.NextDouble() < 0.05 ? 3 * normal : normal;
    }

    private static double[] Carried(double[] returns, double by)
    {
        var made = (double[])returns.Clone();
        for (var t = 1; t < made.Length; t++) made[t] += by * made[t - 1];
        return made;
    }

    // One market's account, from a day on, a bar each so many days.
    private static EquityCurve Curve(int bars, int from, int step = 1)
    {
        var equity = new double[2_000];
        equity[0] = 100;
        for (var t = 1; t < equity.Length; t++) equity[t] = equity[t - 1] * (1 + X[t % 500]);
        return new(Enumerable.Range(0, bars).Select(b => GivenRun.Monday.AddDays(from + b * step).Ticks).ToArray(), Enumerable.Range(0, bars).Select(b => equity[from + b * step]).ToArray(), new double[bars]);
    }

    private static void Check(SharpeDifference found, double sharpe, double other, double difference, double error, double z, double p, double low, double high)
    {
        double[] wanted = [sharpe, other, difference, error, z, p, low, high];
        double?[] came = [found.Sharpe, found.ReferenceSharpe, found.Difference, found.StandardError, found.Z, found.PValue, found.Low, found.High];
        for (var i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], came[i]!.Value, Math.Abs(wanted[i]) * 1e-9);
    }
}
