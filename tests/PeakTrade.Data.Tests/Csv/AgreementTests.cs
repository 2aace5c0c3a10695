using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PeakTrade.Engine;

namespace PeakTrade.Data.Tests.Csv;

public sealed class AgreementTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithReplay(20_260_101, 7).WithMaxTest(150);

    [Fact]
    public void A_plain_slow_reader_reads_the_same_bars() =>
        Check.One(Runs, Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var text = RandomFile.Text(seed, out var separator);
            Sheet.AssertSame(PlainReader.Read(text, separator), Sheet.Read(text).Bars);
        }));

    [Fact]
    public void Where_a_block_ends_changes_nothing() =>
        Check.One(Runs, Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), Arb.From(Gen.Choose(1, 200)), Arb.From(Gen.Choose(1, 97)), (seed, blockSize, atMost) =>
        {
            var bytes = Sheet.Bytes(RandomFile.Text(seed, out _));
            Sheet.AssertSame(Sheet.Read(bytes).Bars, Sheet.ReadInBlocks(bytes, blockSize, atMost).Bars);
            Sheet.AssertSame(Sheet.Read(bytes).Bars, Sheet.ReadInBlocks(Sheet.Gzip(bytes), blockSize, atMost).Bars);
        }));

    [Fact]
    public void Every_block_size_tells_the_same_faults()
    {
        var bytes = Sheet.Bytes("date,open,high,low,close,note\r\n2020-01-01,1,1,1,1,\"a\r\nb\"\r\n\r\n2020-01-02,1,1,1,x,\"\"\"\"\r\n2020-01-01,1,2,3,4,\r\n,,,,,\r\n2020-01-03,1");
        var expected = Sheet.Refused(bytes).Message;
        Assert.Equal(4, expected.Split('\n').Length);
        for (var blockSize = 1; blockSize <= bytes.Length + 1; blockSize++)
            Assert.Equal(expected, Assert.Throws<PeakTradeException>(() => Sheet.ReadInBlocks(bytes, blockSize, 3)).Message);
    }

    [Fact]
    public void Random_bytes_are_bars_or_a_fault_and_nothing_else()
    {
        var random = new KeyedRandom(21);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.NextInt(400)];
            foreach (ref var b in bytes.AsSpan()) b = (byte)random.NextInt(256);
            ReadAnyhow(i % 3 == 0 ? bytes : i % 3 == 1 ? [.. Sheet.Bytes(Sheet.Header), .. bytes] : [0x1f, 0x8b, 8, 0, .. bytes]);
        }
    }

    [Fact]
    public void Mutated_files_are_bars_or_a_fault_and_nothing_else()
    {
        var random = new KeyedRandom(22);
        const string Favourites = ",;\t\"\n\r .-+eETZ:0123456789NaN";
        for (var i = 0; i < 4000; i++)
        {
            var bytes = new List<byte>(Sheet.Bytes(RandomFile.Text(random.NextInt(int.MaxValue), out _)));
            for (var mutation = random.NextInt(12); mutation >= 0 && bytes.Count > 1; mutation--)
            {
                var at = random.NextInt(bytes.Count);
                switch (random.NextInt(4))
                {
                    case 0: bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.NextInt(20))); break;
                    case 1: bytes.InsertRange(at, bytes.GetRange(random.NextInt(at + 1), Math.Min(5, bytes.Count - at))); break;
                    case 2: bytes[at] = (byte)random.NextInt(256); break;
                    default: bytes.Insert(at, (byte)Favourites[random.NextInt(Favourites.Length)]); break;
                }
            }

            ReadAnyhow([.. bytes]);
        }
    }

    private static void ReadAnyhow(byte[] bytes)
    {
        try
        {
            var data = Sheet.Read(bytes, "America/New_York", OnBadRow.Drop);
            Assert.Equal(data.RowsRead, data.Bars.Count + data.RowsDropped);
            for (var bar = 0; bar < data.Bars.Count; bar++)
            {
                Assert.True(bar == 0 || data.Bars.UtcTicks[bar] > data.Bars.UtcTicks[bar - 1]);
                Assert.True(data.Bars.Low[bar] > 0 && data.Bars.High[bar] < double.PositiveInfinity);
                Assert.InRange(data.Bars.Open[bar], data.Bars.Low[bar], data.Bars.High[bar]);
                Assert.InRange(data.Bars.Close[bar], data.Bars.Low[bar], data.Bars.High[bar]);
            }
        }
        catch (PeakTradeException refusal)
        {
            Assert.NotEmpty(refusal.Faults);
        }
    }
}

/// <summary>A good file of bars in a random shape.</summary>
internal static class RandomFile
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss.fffZ", "epoch"];

    public static string Text(int seed, out char separator)
    {
        var random = new KeyedRandom(seed, stream: 99);
        separator = ",;\t"[random.NextInt(3)];
        var format = Formats[random.NextInt(Formats.Length)];
        var end = random.NextInt(2) == 0 ? "\n" : "\r\n";
        string[] names = [.. Shuffled(["timestamp", "open", "high", "low", "close", "volume", "note"], ref random)];
        var decimals = random.NextInt(12);

        var text = new StringBuilder(string.Join(separator, names)).Append(end);
        var time = new DateTime(2019, 12, 25).AddDays(random.NextInt(1000));
        for (var rows = 1 + random.NextInt(60); rows > 0; rows--)
        {
            time = format.Contains('H') || format == "epoch" ? time.AddMinutes(1 + random.NextInt(2000)) : time.AddDays(1 + random.NextInt(4));
            var prices = new double[4];
            foreach (ref var price in prices.AsSpan()) price = Math.Round(1 + 5000 * random.NextDouble(), decimals);
            Array.Sort(prices);
            var values = new Dictionary<string, string>
            {
                ["timestamp"] = format == "epoch" ? ((time.Ticks - DateTime.UnixEpoch.Ticks) / 10_000_000).ToString() : time.ToString(format, CultureInfo.InvariantCulture),
                ["low"] = prices[0].ToString("R"),
                ["open"] = prices[1].ToString("R"),
                ["close"] = prices[2].ToString("R"),
                ["high"] = prices[3].ToString("R"),
                ["volume"] = random.NextInt(5) == 0 ? "0" : random.NextDouble().ToString("R"),
                ["note"] = new string('x', random.NextInt(12)),
            };
            text.AppendJoin(separator, names.Select(name => values[name]));
            if (rows > 1 || random.NextInt(2) == 0) text.Append(end);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Shuffled(List<string> names, ref KeyedRandom random)
    {
        var shuffled = new List<string>();
        while (names.Count > 0)
        {
            var at = random.NextInt(names.Count);
            shuffled.Add(names[at]);
            names.RemoveAt(at);
        }

        return shuffled;
    }
}

/// <summary>The oracle: reads good files in the plainest way there is.</summary>
internal static class PlainReader
{
    public static Bars Read(string text, char separator)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Select(line => line.Split(separator)).ToArray();
        double[] Column(string name) => [.. lines.Skip(1).Select(line => double.Parse(line[Array.IndexOf(lines[0], name)], CultureInfo.InvariantCulture))];
        long[] times = [.. lines.Skip(1).Select(line => Time(line[Array.IndexOf(lines[0], "timestamp")]))];
        return new Bars("btc", times, Column("open"), Column("high"), Column("low"), Column("close"), Column("volume"));
    }

    private static long Time(string text) => long.TryParse(text, out var seconds)
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcTicks
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcTicks;
}
