using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace PeakTrade.Studies.Tests;

public class WalkForwardPlanTests
{
    private static readonly DateTime Start = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Rolling_windows_move_along()
    {
        var windows = Plan(100, Bars(40, 20));
        Assert.Equal(["0-40|40-60", "20-60|60-80", "40-80|80-100"], windows.Select(Shown));
        Assert.Equal([1, 2, 3], windows.Select(w => w.Number));
    }

    [Fact]
    public void Anchored_windows_grow() =>
        Assert.Equal(["0-40|40-60", "0-60|60-80", "0-80|80-100"], Plan(100, Bars(40, 20) with { Scheme = WalkForwardScheme.Anchored }).Select(Shown));

    [Fact]
    public void A_last_window_that_the_data_cut_short_is_kept_or_dropped()
    {
        Assert.Equal(["0-40|40-60", "20-60|60-80", "40-80|80-90"], Plan(90, Bars(40, 20)).Select(Shown));
        Assert.Equal(["0-40|40-60", "20-60|60-80"], Plan(90, Bars(40, 20) with { KeepShort = false }).Select(Shown));
        Assert.Equal(["0-40|40-60", "20-60|60-80"], Plan(90, Bars(40, 20) with { MinimumBars = 11 }).Select(Shown));
    }

    [Fact]
    public void A_purge_drops_the_end_of_training() => Assert.Equal(["0-37|40-60", "20-57|60-80", "40-77|80-100"], Plan(100, Bars(40, 20) with { PurgeBars = 3 }).Select(Shown));

    [Fact]
    public void An_embargo_holds_back_what_follows_each_earlier_test()
    {
        var windows = Plan(100, Bars(40, 20) with { Scheme = WalkForwardScheme.Anchored, EmbargoBars = 5 });
        Assert.Equal(["0-40", "0-60", "0-60 65-80"], windows.Select(w => string.Join(' ', w.TrainParts.Select(p => $"{p.From}-{p.To}"))));
        Assert.Equal([40, 60, 75], windows.Select(w => w.TrainBars));
    }

    [Fact]
    public void A_longer_step_leaves_bars_between_the_tests() =>
        Assert.Equal(["0-40|40-50", "20-60|60-70", "40-80|80-90"], Plan(100, Bars(40, 10) with { Step = WalkForwardLength.OfBars(20) }).Select(Shown));

    [Theory]
    [InlineData(null, WalkForwardScheme.Rolling, "0-40|40-53", "13-53|53-66", "26-66|66-79", "39-79|79-92", "52-92|92-105")]
    [InlineData(null, WalkForwardScheme.Anchored, "0-40|40-53", "0-53|53-66", "0-66|66-79", "0-79|79-92", "0-92|92-105")]
    [InlineData("50", WalkForwardScheme.Rolling, "0-50|50-61", "11-61|61-72", "22-72|72-83", "33-83|83-94", "44-94|94-105")]
    [InlineData("50d", WalkForwardScheme.Rolling, "0-50|50-61", "11-61|61-72", "22-72|72-83", "33-83|83-94", "44-94|94-105")]
    public void Folds_share_the_bars_and_leave_none(string? train, WalkForwardScheme scheme, params string[] expected) =>
        Assert.Equal(expected, Plan(105, new() { Folds = 5, Scheme = scheme, Train = train is null ? null : WalkForwardLength.Parse(train) }).Select(Shown));

    [Fact]
    public void Spans_of_the_calendar_follow_it()
    {
        // 2020 is a leap year.
        var windows = Plan(3 * 365 + 1, new() { Train = WalkForwardLength.Parse("1y"), Test = WalkForwardLength.Parse("6m") });
        Assert.Equal(["2021-01-01", "2021-07-01", "2022-01-01", "2022-07-01"], windows.Select(w => Day(w.Test.From)));
        Assert.Equal(["2020-01-01", "2020-07-01", "2021-01-01", "2021-07-01"], windows.Select(w => Day(w.Train.From)));
        Assert.Equal([366, 365, 365, 365], windows.Select(w => w.TrainBars));
        Assert.Equal("2022-12-31", Day(windows[^1].Test.To - 1));

        static string Day(int bar) => Start.AddDays(bar).ToString("yyyy-MM-dd", null);
    }

