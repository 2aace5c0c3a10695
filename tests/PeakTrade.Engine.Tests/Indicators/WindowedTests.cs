using static PeakTrade.Engine.Tests.Indicators.Cases;

namespace PeakTrade.Engine.Tests.Indicators;

/// <summary>SMA, WMA, highest, lowest, standard deviation and z-score: each looks at one window only.</summary>
public class WindowedTests
{
    private const double NaN = double.NaN;
    private static readonly double[] Hand = [2, 4, 4, 4, 5, 5, 7, 9];

    public static TheoryData<string> All => [.. Fills.Keys];

    private static readonly Dictionary<string, Func<double[], int, double[]>> Fills = new()
    {
        ["sma"] = Sma.Values,
        ["wma"] = Wma.Values,
        ["max"] = RollingMax.Values,
        ["min"] = RollingMin.Values,
        ["std"] = (v, w) => RollingStd.Values(v, w),
        ["sample std"] = (v, w) => RollingStd.Values(v, w, ddof: 1),
        ["z-score"] = (v, w) => ZScore.Values(v, w),
    };

    [Fact]
    public void Averages_of_a_hand_computed_sheet()
    {
        Equal([NaN, NaN, NaN, 3.5, 4.25, 4.5, 5.25, 6.5], Sma.Values(Hand, 4), 1e-15);
        // (1x2 + 2x4 + 3x4) / 6, (1x4 + 2x4 + 3x4) / 6, ...
        Equal([NaN, NaN, 22 / 6.0, 4, 27 / 6.0, 29 / 6.0, 36 / 6.0, 46 / 6.0], Wma.Values(Hand, 3), 1e-14);
    }

