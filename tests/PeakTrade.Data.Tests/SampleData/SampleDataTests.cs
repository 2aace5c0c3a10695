using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PeakTrade.Data.Tests.SampleData;

public sealed class SampleDataTests
{
    public static TheoryData<SampleKind, SampleInterval> All => new()
    {
        { SampleKind.Crypto, SampleInterval.Daily }, { SampleKind.Crypto, SampleInterval.FifteenMinutes }, { SampleKind.Crypto, SampleInterval.OneMinute },
        { SampleKind.Stock, SampleInterval.Daily }, { SampleKind.Stock, SampleInterval.FifteenMinutes }, { SampleKind.Stock, SampleInterval.OneMinute },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Written_and_read_again_the_bars_are_the_same_bit_for_bit_and_nothing_is_odd(SampleKind kind, SampleInterval interval)
    {
        var bars = SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "btc", Kind = kind, Interval = interval, Count = 20_000 });
        var back = Sheet.Read(Written(bars));
        Sheet.AssertSame(bars, back.Bars);
        Assert.Empty(back.Notices);
    }

    [Fact]
    public void The_same_options_make_the_same_bytes_everywhere()
    {
        var bytes = Written(SampleDataGenerator.Generate(new SampleDataOptions { Count = 5000 }));
        Assert.Equal("547f2b6497c1d7ee2b10395f8a2a77ae7c25ae85e8fe2e1f9192ca09eeecf434", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void A_longer_series_starts_with_the_shorter_one()
    {
        var options = new SampleDataOptions { Kind = SampleKind.Stock };
        Sheet.AssertSame(SampleDataGenerator.Generate(options with { Count = 500 }), SampleDataGenerator.Generate(options with { Count = 900 }).First(500));
    }

    [Fact]
    public void Seeds_and_symbols_have_their_own_paths()
    {
        var options = new SampleDataOptions { Count = 50 };
        var closes = new[] { options, options with { Seed = 43 }, options with { Symbol = "ETH/EUR" } }
            .Select(each => string.Join(' ', SampleDataGenerator.Generate(each).Close.ToArray()));
        Assert.Equal(3, closes.Distinct().Count());
    }

    [Fact]
    public void Symbols_of_one_seed_move_with_a_shared_market()
    {
        var options = new SampleDataOptions { Count = 5000, Interval = SampleInterval.Daily };
        Assert.InRange(Correlation(Returns(options with { Symbol = "A" }), Returns(options with { Symbol = "B" })), 0.4, 0.8);
        Assert.InRange(Correlation(Returns(options with { Symbol = "A" }), Returns(options with { Symbol = "A", Seed = 1 })), -0.1, 0.1);
    }

    [Fact]
    public void Volume_rises_with_the_size_of_the_moves_and_volatility_comes_in_spells()
    {
        var bars = SampleDataGenerator.Generate(new SampleDataOptions { Count = 5000, Interval = SampleInterval.Daily });
        var sizes = Enumerable.Range(0, bars.Count).Select(bar => (bars.High[bar] - bars.Low[bar]) / bars.Open[bar]).ToArray();
        Assert.InRange(Correlation(sizes, bars.Volume.ToArray()), 0.5, 1);
        Assert.InRange(Correlation(sizes[..^1], sizes[1..]), 0.2, 0.9);
    }

    [Fact]
    public void Stocks_trade_on_weekdays_in_their_session()
    {
        var bars = SampleDataGenerator.Generate(new SampleDataOptions { Count = 26 * 7, Kind = SampleKind.Stock });
        var times = Enumerable.Range(0, bars.Count).Select(bars.TimeAt).ToArray();
        Assert.Equal(new DateTime(2020, 1, 1, 14, 30, 0, DateTimeKind.Utc), times[0]);
        Assert.Equal(new DateTime(2020, 1, 9, 20, 45, 0, DateTimeKind.Utc), times[^1]);
        Assert.All(times, time => Assert.InRange((int)time.DayOfWeek, 1, 5));
    }

    [Fact]
    public void A_start_between_bars_or_on_a_weekend_moves_to_the_next_bar()
    {
        var options = new SampleDataOptions { Count = 1, Kind = SampleKind.Stock, Start = new DateTime(2020, 1, 3, 20, 50, 0, DateTimeKind.Utc) };
        Assert.Equal(new DateTime(2020, 1, 6, 14, 30, 0, DateTimeKind.Utc), SampleDataGenerator.Generate(options).TimeAt(0));
        Assert.Equal(new DateTime(2020, 1, 6, 0, 0, 0, DateTimeKind.Utc), SampleDataGenerator.Generate(options with { Interval = SampleInterval.Daily }).TimeAt(0));
        Assert.Equal(new DateTime(2020, 1, 3, 21, 0, 0, DateTimeKind.Utc), SampleDataGenerator.Generate(options with { Kind = SampleKind.Crypto }).TimeAt(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_count_that_cannot_be_made_is_refused(int count) => Assert.Equal("Argument.Invalid",
        Assert.Throws<PeakTradeException>(() => SampleDataGenerator.Generate(new SampleDataOptions { Count = count, Interval = SampleInterval.Daily })).Kind.Id);

    [Fact]
    public void Numbers_are_written_as_short_as_they_round_trip()
    {
        var random = new PeakTrade.Engine.KeyedRandom(31);
        var prices = Enumerable.Range(0, 20_000).Select(i => i switch
        {
            0 => 0.1 + 0.2,
            1 => 1e-7,
            2 => 1e15 / 3,
            3 => 9007199254740993,
            4 => 123456.7891,
            _ when i % 2 == 0 => Math.Round(1e5 * random.NextDouble(), i % 7) + 1,
            _ => 1e6 * random.NextDouble() + 1e-9,
        }).ToArray();
        var times = Enumerable.Range(1, prices.Length).Select(second => second * 10_000_001L).ToArray();
        var bars = new Bars("btc", times, prices, prices, prices, prices);

        var text = Written(bars);
        Sheet.AssertSame(bars, Sheet.Read(text).Bars);
        var rows = Encoding.UTF8.GetString(text).Split('\n');
        for (var bar = 0; bar < prices.Length; bar++)
        {
            var written = rows[bar + 1].Split(',')[1];
            Assert.True(written.Length <= prices[bar].ToString("R", CultureInfo.InvariantCulture).Length, written);
        }
    }

    private static byte[] Written(Bars bars)
    {
        using var stream = new MemoryStream();
        CsvBarWriter.Write(stream, bars);
        return stream.ToArray();
    }

    private static double[] Returns(SampleDataOptions options)
    {
        var close = SampleDataGenerator.Generate(options).Close.ToArray();
        return [.. close.Skip(1).Zip(close, (after, before) => after / before - 1)];
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var both = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return both / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