    [Fact]
    public void A_window_of_time_over_weekends_holds_the_bars_there_are()
    {
        var ticks = Enumerable.Range(0, 200).Select(d => Start.AddDays(d)).Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Select(d => d.Ticks).ToArray();
        var windows = WalkForwardPlan.Of(ticks, new() { Train = WalkForwardLength.Parse("4w"), Test = WalkForwardLength.Parse("14d") });
        Assert.All(windows.SkipLast(1), w => Assert.Equal((20, 10), (w.TrainBars, w.Test.Count)));
    }

    [Fact]
    public void A_last_span_that_lacks_a_tenth_or_less_is_not_short()
    {
        var options = new WalkForwardOptions { Train = WalkForwardLength.Parse("60d"), Test = WalkForwardLength.Parse("30d"), KeepShort = false };
        Assert.Equal(2, Plan(118, options).Count);
        Assert.Single(Plan(110, options));
    }

    [Theory]
    [InlineData("500", "500")]
    [InlineData("365d", "365d")]
    [InlineData("8w", "56d")]
    [InlineData("12M", "12m")]
    [InlineData(" 2y ", "24m")]
    public void Lengths_are_read_as_people_write_them(string text, string shown) => Assert.Equal(shown, WalkForwardLength.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("0d")]
    [InlineData("-5")]
    [InlineData("12mm")]
    [InlineData("1.5y")]
    [InlineData("d")]
    [InlineData("99999999999")]
    [InlineData("999999y")]
    public void Another_length_is_refused(string text)
    {
        var fault = Assert.Throws<PeakTradeException>(() => WalkForwardLength.Parse(text, "the training window"));
        Assert.Equal(($"The length of the training window is \"{text}\". Write a number of bars (500), or a span of time: 36h, 365d, 8w, 12m (months) or 2y.", FaultCatalogue.ArgumentInvalid), (fault.Message, fault.Kind));
    }

