using static PeakTrade.Engine.Tests.Indicators.Cases;

namespace PeakTrade.Engine.Tests.Indicators;

/// <summary>Channels, returns, and the three forms an indicator comes in.</summary>
public class FormsTests
{
    private const double NaN = double.NaN;

    [Fact]
    public void Donchian_of_a_hand_computed_sheet()
    {
        var channel = Donchian.Values([3, 5, 4, 8], [1, 2, 0, 6], 2);
        Equal([NaN, 5, 5, 8], channel.Upper, 0);
        Equal([NaN, 1, 0, 0], channel.Lower, 0);
        Equal([NaN, 3, 2.5, 4], channel.Middle, 0);
        Assert.Throws<ArgumentException>(() => Donchian.Values([1, 2], [1], 1));
    }

    [Fact]
    public void Bollinger_of_a_sample_is_wider_by_the_degrees_of_freedom()
    {
        double[] hand = [2, 4, 4, 4, 5, 5, 7, 9];
        Assert.Equal((5, 9, 1), (Bollinger.Values(hand, 8).Middle[7], Bollinger.Values(hand, 8).Upper[7], Bollinger.Values(hand, 8).Lower[7]));
        Assert.Equal(5 + 2 * Math.Sqrt(32 / 7.0), Bollinger.Values(hand, 8, ddof: 1).Upper[7], 12);
    }

    [Fact]
    public void Returns_of_a_hand_computed_sheet()
    {
        Equal([NaN, 0.5, -0.5], Returns.Simple([2, 3, 1.5]), 1e-15);
        Equal([NaN, NaN, -0.25], Returns.Simple([2, 3, 1.5], lag: 2), 1e-15);
        Equal([NaN, Math.Log(1.5), -Math.Log(2)], Returns.Log([2, 3, 1.5]), 1e-15);
        Equal([NaN, NaN], Returns.Log([2, 3], lag: 5), 0);
    }

    [Fact]
    public void The_pooled_form_holds_what_the_array_form_does_and_knows_its_first_value()
    {
        var close = Walk(1, 100);
        using var fast = Sma.Of(close, 20);
        Assert.Equal(Sma.Values(close, 20), fast.Values.ToArray());
        Assert.Equal((19, 100), (fast.FirstValid, fast.Length));
        Assert.Equal(fast.Values[50], fast[50]);
        using var beyond = Sma.Of(close, 101);
        Assert.Equal(100, beyond.FirstValid);
        using var none = Sma.Of([], 5);
        Assert.Equal(0, none.FirstValid);
    }

    [Fact]
    public void Each_pooled_form_starts_after_its_warm_up()
    {
        var close = Walk(1, 100);
        using var ema = Ema.Of(close, 10);
        using var wma = Wma.Of(close, 10);
        using var rsi = Rsi.Of(close, 10);
        using var std = RollingStd.Of(close, 10);
        using var score = ZScore.Of(close, 10);
        using var atr = Atr.Of(close, close, close, 10);
        using var macd = Macd.Of(close);
        using var bollinger = Bollinger.Of(close);
        using var donchian = Donchian.Of(close, close);
        using var simple = Returns.SimpleOf(close);
        using var log = Returns.LogOf(close, 3);
        Assert.Equal([9, 9, 10, 9, 9, 9, 33, 19, 19, 1, 3],
            new[] { ema.FirstValid, wma.FirstValid, rsi.FirstValid, std.FirstValid, score.FirstValid, atr.FirstValid, macd.FirstValid, bollinger.FirstValid, donchian.FirstValid, simple.FirstValid, log.FirstValid });
        Assert.Equal(macd.Line[50] - macd.Signal[50], macd.Histogram[50]);
    }

    [Fact]
    public void Filling_allocates_nothing()
    {
        var (v, a, b, c) = (Walk(1, 5000), new double[5000], new double[5000], new double[5000]);
        void FillAll()
        {
            Sma.Fill(v, 5, a);
            Sma.Fill(v, 50, a);
            Ema.Fill(v, 20, a);
            Wma.Fill(v, 20, a);
            Rsi.Fill(v, 14, a);
            Macd.Fill(v, 12, 26, 9, a, b, c);
            Bollinger.Fill(v, 20, 2, a, b, c);
            Atr.Fill(v, v, v, 14, a);
            Donchian.Fill(v, v, 20, a, b, c);
            RollingStd.Fill(v, 300, a);
            ZScore.Fill(v, 20, a);
            Returns.FillSimple(v, a);
            Returns.FillLog(v, a);
            using var pooled = Sma.Of(v, 20);
        }

        FillAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        FillAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