    [Fact]
    public void Extremes_of_a_hand_computed_sheet()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        Equal([NaN, NaN, 4, 4, 5, 9, 9, 9], RollingMax.Values(values, 3), 0);
        Equal([NaN, NaN, 1, 1, 1, 1, 2, 2], RollingMin.Values(values, 3), 0);
    }

    [Fact]
    public void Deviation_and_score_of_the_textbook_sample()
    {
        // 2 4 4 4 5 5 7 9: mean 5, sum of squares 32, so 2 for the population and sqrt(32 / 7) for a sample.
        Assert.Equal(2, RollingStd.Values(Hand, 8)[7], 15);
        Assert.Equal(Math.Sqrt(32 / 7.0), RollingStd.Values(Hand, 8, ddof: 1)[7], 15);
        Assert.Equal(2, ZScore.Values(Hand, 8)[7], 15);
        Assert.Equal(4 / Math.Sqrt(32 / 7.0), ZScore.Values(Hand, 8, ddof: 1)[7], 15);
    }

    [Fact]
    public void Sma_is_the_plain_mean() => Hold(c => Near(Plainly(c.Values, c.Window, w => w.Sum() / w.Length), Sma.Values(c.Values, c.Window), 1e-12, scale: 100));

    [Fact]
    public void Wma_is_the_plain_weighted_mean() =>
        Hold(c => Near(Plainly(c.Values, c.Window, w => w.Select((x, i) => x * (i + 1)).Sum() / (w.Length * (w.Length + 1) / 2.0)), Wma.Values(c.Values, c.Window), 1e-12, scale: 100));

    [Fact]
    public void Highest_and_lowest_are_exactly_the_plain_ones() =>
        Hold(c => Near(Plainly(c.Values, c.Window, w => w.Max()), RollingMax.Values(c.Values, c.Window), 0) && Near(Plainly(c.Values, c.Window, w => w.Min()), RollingMin.Values(c.Values, c.Window), 0));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Deviation_is_the_plain_two_pass_one(int ddof) =>
        Hold(c => Near(Plainly(c.Values, c.Window, w => TwoPass(w, ddof)), RollingStd.Values(c.Values, c.Window, ddof), 1e-12, scale: 1e-3));

    [Fact]
    public void Deviation_keeps_its_digits_under_an_offset_of_a_thousand_million() =>
        Hold(c => Near(Plainly(c.Values, c.Window, w => TwoPass(w, 0)), RollingStd.Values(c.Values, c.Window), 1e-12, scale: 1e-6), random => 1e9 + random.NextDouble());

    [Fact]
    public void Deviation_forgets_a_jump_once_it_has_left_the_window() =>
        Hold(c => Near(Plainly(c.Values, c.Window, w => TwoPass(w, 0)), RollingStd.Values(c.Values, c.Window), 1e-11), random => random.NextDouble() < 0.02 ? 1e9 : random.NextDouble());

    [Fact]
    public void Score_is_the_plain_one() =>
        Hold(c => Near(Plainly(c.Values, c.Window, w => TwoPass(w, 0) is var s && s > 0 ? (w[^1] - w[0] - w.Sum(x => x - w[0]) / w.Length) / s : NaN), ZScore.Values(c.Values, c.Window), 1e-11, scale: 1), random => 1e6 + random.NextDouble());

    [Theory]
    [MemberData(nameof(All))]
    public void Not_a_number_reaches_only_the_windows_that_hold_it(string name) => Hold(c =>
    {
        var clean = c.Values.Select(x => double.IsNaN(x) ? 0.5 : x).ToArray();
        var (with, without) = (Fills[name](c.Values, c.Window), Fills[name](clean, c.Window));
        return Enumerable.Range(0, c.Values.Length).All(t =>
            t < c.Window - 1 || c.Values[(t - c.Window + 1)..(t + 1)].Any(double.IsNaN) ? double.IsNaN(with[t]) : with[t].Equals(without[t]) || Math.Abs(with[t] - without[t]) < 1e-12);
    }, random => random.NextDouble() < 0.01 ? NaN : random.NextDouble());

    [Theory]
    [MemberData(nameof(All))]
    public void Warm_up_is_window_less_one_and_a_window_beyond_the_data_gives_nothing(string name) => Hold(c =>
    {
        var result = Fills[name](c.Values, c.Window + 1);
        return result.Take(c.Window).All(double.IsNaN) && result.Skip(c.Window).All(double.IsFinite);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void The_last_value_does_not_depend_on_where_the_series_began(string name)
    {
        var values = Walk(7, 1000);
        for (var from = 0; from < 100; from++)
            Assert.Equal(Fills[name](values, 37)[^1], Fills[name](values[from..], 37)[^1], 1e-11);
    }

    [Theory]
    [InlineData("sma", 5)]
    [InlineData("wma", 5)]
    [InlineData("max", 5)]
    [InlineData("min", 5)]
    [InlineData("std", 0)]
    [InlineData("sample std", NaN)]
    [InlineData("z-score", NaN)]
    public void A_window_of_one(string name, double expected) => Assert.Equal(expected, Fills[name]([3, 4, 5], 1)[2]);

    [Fact]
    public void A_constant_has_no_deviation_and_no_score()
    {
        var constant = Enumerable.Repeat(0.1, 200).ToArray();
        foreach (var window in new[] { 2, 7, 13, 50 })
        {
            Assert.All(RollingStd.Values(constant, window)[(window - 1)..], s => Assert.Equal(0, s));
            Assert.All(ZScore.Values(constant, window), z => Assert.True(double.IsNaN(z)));
        }
    }

    [Fact]
    public void A_million_values_later_nothing_has_drifted()
    {
        var values = new double[1_000_000];
        var random = new Random(3);
        for (var i = 0; i < values.Length; i++) values[i] = i < 500_000 ? 1e12 * random.NextDouble() : random.NextDouble();
        Assert.Equal(values[^50..].Sum() / 50, Sma.Values(values, 50)[^1], 1e-14);
        Assert.Equal(TwoPass(values[^50..], 0), RollingStd.Values(values, 50)[^1], 1e-14);
    }

    [Fact]
    public void A_wrong_window_or_destination_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sma.Values([1, 2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RollingStd.Values([1, 2], 1, ddof: -1));
        Assert.Throws<ArgumentException>(() => Sma.Fill([1, 2], 1, new double[3]));
        var same = new double[5];
        Assert.Throws<ArgumentException>(() => Sma.Fill(same, 2, same));
    }

    private static double TwoPass(double[] window, int ddof)
    {
        // Measured from the first value, or the mean itself would be rounded to the last digit of the offset.
        var from = window.Select(x => x - window[0]).ToArray();
        var mean = from.Sum() / from.Length;
        return window.Length <= ddof ? NaN : Math.Sqrt(from.Sum(x => (x - mean) * (x - mean)) / (window.Length - ddof));
    }
}
