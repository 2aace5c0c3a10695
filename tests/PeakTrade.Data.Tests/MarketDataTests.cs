using System.Diagnostics;
using System.Text;

namespace PeakTrade.Data.Tests;

public sealed class MarketDataTests : IDisposable
{
    private const string OneBar = Sheet.Header + "2020-01-01,1,2,0.5,1.5,10\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("peaktrade-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("btc_eur.csv", "btc_eur")]
    [InlineData("BTC.EUR.CSV.gz", "BTC.EUR")]
    [InlineData("AAPL.txt", "AAPL")]
    [InlineData("AAPL", "AAPL")]
    public void The_symbol_is_the_file_name_without_its_endings(string file, string symbol) =>
        Assert.Equal(symbol, ReadFile(file, OneBar).Bars.Symbol);

    [Fact]
    public void A_symbol_that_is_given_is_the_symbol()
    {
        var path = Write("a.csv", Sheet.Bytes(OneBar));
        Assert.Equal("BTC/EUR", MarketData.Read(new DataOptions { Symbol = "BTC/EUR" }, path, CancellationToken.None).Bars.Symbol);
    }

    [Fact]
    public void A_missing_file_is_Data_Missing() => AssertRefused("Data.Missing", Path.Combine(_folder, "no.csv"), "no.csv does not exist");

    [Fact]
    public void A_file_in_a_missing_folder_is_Data_Missing() => AssertRefused("Data.Missing", Path.Combine(_folder, "no", "no.csv"), "does not exist");

    [Fact]
    public void A_folder_without_data_is_Data_Missing() => AssertRefused("Data.Missing", _folder, "holds no data file");

    [Fact]
    public void An_empty_file_is_Data_Empty() => AssertRefused("Data.Empty", Write("a.csv", []), "a.csv: the file is empty");

    [Fact]
    public void Blank_lines_alone_are_Data_Empty() => Assert.Equal("Data.Empty", Sheet.Refused("\r\n\n\n").Kind.Id);

    [Theory]
    [InlineData("timestamp,open,high,low,close\n")]
    [InlineData("timestamp,open,high,low,close")]
    [InlineData("timestamp,open,high,low,close\r\n\r\n")]
    public void A_header_alone_is_Data_Empty(string text) => Assert.Equal("Data.Empty", Sheet.Refused(text).Kind.Id);

    [Fact]
    public void Zero_bytes_are_Data_Format() => Assert.Equal("Data.Format", Sheet.Refused(OneBar + "\0\0\0").Kind.Id);

    [Fact]
    public void Binary_content_is_Data_Format() => Assert.Contains("no text", Refusal("Data.Format", [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 3, 9]));

    [Fact]
    public void UTF_16_is_Data_Format() => Assert.Contains("UTF-16", Refusal("Data.Format", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(OneBar)]));

    [Fact]
    public void A_missing_column_is_named_with_those_found_and_the_one_that_was_meant()
    {
        var refusal = Sheet.Refused("date;open;high;low;clsoe\n2020-01-01;1;1;1;1\n");
        Assert.Equal("Data.Format", refusal.Kind.Id);
        Assert.Equal("btc.csv, row 1: column close is missing; the first line names \"date\", \"open\", \"high\", \"low\", \"clsoe\". For close: did you mean \"clsoe\"?", refusal.Message);
    }

    [Fact]
    public void A_column_named_twice_is_Data_Format() =>
        Assert.Contains("names close 2 times", Sheet.Refused("date,open,high,low,close,Close\n2020-01-01,1,1,1,1,1\n").Message);

    [Fact]
    public void Lines_that_end_in_a_carriage_return_alone_are_Data_Format() =>
        Assert.Contains("carriage return alone", Sheet.Refused("date,open,high,low,close\r2020-01-01,1,1,1,1\r").Message);

    [Theory]
    [InlineData("")]
    [InlineData(Sheet.Header)]
    public void A_line_of_ten_million_characters_is_Data_Format_at_once(string before)
    {
        var bytes = Sheet.Bytes(before + new string('7', 10_000_000));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        Assert.Contains("longer than 1 MiB", Refusal("Data.Format", bytes));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 16_000_000);
    }

    [Fact]
    public void An_unclosed_quote_in_a_long_file_is_Data_Format()
    {
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{1_600_000_000 + i},1,1,1,1,x\n"));
        Assert.Contains("unclosed quote", Sheet.Refused("time,open,high,low,close,note\n1500000000,1,1,1,1,\"x\n" + rows + rows).Message);
    }

    [Fact]
    public void Gzip_is_known_by_its_bytes_not_by_its_name() => Assert.Equal(1, ReadFile("plain-name.csv", Sheet.Gzip(Sheet.Bytes(OneBar))).Bars.Count);

    [Fact]
    public void Gzip_members_one_after_another_are_one_file()
    {
        byte[] zipped = [.. Sheet.Gzip(Sheet.Bytes(OneBar)), .. Sheet.Gzip(Sheet.Bytes("2020-01-02,1,1,1,1,1\n"))];
        Assert.Equal(2, Sheet.Read(zipped).Bars.Count);
    }

    [Fact]
    public void Gzip_cut_anywhere_is_Data_Unreadable()
    {
        var zipped = Sheet.Gzip(Sheet.Bytes(Sheet.Header + string.Concat(Enumerable.Range(1, 28).Select(day => $"2020-02-{day:00},1.{day},2,1,1.5,{day}\n"))));
        for (var length = 3; length < zipped.Length; length++)
            Assert.Equal("Data.Unreadable", Sheet.Refused(zipped[..length]).Kind.Id);
        Assert.Equal(28, Sheet.Read(zipped).Bars.Count);
    }

    [Fact]
    public void Damaged_gzip_is_Data_Unreadable()
    {
        var zipped = Sheet.Gzip(Sheet.Bytes(OneBar));
        zipped[^6] ^= 0x40; // in the checksum
        Assert.Equal("Data.Unreadable", Sheet.Refused(zipped).Kind.Id);
    }

    [Fact]
    public void Gzip_of_every_length_near_a_buffer_of_the_unzipper_is_read_whole()
    {
        // Digits that hardly compress, so that the zipped length walks over 8,192.
        var random = new PeakTrade.Engine.KeyedRandom(1);
        var text = new StringBuilder(Sheet.Header);
        var lengths = new HashSet<int>();
        for (var row = 0; row < 700; row++)
        {
            text.Append(1_600_000_000 + row).Append(",1,1,1,1,0.").Append(random.NextUInt64()).Append('\n');
            if (row < 300) continue;
            var zipped = Sheet.Gzip(Sheet.Bytes(text.ToString()));
            lengths.Add(zipped.Length);
            Assert.Equal(row + 1, Sheet.Read(zipped).Bars.Count);
        }

        Assert.InRange(8192, lengths.Min(), lengths.Max());
    }

    [Fact]
    public void Parquet_that_is_not_named_so_is_Data_Format() => Assert.Contains("the data are Parquet", Refusal("Data.Format", Sheet.Bytes("PAR1....")));

    [Fact]
    public void An_unknown_zone_is_refused_with_the_one_that_was_meant()
    {
        var refusal = Assert.Throws<PeakTradeException>(() => Sheet.Read(OneBar, "Europe/Berlni"));
        Assert.Equal("Config.Invalid", refusal.Kind.Id);
        Assert.Contains("Europe/Berlin", refusal.RecommendedAction);
    }

    [Fact]
    public void Cancelling_stops_the_reading() => Assert.Throws<OperationCanceledException>(() =>
        MarketData.Read(new MemoryStream(Sheet.Bytes(OneBar)), "-", new DataOptions(), new CancellationToken(canceled: true)));

    [Fact]
    public void The_stream_stays_open()
    {
        var stream = new MemoryStream(Sheet.Gzip(Sheet.Bytes(OneBar)));
        MarketData.Read(stream, "-", new DataOptions(), CancellationToken.None);
        Assert.True(stream.CanRead);
    }

    private static string Refusal(string id, byte[] bytes)
    {
        var refusal = Sheet.Refused(bytes);
        Assert.Equal(id, refusal.Kind.Id);
        return refusal.Message;
    }

    private static void AssertRefused(string id, string path, string says)
    {
        var refusal = Assert.Throws<PeakTradeException>(() => MarketData.Read(new DataOptions(), path, CancellationToken.None));
        Assert.Equal(id, refusal.Kind.Id);
        Assert.Contains(says, refusal.Message);
        Assert.Equal(path, refusal.Target);
    }

    private BarData ReadFile(string name, string text) => ReadFile(name, Sheet.Bytes(text));

    private BarData ReadFile(string name, byte[] bytes) => MarketData.Read(new DataOptions(), Write(name, bytes), CancellationToken.None);

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
