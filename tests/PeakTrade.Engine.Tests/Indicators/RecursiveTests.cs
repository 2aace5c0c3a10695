using static PeakTrade.Engine.Tests.Indicators.Cases;

namespace PeakTrade.Engine.Tests.Indicators;

/// <summary>EMA, RSI, MACD and ATR: each carries a value from bar to bar.</summary>
public class RecursiveTests
{
    private const double NaN = double.NaN;

    [Fact]
    public void Ema_of_a_hand_computed_sheet() =>
        // Weight 1/2: mean of 1 2 6 is 3, then halfway to 5, to 1, to 9.
        Equal([NaN, NaN, 3, 4, 2.5, 5.75], Ema.Values([1, 2, 6, 5, 1, 9], 3), 1e-15);

    [Fact]
    public void Ema_is_the_plain_recursion() => Hold(c =>
    {
        var expected = Enumerable.Repeat(NaN, c.Values.Length).ToArray();
        if (c.Values.Length >= c.Window) expected[c.Window - 1] = c.Values[..c.Window].Sum() / c.Window;
        var weight = 2.0 / (c.Window + 1);
        for (var t = c.Window; t < expected.Length; t++) expected[t] = weight * c.Values[t] + (1 - weight) * expected[t - 1];
        return Near(expected, Ema.Values(c.Values, c.Window), 1e-12, scale: 100);
    });

    [Fact]
    public void Ema_of_a_constant_is_that_constant_to_the_last_bit() =>
        Assert.All(Ema.Values([.. Enumerable.Repeat(0.1, 300)], 8)[7..], e => Assert.Equal(0.1, e, 1e-16));

    [Fact]
    public void Rsi_of_a_hand_computed_sheet() =>
        // Changes +2 -1 +3 -2: averages of two are 1 and 0.5; then (1+3)/2 and 0.25; then 1 and (0.25+2)/2.
        Equal([NaN, NaN, 100 * 1 / 1.5, 100 * 2 / 2.25, 100 * 1 / 2.125], Rsi.Values([10, 12, 11, 14, 12], 2), 1e-12);

    [Fact]
    public void Rsi_is_the_plain_recursion_of_averages() => Hold(c =>
    {
        var expected = Enumerable.Repeat(NaN, c.Values.Length).ToArray();
        double gain = 0, loss = 0;
        for (var t = 1; t < expected.Length; t++)
        {
            var change = c.Values[t] - c.Values[t - 1];
            var (g, l) = (Math.Max(change, 0), Math.Max(-change, 0));
            (gain, loss) = t <= c.Window ? (gain + g / c.Window, loss + l / c.Window) : ((gain * (c.Window - 1) + g) / c.Window, (loss * (c.Window - 1) + l) / c.Window);
            if (t >= c.Window) expected[t] = 100 - 100 / (1 + gain / loss);
        }

        return Near(expected, Rsi.Values(c.Values, c.Window), 1e-11, scale: 100);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(14)]
    public void Rsi_is_50_where_nothing_moves_100_where_all_rises_and_0_where_all_falls(int window)
    {
        var rising = Enumerable.Range(1, 100).Select(i => (double)i).ToArray();
        Assert.All(Rsi.Values([.. Enumerable.Repeat(7.7, 100)], window)[window..], r => Assert.Equal(50, r));
        Assert.All(Rsi.Values(rising, window)[window..], r => Assert.Equal(100, r));
        Assert.All(Rsi.Values([.. rising.Reverse()], window)[window..], r => Assert.Equal(0, r));
    }

    [Fact]
    public void Rsi_has_its_first_value_after_as_many_changes_as_the_window()
    {
        var rsi = Rsi.Values(Walk(1, 15), 14);
        Assert.All(rsi[..14], r => Assert.True(double.IsNaN(r)));
        Assert.True(double.IsFinite(rsi[14]));
        Assert.All(Rsi.Values(Walk(1, 14), 14), r => Assert.True(double.IsNaN(r)));
    }

    [Fact]
    public void Macd_of_a_hand_computed_sheet()
    {
        // Averages of 1 (the value itself) and 3 (weight 1/2): 3, 4, 2.5, 5.75 as above; the signal of 3 starts from the mean of 3, 1 and -1.5.
        var macd = Macd.Values([1, 2, 6, 5, 1, 9], fast: 1, slow: 3, signal: 3);
        Equal([NaN, NaN, 3, 1, -1.5, 3.25], macd.Line, 1e-15);
        Equal([NaN, NaN, NaN, NaN, 2.5 / 3, (2.5 / 3 + 3.25) / 2], macd.Signal, 1e-15);
        Equal([NaN, NaN, NaN, NaN, -1.5 - 2.5 / 3, 3.25 - (2.5 / 3 + 3.25) / 2], macd.Histogram, 1e-15);
    }

    [Fact]
    public void Macd_starts_where_its_slow_average_and_its_signal_do()
    {
        var macd = Macd.Values(Walk(1, 60));
        Assert.Equal(25, Array.FindIndex(macd.Line, double.IsFinite));
        Assert.Equal(33, Array.FindIndex(macd.Signal, double.IsFinite));
        Assert.Equal(33, Array.FindIndex(macd.Histogram, double.IsFinite));
        Assert.Throws<ArgumentOutOfRangeException>(() => Macd.Values([1, 2], fast: 5, slow: 5));
    }

    [Fact]
    public void Atr_of_a_hand_computed_sheet()
    {
        // True ranges 2, then 4 (gap up from 11 to 15), 5 (gap down from 14 to 9), 1.
        double[] high = [12, 15, 10, 9.5], low = [10, 13, 9, 8.5], close = [11, 14, 9, 9];
        var ranges = new double[4];
        Atr.FillTrueRange(high, low, close, ranges);
        Equal([2, 4, 5, 1], ranges, 1e-15);
        Equal([NaN, 3, 4, 2.5], Atr.Values(high, low, close, 2), 1e-15);
    }

    [Fact]
    public void After_a_hole_the_warm_up_starts_again()
    {
        double[] values = [1, 2, 3, NaN, 1, 2, 6, 5];
        Equal([NaN, NaN, 2, NaN, NaN, NaN, 3, 4], Ema.Values(values, 3), 1e-15);
        Equal([NaN, NaN, 100, NaN, NaN, NaN, 100, 100 * 1.25 / 1.75], Rsi.Values(values, 2), 1e-12);
        Equal([NaN, NaN, double.NaN], Ema.Values([double.PositiveInfinity, 1, 2], 3), 0);
    }
}
