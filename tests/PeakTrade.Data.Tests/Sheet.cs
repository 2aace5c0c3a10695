using System.IO.Compression;
using System.Text;
using PeakTrade.Data.Backends;
using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Tests;

/// <summary>Reads CSV text in the fewest words, as btc.csv.</summary>
internal static class Sheet
{
    public const string Header = "timestamp,open,high,low,close,volume\n";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static BarData Read(string text, string timezone = "UTC", OnBadRow onBadRow = OnBadRow.Error) => Read(Bytes(text), timezone, onBadRow);

    public static BarData Read(byte[] bytes, string timezone = "UTC", OnBadRow onBadRow = OnBadRow.Error) =>
        MarketData.Read(new MemoryStream(bytes), "btc.csv", new DataOptions { Timezone = timezone, OnBadRow = onBadRow }, CancellationToken.None);

    /// <summary>Bars of price 1 at those times.</summary>
    public static BarData AtTimes(string timezone, params string[] times) =>
        Read("time,open,high,low,close\n" + string.Concat(times.Select(time => $"{time},1,1,1,1\n")), timezone);

    public static BarData ReadInBlocks(byte[] bytes, int blockSize, int atMost) =>
        Instrument.Of("btc", new CsvBarReader(new SlowStream(bytes, atMost), new DataSource("btc.csv", "btc.csv"), new DataOptions(), new SymbolRule("btc", true, null), blockSize).Read(CancellationToken.None).Parts, new DataOptions(), new DataSource("btc.csv", "btc.csv"));

    public static PeakTradeException Refused(string text) => Refused(Bytes(text));

    public static PeakTradeException Refused(byte[] bytes) => Assert.Throws<PeakTradeException>(() => Read(bytes));

    public static byte[] Gzip(byte[] bytes)
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest)) gzip.Write(bytes);
        return zipped.ToArray();
    }

    public static string[] Times(this BarData data) =>
        [.. Enumerable.Range(0, data.Bars.Count).Select(bar => data.Bars.TimeAt(bar).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ"))];

    public static void AssertSame(Bars expected, Bars actual)
    {
        Assert.Equal(expected.UtcTicks, actual.UtcTicks);
        Assert.Equal(Bits(expected.Open), Bits(actual.Open));
        Assert.Equal(Bits(expected.High), Bits(actual.High));
        Assert.Equal(Bits(expected.Low), Bits(actual.Low));
        Assert.Equal(Bits(expected.Close), Bits(actual.Close));
        Assert.Equal(expected.HasVolume, actual.HasVolume);
        Assert.Equal(Bits(expected.Volume), Bits(actual.Volume));
    }

    private static long[] Bits(ReadOnlySpan<double> column) => Array.ConvertAll(column.ToArray(), BitConverter.DoubleToInt64Bits);
}

/// <summary>Gives 1 to n bytes a read, and cannot seek.</summary>
internal sealed class SlowStream(byte[] bytes, int atMost) : Stream
{
    private int _at, _turn;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var taken = Math.Min(Math.Min(count, bytes.Length - _at), 1 + _turn++ % atMost);
        bytes.AsSpan(_at, taken).CopyTo(buffer.AsSpan(offset));
        _at += taken;
        return taken;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
