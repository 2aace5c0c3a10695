using PeakTrade.Engine.Tests.Strategies;
using static PeakTrade.Engine.Tests.Strategies.Sample;

namespace PeakTrade.Engine.Tests.LookAhead;

public class LookAheadProofTests
{
    public static TheoryData<string> Keys => BuiltInTests.Keys;

    [Theory]
    [MemberData(nameof(Keys))]
    public void No_built_in_strategy_looks_ahead(string key)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var strategy = BuiltIn(key);
            var report = LookAheadProof.Run(strategy, Walk(seed, 150 + 13 * seed), strategy.With(), seed);
            Assert.True(report.Passed, report.Message);
            Assert.Equal(150 + 13 * seed - strategy.WarmUpBars(strategy.With()) - 1, report.Cuts);
            Assert.Null(report.FirstBar);
        }
    }

    [Fact]
    public void The_trend_filter_does_not_look_ahead_either()
    {
        var strategy = BuiltIn("rsi_reversion");
        Assert.True(LookAheadProof.Run(strategy, Walk(1, 600), strategy.With(("use_trend_filter", true), ("window", 5), ("trend_window", 50)), 1).Passed);
    }

    [Fact]
    public void A_strategy_that_knows_the_next_close_is_caught_at_its_first_bar()
    {
        var report = Prove(new Written("tomorrow", (bars, _, states) =>
        {
            for (var t = 10; t < states.Length - 1; t++) states[t] = (sbyte)Math.Sign(bars.Close[t + 1] - bars.Close[t]);
        }, warmUp: 10), Walk(1, 300));
        Assert.False(report.Passed);
        Assert.Equal((10, 11, Start.AddDays(10)), (report.FirstBar, report.Cut, report.Time));
        Assert.Equal("truncated", report.Method);
        Assert.NotEqual(report.Before, report.After);
        Assert.Contains($"tomorrow looks ahead: the state of bar 10 (2024-01-11T00:00:00Z) was {report.Before}, and became {report.After} when the data ended after 11 bars.", report.Message);
    }

    [Fact]
    public void A_peek_that_shows_on_scrambled_data_only_is_caught()
    {
        // Long by default, so that data that end early change nothing.
        var report = Prove(new Written("careful", (bars, _, states) =>
        {
            for (var t = 0; t < states.Length; t++) states[t] = (sbyte)(t + 1 < bars.Count && bars.Close[t + 1] < bars.Close[t] * 0.9 ? -1 : 1);
        }), Walk(1, 300));
        Assert.Equal((false, "scrambled", report.FirstBar + 1), (report.Passed, report.Method, report.Cut));
        Assert.InRange(report.FirstBar!.Value, 0, 3);
    }

    [Fact]
    public void A_single_peek_for_a_fall_is_caught_where_prices_only_rise()
    {
        var bars = Closes([.. Enumerable.Range(0, 200).Select(i => 100 + 0.0001 * i)]);
        for (var peek = 100; peek < 120; peek++)
        {
            var report = Prove(new Written("fearful", (b, _, states) =>
            {
                states.Fill(1);
                if (peek + 1 < b.Count && b.Close[peek + 1] < b.Close[peek]) states[peek] = -1;
            }), bars);
            Assert.Equal((false, "scrambled", peek), (report.Passed, report.Method, report.FirstBar));
        }
    }

    [Fact]
    public void A_strategy_that_knows_the_highest_price_of_all_is_caught()
    {
        var bars = Closes([.. Enumerable.Range(0, 100).Select(i => 100.0 + i)]);
        var report = Prove(new Written("normalised", (b, _, states) =>
        {
            var highest = RollingMax.Values(b.Close.ToArray(), b.Count)[^1];
            for (var t = 0; t < states.Length; t++) states[t] = (sbyte)(b.Close[t] > 0.5 * highest ? 1 : 0);
        }), bars);
        // With the whole, 100 > 0.5 x 199 from the first bar on; scrambled prices reach far above that.
        Assert.Equal((false, 0, (sbyte)1, (sbyte)0), (report.Passed, report.FirstBar, report.Before, report.After));
    }

    [Fact]
    public void A_centred_average_is_caught()
    {
        var report = Prove(new Written("centred", (bars, _, states) =>
        {
            for (var t = 5; t + 5 < states.Length; t++)
            {
                double sum = 0;
                for (var i = t - 5; i <= t + 5; i++) sum += bars.Close[i];
                states[t] = (sbyte)Math.Sign(bars.Close[t] - sum / 11);
            }
        }, warmUp: 5), Walk(3, 400));
        Assert.Equal((false, 5), (report.Passed, report.FirstBar));
    }

    [Theory]
    [InlineData(2_000, 1_700)]
    [InlineData(60_000, 54_321)]
    public void A_single_peek_late_in_the_data_is_caught_at_its_bar(int count, int peek)
    {
        var bars = Walk(5, count);
        var report = Prove(new Written("once", (b, _, states) =>
        {
            for (var t = 0; t < states.Length; t++) states[t] = (sbyte)(t / 500 % 2);
            if (peek + 1 < b.Count) states[peek] = (sbyte)(b.Close[peek + 1] > b.Close[peek] ? 1 - states[peek] : -1);
        }), bars);
        Assert.Equal((false, peek, peek + 1), (report.Passed, report.FirstBar, report.Cut));
    }

    [Fact]
    public void Knowing_how_many_bars_there_are_is_caught()
    {
        var report = Prove(new Written("counts", (bars, _, states) => states[(bars.Count / 2)..].Fill(1)), Walk(1, 200));
        Assert.Equal((false, "truncated"), (report.Passed, report.Method));
        // The first cut, after one bar, makes bar 0 the second half.
        Assert.Equal(0, report.FirstBar);
    }

    [Fact]
    public void Long_data_are_proven_with_bounded_work_and_the_first_bar_is_still_found()
    {
        var report = Prove(new Written("tomorrow", (bars, _, states) =>
        {
            for (var t = 0; t < states.Length; t++) states[t] = (sbyte)(t < 20_000 ? t / 3 % 2 : t + 1 < states.Length ? Math.Sign(bars.Close[t + 1] - bars.Close[t]) : 0);
        }), Walk(1, 50_000));
        Assert.False(report.Passed);
        Assert.Equal((20_000, 20_001), (report.FirstBar, report.Cut));
        Assert.InRange(report.Cuts, 300, 2_000);
    }

    [Fact]
    public void A_strategy_of_unknown_warm_up_that_fails_on_short_data_is_no_cheat()
    {
        var report = Prove(new Written("needs_40", (bars, _, states) => { if (bars.Count < 40) throw new InvalidOperationException("too short"); states.Fill(1); }), Walk(1, 100));
        Assert.True(report.Passed, report.Message);
        Assert.Equal(60, report.Cuts);
        Assert.Contains("failed on data of 39 bars and fewer", report.Message);
    }

    [Fact]
    public void A_strategy_that_only_ever_works_on_the_whole_data_is_not_proven()
    {
        var report = Prove(new Written("all_or_nothing", (bars, _, states) => { if (bars.Count != 100) throw new InvalidOperationException("no"); }), Walk(1, 100));
        Assert.False(report.Passed);
        Assert.Null(report.FirstBar);
        Assert.Contains("could not be proven", report.Message);
        var uneven = Prove(new Written("even", (bars, _, states) => { if (bars.Count % 2 == 1) throw new InvalidOperationException("no"); }), Walk(1, 100));
        Assert.Contains("could not be proven", uneven.Message);
    }

    [Fact]
    public void A_strategy_that_is_not_the_same_twice_is_told_so()
    {
        var calls = 0;
        var report = Prove(new Written("moody", (_, _, states) => states[7] = (sbyte)(calls++ % 2)), Walk(1, 100));
        Assert.Equal((false, "repeated", 7), (report.Passed, report.Method, report.FirstBar));
    }

    [Fact]
    public void A_proof_needs_bars_enough_for_one_cut_and_can_be_cancelled()
    {
        var strategy = BuiltIn("breakout_donchian");
        Assert.Equal("Strategy.TooFewBars", Assert.Throws<PeakTradeException>(() => LookAheadProof.Run(strategy, Walk(1, 21), strategy.With(), 1)).Kind.Id);
        Assert.Throws<OperationCanceledException>(() => LookAheadProof.Run(strategy, Walk(1, 100), strategy.With(), 1, cancel: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_proof_allowed_less_work_still_names_the_first_bar()
    {
        var runs = 0;
        var late = new Written("late", (bars, _, states) =>
        {
            runs++;
            for (var t = 700; t < bars.Count; t++) states[t] = (sbyte)Math.Sign(bars.Close[Math.Min(t + 1, bars.Count - 1)] - bars.Close[t]);
        });
        Assert.Equal(700, LookAheadProof.Run(late, Walk(1, 2000), ParameterSet.Empty, seed: 42, work: 750_000).FirstBar);
        Assert.InRange(runs, 300, 2000);
    }

    [Fact]
    public void The_bars_handed_in_stay_as_they_are()
    {
        var bars = Walk(1, 100);
        var before = bars.Close.ToArray();
        var strategy = BuiltIn("breakout_donchian");
        LookAheadProof.Run(strategy, bars, strategy.With(), 1);
        Assert.Equal(before, bars.Close.ToArray());
    }

    [Fact]
    public void Scrambled_bars_are_valid_bars_and_the_same_for_the_same_seed()
    {
        var bars = Walk(1, 200);
        foreach (var downwards in new[] { true, false })
        {
            var scrambled = new ScrambledBars(bars, 7, downwards).From(50);
            Assert.Equal(bars.Close[..50].ToArray(), scrambled.Close[..50].ToArray());
            Assert.Equal(scrambled.Close.ToArray(), Stepwise(new ScrambledBars(bars, 7, downwards)).Close.ToArray());
            for (var t = 50; t < 200; t++)
            {
                Assert.True(scrambled.High[t] >= Math.Max(scrambled.Open[t], scrambled.Close[t]) && scrambled.Low[t] <= Math.Min(scrambled.Open[t], scrambled.Close[t]) && scrambled.Low[t] > 0);
                Assert.NotEqual(bars.Close[t], scrambled.Close[t]);
            }
        }

        static Bars Stepwise(ScrambledBars scrambled)
        {
            scrambled.From(150);
            return scrambled.From(50);
        }
    }

    private static LookAheadReport Prove(IStrategy strategy, Bars bars) => LookAheadProof.Run(strategy, bars, ParameterSet.Empty, seed: 42);
}