    [Fact]
    public void Too_few_bars_are_told_with_how_many_are_needed()
    {
        Assert.Equal("There are 41 bars, too few for a training window of 40 and a test window of 20: at least 42 are needed.", Refused(FaultCatalogue.WalkForwardTooFewBars, 41, Bars(40, 20)));
        Assert.Equal("There are 59 bars, too few for a training window of 40 and a test window of 20: at least 60 are needed.", Refused(FaultCatalogue.WalkForwardTooFewBars, 59, Bars(40, 20) with { KeepShort = false }));
        Assert.Equal("There are 15 bars, too few for 5 folds: at least 16 are needed.", Refused(FaultCatalogue.WalkForwardTooFewBars, 15, new() { Folds = 5 }));
        Assert.Equal("There are 59 bars, too few for 5 folds after a training window of 50: at least 60 are needed.", Refused(FaultCatalogue.WalkForwardTooFewBars, 59, new() { Folds = 5, Train = WalkForwardLength.OfBars(50) }));
        Assert.Equal("There are 300 bars, too few for a training window of 12m and a test window of 3m.", Refused(FaultCatalogue.WalkForwardTooFewBars, 300, new() { Train = WalkForwardLength.Parse("1y"), Test = WalkForwardLength.Parse("3m") }));
        Assert.Equal("There are 0 bars, too few for 5 folds: at least 16 are needed.", Refused(FaultCatalogue.WalkForwardTooFewBars, 0, new() { Folds = 5 }));
        Assert.Equal("Of training window 1, bars 0 to 39, a purge of 39 and an embargo of 0 bars leave 1 bars, and 2 are needed. Train longer, or purge less.", Refused(FaultCatalogue.WalkForwardTooFewBars, 100, Bars(40, 20) with { PurgeBars = 39 }));
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        Assert.StartsWith("The windows are not given.", Refused(FaultCatalogue.ArgumentInvalid, 100, new()), StringComparison.Ordinal);
        Assert.StartsWith("Folds and a length or step of the test windows are both given", Refused(FaultCatalogue.ArgumentInvalid, 100, Bars(40, 20) with { Folds = 3 }), StringComparison.Ordinal);
        Assert.StartsWith("A step of 10 is shorter than a test window of 20", Refused(FaultCatalogue.ArgumentInvalid, 100, Bars(40, 20) with { Step = WalkForwardLength.OfBars(10) }), StringComparison.Ordinal);
        Assert.StartsWith("A step of 10d is shorter than a test window of 1m", Refused(FaultCatalogue.ArgumentInvalid, 100, new() { Train = WalkForwardLength.Parse("30d"), Test = WalkForwardLength.Parse("1m"), Step = WalkForwardLength.Parse("10d") }), StringComparison.Ordinal);
        Assert.StartsWith("Train 12m, test 20 mix bars and spans of time.", Refused(FaultCatalogue.ArgumentInvalid, 100, new() { Train = WalkForwardLength.Parse("12m"), Test = WalkForwardLength.OfBars(20) }), StringComparison.Ordinal);
        Assert.StartsWith("The purge is -1 bars", Refused(FaultCatalogue.ArgumentInvalid, 100, Bars(40, 20) with { PurgeBars = -1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_asked_for_training_lies_before_its_test_and_no_bar_is_tested_twice()
    {
        var cases = from bars in Gen.Choose(0, 400)
                    from train in Gen.Choose(1, 120)
                    from test in Gen.Choose(1, 60)
                    from gap in Gen.Choose(0, 10)
                    from purge in Gen.Choose(0, 12)
                    from embargo in Gen.Choose(0, 70)
                    from scheme in Gen.Elements(WalkForwardScheme.Rolling, WalkForwardScheme.Anchored)
                    from folds in Gen.Choose(0, 8)
                    from keep in Gen.Elements(true, false)
                    select (bars, options: folds > 0
                        ? new WalkForwardOptions { Folds = folds, Scheme = scheme, PurgeBars = purge, EmbargoBars = embargo, KeepShort = keep }
                        : Bars(train, test) with { Step = WalkForwardLength.OfBars(test + gap), Scheme = scheme, PurgeBars = purge, EmbargoBars = embargo, KeepShort = keep });
        var made = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(42, 0x9E3779B97F4A7C15), FSharpOption<int>.None))), Prop.ForAll(Arb.From(cases), c =>
        {
            IReadOnlyList<WalkForwardWindow> windows;
            try
            {
                windows = Plan(c.bars, c.options);
            }
            catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.WalkForwardTooFewBars)
            {
                return;
            }

            made++;
            Holds(c.bars, c.options, windows);
        }));
        Assert.True(made > 800, $"{made}");
    }

    private static void Holds(int bars, WalkForwardOptions options, IReadOnlyList<WalkForwardWindow> windows)
    {
        Assert.NotEmpty(windows);
        var tested = new HashSet<int>();
        foreach (var (i, window) in windows.Index())
        {
            Assert.Equal(i + 1, window.Number);
            Assert.True(window.Test.To <= bars && window.Test.Count >= options.MinimumBars && window.TrainBars >= options.MinimumBars);
            Assert.True(window.Train.To <= window.Test.From - options.PurgeBars);
            Assert.All(Enumerable.Range(window.Test.From, window.Test.Count), bar => Assert.True(tested.Add(bar)));
            Assert.True(i == 0 || windows[i - 1].Test.To <= window.Test.From);
            Assert.Equal(options.Scheme == WalkForwardScheme.Anchored ? 0 : windows[0].Train.From + window.Test.From - windows[0].Test.From, window.Train.From);
            var trained = window.TrainParts.SelectMany(p => Enumerable.Range(p.From, p.Count)).ToList();
            var held = windows.Take(i).SelectMany(w => Enumerable.Range(w.Test.To, options.EmbargoBars)).ToHashSet();
            Assert.Equal(Enumerable.Range(window.Train.From, window.Train.Count).Where(bar => !held.Contains(bar)), trained);
        }

        // Without a gap between tests, nothing between the first and the last is left out, and nothing at the end but a window too short to keep.
        if (options.Folds is null && options.Step != options.Test) return;
        Assert.Equal(Enumerable.Range(windows[0].Test.From, windows[^1].Test.To - windows[0].Test.From), tested.Order());
        Assert.True(bars - windows[^1].Test.To < Math.Max(options.KeepShort ? 0 : options.Test?.BarCount ?? 0, options.MinimumBars));
    }

    private static WalkForwardOptions Bars(int train, int test) => new() { Train = WalkForwardLength.OfBars(train), Test = WalkForwardLength.OfBars(test) };

    private static IReadOnlyList<WalkForwardWindow> Plan(int bars, WalkForwardOptions options) => WalkForwardPlan.Of([.. Enumerable.Range(0, bars).Select(d => Start.AddDays(d).Ticks)], options);

    private static string Shown(WalkForwardWindow w) => $"{w.Train.From}-{w.Train.To}|{w.Test.From}-{w.Test.To}";

    private static string Refused(FaultKind kind, int bars, WalkForwardOptions options)
    {
        var fault = Assert.Throws<PeakTradeException>(() => Plan(bars, options));
        Assert.Same(kind, fault.Kind);
        return fault.Message;
    }
}
