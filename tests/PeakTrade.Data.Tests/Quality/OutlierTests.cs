using System.Globalization;
using PeakTrade.Data.Quality;
using PeakTrade.Engine;

namespace PeakTrade.Data.Tests.Quality;

public sealed class OutlierTests
{
    private const int Bars = 20_000;

    private static readonly Lazy<Bars[]> Markets = new(() =>
    [
        .. from kind in Enum.GetValues<SampleKind>() from interval in Enum.GetValues<SampleInterval>() select Sample(kind, interval, seed: 42),
        FatTails(Bars, 0.0005, 1),
        FatTails(Bars, 0.01, 2),
    ]);

    /// <summary>How a row went wrong.</summary>
    public static TheoryData<string> Slips =>
        ["all x10", "all x100", "all /10", "all /100", "high x10", "high x100", "low /10", "low 0.0001", "close and high x10", "close and low /10", "open and high x10", "open and low /10", "from here x10", "from here /10"];

    [Theory]
    [InlineData(SampleKind.Crypto, SampleInterval.Daily)]
    [InlineData(SampleKind.Crypto, SampleInterval.FifteenMinutes)]
    [InlineData(SampleKind.Crypto, SampleInterval.OneMinute)]
    [InlineData(SampleKind.Stock, SampleInterval.Daily)]
    [InlineData(SampleKind.Stock, SampleInterval.FifteenMinutes)]
    [InlineData(SampleKind.Stock, SampleInterval.OneMinute)]
    public void Sample_data_of_every_sort_are_clean(SampleKind kind, SampleInterval interval)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var report = Check.Of(Sample(kind, interval, seed));
            Assert.True(report.IsClean, $"seed {seed}: {string.Join("; ", report.Findings.Take(3).Select(finding => finding.Message))}");
        }
    }

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_slip_anywhere_in_sample_or_fat_tailed_data_is_always_found(string slip)
    {
        foreach (var (bars, market) in Markets.Value.Select((bars, market) => (bars, market)))
        {
            // Every 397th bar by turns, so that calm and wild stretches, session openings and ends are all met.
            for (var at = 1; at < Bars; at += 397)
            {
                var rows = Slipped(bars, at, slip);
                var found = new Outliers(rows, 100).Find(CancellationToken.None).Kept;
                Assert.True(found.Any(outlier => outlier.Bar == at), $"{slip} of bar {at} in market {market}");
            }
        }
    }

    [Theory]
    [InlineData("open", "high")]
    [InlineData("open", "low")]
    [InlineData("high", "low")]
    [InlineData("high", "close")]
    [InlineData("low", "close")]
    [InlineData("open", "volume")]
    [InlineData("high", "volume")]
    [InlineData("low", "volume")]
    [InlineData("close", "volume")]
    public void Two_columns_in_each_other_s_place_are_found_whenever_their_values_differ(string one, string other)
    {
        var bars = Sample(SampleKind.Crypto, SampleInterval.Daily, seed: 7);
        for (var bar = 1; bar < 300; bar += 7)
        {
            var values = new Dictionary<string, double> { ["open"] = bars.Open[bar], ["high"] = bars.High[bar], ["low"] = bars.Low[bar], ["close"] = bars.Close[bar], ["volume"] = bars.Volume[bar] };
            if (values[one] == values[other]) continue;
            (values[one], values[other]) = (values[other], values[one]);
            var rows = Enumerable.Range(0, 300).Select(i => i == bar
                ? Row(i, values["open"], values["high"], values["low"], values["close"], values["volume"])
                : Row(i, bars.Open[i], bars.High[i], bars.Low[i], bars.Close[i], bars.Volume[i]));
            var report = Check.Text(Sheet.Header + string.Concat(rows), "UTC", FindingKind.BadRow, FindingKind.Outlier);
            Assert.Contains(report.Findings, finding => finding.Row == bar + 2);
        }
    }

    [Fact]
    public void Fat_tails_give_as_many_false_alarms_as_the_page_says()
    {
        const int count = 1_000_000;
        var measured = FalseAlarms().Select(row => (row.Usual, new Outliers(FatTails(count, row.Usual, 3), 0).Find(CancellationToken.None).Count));
        Assert.Equal(FalseAlarms(), measured);
    }

    [Fact]
    public void A_spike_is_told_once_with_its_column_price_and_what_was_near()
    {
        var close = Enumerable.Range(0, 100).Select(i => 100 + i % 2 * 0.1).ToArray();
        close[50] = 1000;
        var outlier = Assert.Single(new Outliers(Flat(close), 100).Find(CancellationToken.None).Kept);
        // ln(1000 / 100.1) / ln(100.1 / 100) = 2301.58 / 0.9995
        Assert.Equal((50, "close", 1000.0, 100.1, "close 1,000.0 comes after 100.1, and the next close is 100.1: 2,303 times the usual move."), (outlier.Bar, outlier.Column, outlier.Price, outlier.Expected, outlier.Message));
    }

    [Theory]
    [InlineData(1.019, 0)] // 2 % is the least that is a spike, however calm the market
    [InlineData(1.021, 1)]
    public void A_spike_is_at_least_two_percent(double times, int found)
    {
        var close = Enumerable.Range(0, 100).Select(i => 100 + i % 2 * 0.1).ToArray();
        close[50] = close[49] * times;
        Assert.Equal(found, new Outliers(Flat(close), 100).Find(CancellationToken.None).Count);
    }

    [Theory]
    [InlineData(1.24, 0)] // a move of a quarter that stays is told, less is not
    [InlineData(1.26, 1)]
    [InlineData(0.79, 1)]
    [InlineData(0.81, 0)]
    public void A_jump_that_stays_is_at_least_a_quarter(double times, int found)
    {
        var close = Enumerable.Range(0, 100).Select(i => (100 + i % 2 * 0.1) * (i < 50 ? 1 : times)).ToArray();
        Assert.Equal(found, new Outliers(Flat(close), 100).Find(CancellationToken.None).Count);
    }

    [Fact]
    public void Fifteen_usual_moves_that_come_back_are_a_spike_in_a_wild_market_and_fourteen_are_none()
    {
        foreach (var (moves, found) in new[] { (14.8, 0), (15.2, 1) })
        {
            var close = Enumerable.Range(0, 100).Select(i => 100 * Math.Exp(i % 2 * 0.01)).ToArray();
            close[50] = close[49] * Math.Exp(moves * 0.01);
            Assert.Equal(found, new Outliers(Flat(close), 100).Find(CancellationToken.None).Count);
        }
    }

    [Fact]
    public void A_short_wild_time_in_a_calm_market_is_none()
    {
        // Thirty bars that move forty times as far as all the others, up and down.
        var close = Enumerable.Range(0, 1_000).Select(i => 100 * Math.Exp((i % 2 == 0 ? 0 : 1) * (i is >= 500 and < 530 ? 0.04 : 0.001))).ToArray();
        Assert.Equal(0, new Outliers(Flat(close), 100).Find(CancellationToken.None).Count);
    }

    [Fact]
    public void Closes_that_stay_near_each_other_in_wide_bars_make_no_wick_or_spike_of_their_ranges()
    {
        var close = Enumerable.Range(0, 1_000).Select(i => 100 + i % 3 * 0.1 + (i == 500 ? 3 : 0)).ToArray();
        var bars = new Bars("W", Flat(close).UtcTicks.ToArray(), close, [.. close.Select(price => price + 10)], [.. close.Select(price => price - 10)], close);
        Assert.Equal(0, new Outliers(bars, 100).Find(CancellationToken.None).Count);
    }

    [Fact]
    public void Prices_that_seldom_move_are_no_outliers_when_they_do()
    {
        var close = Enumerable.Range(0, 1_000).Select(i => 10 + i / 40 % 2 * 0.5).ToArray();
        Assert.Equal(0, new Outliers(Flat(close), 100).Find(CancellationToken.None).Count);
    }

    [Fact]
    public void The_selection_finds_what_sorting_finds()
    {
        for (var round = 0; round < 500; round++)
        {
            var random = new KeyedRandom(5, round, 0);
            var values = new double[1 + random.NextInt(60)];
            for (var i = 0; i < values.Length; i++) values[i] = random.NextInt(20);
            var rank = random.NextInt(values.Length);
            Assert.Equal(values.Order().ElementAt(rank), Selection.Smallest([.. values], rank));
        }
    }

    /// <summary>What the page says of each scale: false alarms in a million bars.</summary>
    private static IEnumerable<(double Usual, int Most)> FalseAlarms()
    {
        var rows = Page.Rows("Usual move of a bar", "False alarms in a million bars");
        Assert.NotEmpty(rows);
        return rows.Select(row => (double.Parse(row[0].TrimEnd(' ', '%'), CultureInfo.InvariantCulture) / 100, int.Parse(row[1].Split(' ')[^1], CultureInfo.InvariantCulture)));
    }

    private static Bars Sample(SampleKind kind, SampleInterval interval, long seed) =>
        SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "S", Kind = kind, Interval = interval, Count = Bars, Seed = seed });

    /// <summary>Ten steps of Student's t with three degrees a bar would be nearly normal; here each bar's move is one of them, and so is each wick.</summary>
    private static Bars FatTails(int count, double usual, long seed)
    {
        // The median of the absolute value of t(3) is 0.7649.
        var (random, scale) = (new KeyedRandom(seed, 0, 0), usual / 0.7649);
        var (ticks, open, high, low, close) = (new long[count], new double[count], new double[count], new double[count], new double[count]);
        var price = 100.0;
        for (var bar = 0; bar < count; bar++)
        {
            ticks[bar] = new DateTime(2000, 1, 1).Ticks + bar * TimeSpan.TicksPerMinute;
            open[bar] = price;
            price *= Math.Exp(scale * NextT(ref random));
            close[bar] = price;
            high[bar] = Math.Max(open[bar], price) * Math.Exp(scale / 2 * Math.Abs(NextT(ref random)));
            low[bar] = Math.Min(open[bar], price) * Math.Exp(-scale / 2 * Math.Abs(NextT(ref random)));
        }

        return new Bars("T", ticks, open, high, low, close);
    }

    private static double NextT(ref KeyedRandom random)
    {
        var (a, b, c) = (random.NextNormal(), random.NextNormal(), random.NextNormal());
        return random.NextNormal() / Math.Sqrt((a * a + b * b + c * c) / 3);
    }

    private static Bars Flat(double[] close) =>
        new("F", [.. close.Select((_, i) => new DateTime(2000, 1, 1).Ticks + i * TimeSpan.TicksPerMinute)], [.. close], [.. close], [.. close], [.. close]);

    private static Bars Slipped(Bars bars, int at, string slip)
    {
        var (open, high, low, close) = (bars.Open.ToArray(), bars.High.ToArray(), bars.Low.ToArray(), bars.Close.ToArray());
        var times = slip.EndsWith("x100", StringComparison.Ordinal) ? 100 : slip.EndsWith("/100", StringComparison.Ordinal) ? 0.01 : slip.EndsWith("x10", StringComparison.Ordinal) ? 10 : 0.1;
        var whole = slip.StartsWith("all", StringComparison.Ordinal) || slip.StartsWith("from", StringComparison.Ordinal);
        for (var bar = at; bar < (slip.StartsWith("from", StringComparison.Ordinal) ? bars.Count : at + 1); bar++)
        {
            if (whole || slip.Contains("open", StringComparison.Ordinal)) open[bar] *= times;
            if (whole || slip.Contains("close", StringComparison.Ordinal)) close[bar] *= times;
            if (whole || slip.Contains("high", StringComparison.Ordinal)) high[bar] *= times;
            if (whole || slip.Contains("low", StringComparison.Ordinal)) low[bar] *= times;
        }

        if (slip == "low 0.0001") low[at] = 0.0001;
        return new Bars(bars.Symbol, bars.UtcTicks.ToArray(), open, high, low, close, bars.HasVolume ? bars.Volume.ToArray() : null);
    }

    private static string Row(int day, double open, double high, double low, double close, double volume) =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{open:R},{high:R},{low:R},{close:R},{volume:R}\n");
}
