using static PeakTrade.Engine.Tests.Strategies.Sample;

namespace PeakTrade.Engine.Tests.Strategies;

public class BuiltInTests
{
    public static TheoryData<string> Keys => [.. new StrategyRegistry().All.Select(s => s.Key)];

    [Fact]
    public void Crossover_is_long_while_the_fast_average_is_above()
    {
        // Averages of 1 and 2: the close against the middle of it and the one before.
        var states = BuiltIn("ma_crossover").States(Closes(5, 6, 7, 7, 4, 5), ("fast_window", 1), ("slow_window", 2));
        Assert.Equal([0, 1, 1, 0, -1, 1], states);
    }

    [Fact]
    public void Crossover_says_for_every_bar_what_plain_averages_say()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var bars = Walk(seed, 500 + seed);
            var close = bars.Close.ToArray();
            var expected = close.Select((_, t) => t < 49 ? 0 : Math.Sign(close[(t - 19)..(t + 1)].Average() - close[(t - 49)..(t + 1)].Average())).ToArray();
            Assert.Equal(expected, BuiltIn("ma_crossover").States(bars).Select(s => (int)s));
        }
    }

    [Fact]
    public void Crossover_does_not_trade_a_flat_market_on_rounding() =>
        Assert.All(BuiltIn("ma_crossover").States(Closes([.. Enumerable.Repeat(0.1, 500)])), s => Assert.Equal(0, s));

    [Fact]
    public void Reversion_buys_below_the_lower_level_and_holds_until_50()
    {
        // RSI(2): bar 2 falls only (0: long); bar 3 gains 2 against 1 (66.7: out); bar 4 gains 8 more (94.7: short), bar 5 falls 9 (43.2: out).
        var states = BuiltIn("rsi_reversion").States(Closes(12, 11, 10, 12, 20, 11), ("window", 2));
        Assert.Equal([0, 0, 1, 0, -1, 0], states);
    }

    [Fact]
    public void Reversion_turns_from_short_to_long_within_one_bar()
    {
        var states = BuiltIn("rsi_reversion").States(Closes(10, 11, 12, 2), ("window", 2));
        Assert.Equal([0, 0, -1, 1], states);
    }

    [Fact]
    public void Reversion_enters_only_with_the_trend_when_told_so()
    {
        // Two falls in a long rise bring RSI(2) to 66.7 and 15.4: the close is still above the mean of 20. The same upside down.
        double[] rise = [.. Enumerable.Range(0, 30).Select(i => 100.0 + 2 * i), 157, 152, 156];
        var rising = BuiltIn("rsi_reversion").States(Closes(rise), ("window", 2), ("use_trend_filter", true), ("trend_window", 20));
        Assert.All(rising[..30], s => Assert.Equal(0, s));
        Assert.Equal([0, 1, 0], rising[30..]);
        var falling = BuiltIn("rsi_reversion").States(Closes([.. rise.Select(x => 300 - x)]), ("window", 2), ("use_trend_filter", true), ("trend_window", 20));
        Assert.All(falling[..30], s => Assert.Equal(0, s));
        Assert.Equal([0, -1, 0], falling[30..]);
    }

    [Fact]
    public void Breakout_holds_until_the_opposite_break_and_leaves_its_own_bar_out_of_the_channel()
    {
        var bars = new Bars("TEST", [.. Enumerable.Range(0, 8).Select(i => Start.AddDays(i).Ticks)],
            [5, 5, 5, 5, 5, 5, 5, 5], [6, 6, 9, 8, 9, 7, 7, 7], [4, 4, 4, 5, 5, 5, 3, 4], [5, 5, 7, 6, 6, 5, 4, 5]);
        // Bar 2 closes at 7 above 6 (its own high of 9 does not count); bar 6 closes at 4 below 5.
        Assert.Equal([0, 0, 1, 1, 1, 1, -1, -1], BuiltIn("breakout_donchian").States(bars, ("lookback", 2)));
    }

    [Fact]
    public void Breakout_does_not_break_by_touching() =>
        Assert.All(BuiltIn("breakout_donchian").States(Closes(5, 6, 5, 6, 5, 6, 5, 6, 5), ("lookback", 2)), s => Assert.Equal(0, s));

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_first_state_may_come_at_the_bar_that_warm_up_names_and_not_before(string key)
    {
        var strategy = BuiltIn(key);
        var earliest = int.MaxValue;
        for (var seed = 0; seed < 200; seed++)
        {
            var first = Array.FindIndex(strategy.States(Walk(seed, 150)), s => s != 0);
            if (first >= 0) earliest = Math.Min(earliest, first);
        }

        Assert.Equal(strategy.WarmUpBars(strategy.With()), earliest);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_hole_in_the_data_breaks_nothing(string key)
    {
        var close = Indicators.Cases.Walk(1, 600);
        for (var i = 200; i < 205; i++) close[i] = double.NaN;
        var states = BuiltIn(key).States(Closes(close));
        Assert.Contains(states[400..], s => s != 0);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Deciding_allocates_nothing(string key)
    {
        var (strategy, bars) = (BuiltIn(key), Walk(1, 5000));
        var (parameters, states) = (strategy.With(), new sbyte[5000]);
        strategy.Decide(bars, parameters, states);
        var before = GC.GetAllocatedBytesForCurrentThread();
        strategy.Decide(bars, parameters, states);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_schemas_are_those_of_the_source_document()
    {
        var shown = new StrategyRegistry().All.SelectMany(s => s.Parameters.Select(p => $"{s.Key} {p.Name} {p.KindName} {p.Default} {p.Range}").Concat(s.Relations.Select(r => $"{s.Key} {r}")));
        Assert.Equal(
        [
            "ma_crossover fast_window int 20 5 to 40", "ma_crossover slow_window int 50 30 to 100", "ma_crossover fast_window < slow_window",
            "rsi_reversion window int 14 2 to 200", "rsi_reversion lower float 30 5 to 50", "rsi_reversion upper float 70 50 to 95",
            "rsi_reversion use_trend_filter bool False true | false", "rsi_reversion trend_window int 200 20 to 400", "rsi_reversion lower < upper",
            "breakout_donchian lookback int 20 5 to 200",
        ], shown);
    }
}
