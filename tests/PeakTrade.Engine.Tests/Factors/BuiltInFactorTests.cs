using PeakTrade.Engine.Tests.Indicators;
using static PeakTrade.Engine.Tests.Factors.Instruments;

namespace PeakTrade.Engine.Tests.Factors;

public sealed class BuiltInFactorTests
{
    public static TheoryData<string> All => [.. Names];

    [Theory]
    [MemberData(nameof(All))]
    public void A_factor_is_its_formula_worked_out_bar_by_bar(string name)
    {
        Bars[] instruments = [Daily("A", 1, 900), Daily("B", 2, 900), Daily("C", 3, 900)];
        var market = Market(instruments);
        foreach (var bars in instruments)
        {
            var expected = PlainFactors.Of(name, bars, market.Of(bars));
            Assert.Contains(expected, double.IsFinite);
            Cases.Equal(expected, Values(name, bars, market), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_scrambled_future_changes_no_value_before_it(string name)
    {
        Bars[] instruments = [Daily("A", 1, 600), Daily("B", 2, 600)];
        var expected = Values(name, instruments[0], Market(instruments));
        foreach (var cut in new[] { 1, 30, 61, 399, 500, 599 })
        {
            foreach (var downwards in new[] { false, true })
            {
                Bars[] scrambled = [.. instruments.Select(bars => new ScrambledBars(bars, seed: 7, downwards).From(cut))];
                var actual = Values(name, scrambled[0], Market(scrambled));
                Assert.Equal(expected[..cut], actual[..cut]);
                Assert.Equal(expected[..cut], Values(name, instruments[0].First(cut), Market([.. instruments.Select(bars => bars.First(cut))])));
            }
        }
    }

    [Fact]
    public void Momentum_looks_back_by_months_of_the_calendar_over_gaps_hours_and_short_months()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var time = Start;
            var bars = At("A", seed, [.. Enumerable.Range(0, 300).Select(_ => time = time.AddHours(random.Next(10) == 0 ? random.Next(1, 900) : random.Next(1, 9)))]);
            foreach (var name in new[] { "momentum_1_0", "momentum_2_1", "momentum_12_1", "momentum_7_3" })
                Assert.Equal(PlainFactors.Of(name, bars), Values(name, bars));
        }
    }

    [Fact]
    public void Momentum_worked_by_hand()
    {
        DateTime Day(int month, int day) => new(2023, month, day, 0, 0, 0, DateTimeKind.Utc);
        var bars = Of("A", [Day(1, 31), Day(2, 27), Day(3, 1), Day(3, 30), Day(3, 31), Day(4, 28), Day(4, 30)], [100, 110, 120, 132, 99, 150, 165], null);
        // 31 March: a month ago is 28 February, whose last close is 110; two months ago 31 January, 100. 30 March: 30 January comes before all.
        // 28 April: 28 March -> 120; 28 February -> 110. 30 April: 30 March -> 132, 28 February -> 110.
        Cases.Equal([double.NaN, double.NaN, double.NaN, double.NaN, 0.1, 120 / 110.0 - 1, 0.2], Values("momentum_2_1", bars), 1e-15);
    }

    [Fact]
    public void The_small_ones_worked_by_hand()
    {
        var bars = Closes("A", 100, 110, 99, 99, 120);
        Cases.Equal([double.NaN, double.NaN, 0.01, 0.1, -(120 / 99.0 - 1)], Values("reversal_2", bars), 1e-15);
        Cases.Equal([double.NaN, double.NaN, -0.1, -0.1, 0], Values("drawdown_3", bars), 1e-15);
        // Two gains of 10 and 0 against a loss of 11, then Wilder's averages: (5, 5.5), (2.5, 2.75), (11.75, 1.375).
        Cases.Equal([double.NaN, double.NaN, 100 * 5 / 10.5, 100 * 2.5 / 5.25, 100 * 11.75 / 13.125], Values("rsi_2", bars), 1e-12);
        Cases.Equal([double.NaN, 1, -1, double.NaN, 1], Values("zscore_2", bars), 1e-12);
        var volumes = Of("A", bars.UtcTicks.ToArray().Select(t => new DateTime(t)).ToArray(), bars.Close.ToArray(), [4, 0, 0, 6, 2]);
        Cases.Equal([double.NaN, 0, double.NaN, 2, 0.5], Values("volume_ratio_2", volumes), 1e-15);
    }

    [Fact]
    public void Volatility_is_annualised_by_the_bars_own_calendar()
    {
        // Log returns +ln 1.1 and -ln 1.1 by turns: their deviation with ddof 1 is sqrt 2 ln 1.1.
        double[] close = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? 100.0 : 110)];
        var weekdays = Enumerable.Range(0, 600).Select(day => Start.AddDays(day)).Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Take(400).ToArray();
        Assert.Equal(Math.Sqrt(2) * Math.Log(1.1) * Math.Sqrt(365), Values("volatility_2", Closes("A", close))[^1], 12);
        Assert.Equal(Math.Sqrt(2) * Math.Log(1.1) * Math.Sqrt(252), Values("volatility_2", Of("A", weekdays, close, null))[^1], 12);
    }

    [Fact]
    public void Beta_of_twice_the_market_is_two_however_long_it_runs_and_undefined_where_the_market_stood_still()
    {
        double[] market = [.. Enumerable.Range(0, 5000).Select(i => Math.Sin(i * 1.7) / 100 + 0.001)];
        double[] Path(double times) => [.. market.Aggregate(new List<double> { 100 }, (path, r) => { path.Add(path[^1] * (1 + times * r)); return path; })];
        var (spy, own) = (Closes("SPY", Path(1)), Closes("A", Path(2)));
        Assert.All(Values("beta_60", own, Market(spy)).Skip(60), beta => Assert.Equal(2, beta, 9));
        Assert.All(Values("beta_60", own, Market(spy)).Take(60), beta => Assert.Equal(double.NaN, beta));
        // A steady market: its returns differ by rounding only.
        var steady = Closes("CASH", [.. Enumerable.Range(0, 5001).Select(i => 100 * Math.Pow(1.0001, i))]);
        Assert.All(Values("beta_60", own, Market(steady)), beta => Assert.Equal(double.NaN, beta));
    }

    [Fact]
    public void Without_volume_the_volume_ratio_is_undefined() =>
        Assert.All(Values("volume_ratio_2", Of("A", [Start, Start.AddDays(1), Start.AddDays(2)], [1, 2, 3], null)), value => Assert.Equal(double.NaN, value));

    [Theory]
    [MemberData(nameof(All))]
    public void No_bar_at_all_or_one_gives_nothing(string name)
    {
        foreach (var count in new[] { 0, 1 })
        {
            var bars = Daily("A", 1, count);
            Assert.DoesNotContain(Values(name, bars, Market(bars)), double.IsFinite);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_factor_allocates_nothing_a_bar(string name)
    {
        var factor = BuiltInFactors.Get(name);
        var market = new double[40_000];
        long Allocated(int count)
        {
            var bars = Daily("A", 1, count);
            var values = new double[count];
            var given = factor.NeedsMarket ? market.AsSpan(0, count) : [];
            for (var i = 0; i < 2; i++) factor.Compute(bars, given, values);
            var before = GC.GetAllocatedBytesForCurrentThread();
            factor.Compute(bars, given, values);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.InRange(Allocated(40_000), 0, Allocated(2_000) + 1_000);
    }

    [Theory]
    [InlineData(15, "15 min", "volatility_60")]
    [InlineData(60, "1 h", "volatility_60")]
    [InlineData(7 * 24 * 60, "7 d", "volatility_60")]
    public void Days_are_refused_on_bars_that_are_not_daily(int minutes, string apart, string instead)
    {
        var bars = At("BTC", 1, [.. Enumerable.Range(0, 100).Select(i => Start.AddMinutes(i * minutes))]);
        var fault = Assert.Throws<PeakTradeException>(() => Values("volatility_60d", bars));
        Assert.Equal("Factor.NotDaily", fault.Kind.Id);
        Assert.Contains($"the bars of BTC are {apart} apart", fault.Message);
        Assert.Contains(instead, fault.RecommendedAction);
        Assert.Equal(minutes < 20 * 60, fault.RecommendedAction.Contains("-Resample 1d", StringComparison.Ordinal));
    }

    [Fact]
    public void Days_are_bars_where_the_bars_are_daily() => Assert.Equal(Values("volatility_20", Daily("A", 1, 100)), Values("volatility_20d", Daily("A", 1, 100)));

    [Theory]
    [InlineData("momntum_12_1", "Did you mean \"momentum_12_1\"?")]
    [InlineData("volatilty_60d", "Did you mean \"volatility_60d\"?")]
    [InlineData("volume_20", "Did you mean \"volume_ratio\"?")]
    [InlineData("momentum_12", "momentum_n_m is wanted")]
    [InlineData("momentum_n_m", "momentum_n_m is wanted")]
    [InlineData("momentum_1_12", "n must be more months than m")]
    [InlineData("momentum_12_1d", "momentum_n_m is wanted")]
    [InlineData("rsi", "rsi_n is wanted")]
    [InlineData("rsi_", "rsi_n is wanted")]
    [InlineData("rsi_x", "rsi_n is wanted")]
    [InlineData("rsi_14_2", "rsi_n is wanted")]
    [InlineData("rsi_14.5", "rsi_n is wanted")]
    [InlineData("rsi_0", "must lie in 1 to")]
    [InlineData("volatility_1", "must lie in 2 to")]
    [InlineData("beta_99999999999", "beta_n is wanted")]
    [InlineData("zscore_2000000", "must lie in 2 to 1000000")]
    [InlineData("", "there are momentum_n_m")]
    [InlineData("../x", "there are momentum_n_m")]
    public void A_name_that_is_no_factor_says_what_is_wanted(string name, string says)
    {
        var fault = Assert.Throws<PeakTradeException>(() => BuiltInFactors.Get(name));
        Assert.Equal("Factor.Unknown", fault.Kind.Id);
        Assert.Contains(says, fault.Message);
    }

    [Theory]
    [InlineData("RSI_014", "rsi_14")]
    [InlineData(" Momentum_12_1 ", "momentum_12_1")]
    [InlineData("reversal_5D", "reversal_5d")]
    public void A_factor_has_one_name_however_it_was_written(string given, string name) => Assert.Equal(name, BuiltInFactors.Get(given).Name);

    [Fact]
    public void Every_form_has_an_example_that_is_a_factor() =>
        Assert.All(BuiltInFactors.Forms, form => Assert.Equal(form.Example, BuiltInFactors.Get(form.Example).Name));
}
