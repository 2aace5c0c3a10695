using PeakTrade.Data.Backends;
using PeakTrade.Data.Lake;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Backends;

public sealed class SourceTests : IDisposable
{
    private const string OneBar = Sheet.Header + "2020-01-01,1,2,0.5,1.5,10\n";
    private const string TwoSymbols = "symbol,date,open,high,low,close\nBTC/EUR,2020-01-01,1,1,1,1\nETH/EUR,2020-01-01,2,2,2,2\nBTC/EUR,2020-01-02,3,3,3,3\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("peaktrade-source-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_s_files_are_read_in_order_and_hidden_ones_are_not()
    {
        foreach (var name in new[] { "b.csv", "a.tsv.gz", "year=1/c.txt", "deep/g.csv", ".hidden.csv", "_tmp.csv", ".git/d.csv", "_old/e.csv", "README.md", "f.csv.bak" }) Write(name, OneBar);
        Assert.Equal(["a", "b", "c"], Symbols(_folder));
    }

    [Theory]
    [InlineData("*.csv", "a b")]
    [InlineData("?.csv", "a b")]
    [InlineData("deep/*", "c d e")]
    [InlineData("**/*.csv", "a b c d e")]
    [InlineData("deep/**", "c d e")]
    [InlineData("d*", "c d")]
    [InlineData("*/x/*.csv", "e")]
    public void A_pattern_names_what_it_matches(string pattern, string symbols)
    {
        foreach (var name in new[] { "a.csv", "b.csv", "deep/c.csv", "deep/d.csv", "deep/x/e.csv", "note.md" }) Write(name, OneBar);
        Assert.Equal(symbols, string.Join(' ', Symbols(Path.Combine(_folder, pattern))));
    }

    [Fact]
    public void A_file_of_exactly_that_name_goes_before_a_pattern()
    {
        Write("a.csv", OneBar);
        Assert.Equal(["a*"], Symbols(Write("a*.csv", OneBar)));
    }

    [Fact]
    public void What_matches_nothing_is_Data_Missing()
    {
        var refusal = Assert.Throws<PeakTradeException>(() => Symbols(Path.Combine(_folder, "*.parquet")));
        Assert.Equal("Data.Missing", refusal.Kind.Id);
        Assert.Contains("matches no data file", refusal.Message);
    }

    [Fact]
    public void A_bad_instrument_is_its_own_error_and_the_others_come()
    {
        Write("a.csv", OneBar);
        Write("b.csv", "this,is,no\nbar,file,x\n");
        Write("c.csv", Sheet.Header + "2020-01-01,1,2,3,4,5\n");
        Write("d.csv", OneBar);
        var reads = ReadAll(_folder);
        Assert.Equal(["", "Data.Format", "Data.BadRow", ""], reads.Select(read => read.Error?.Kind.Id ?? ""));
        Assert.Equal(["a", "b", "c", "d"], reads.Select(read => read.Symbol));
    }

    [Fact]
    public void What_is_wrong_with_a_single_file_is_thrown()
    {
        Assert.Equal("Data.Format", Assert.Throws<PeakTradeException>(() => ReadAll(Write("b.csv", "this,is,no\n"))).Kind.Id);
        Assert.Equal("Data.Empty", Assert.Throws<PeakTradeException>(() => ReadAll(Write("c.csv", Sheet.Header))).Kind.Id);
    }

    [Fact]
    public void Rows_say_whose_they_are()
    {
        var reads = ReadAll(Write("x.csv", TwoSymbols));
        Assert.Equal(["BTC/EUR", "ETH/EUR"], reads.Select(read => read.Symbol));
        Assert.Equal([1.0, 3], reads[0].Data!.Bars.Close.ToArray());
        Assert.Equal(2, reads[0].Data!.RowsRead);
    }

    [Fact]
    public void A_symbol_that_is_not_there_is_named_with_the_one_that_was_meant()
    {
        var path = Write("x.csv", TwoSymbols);
        var refusal = Assert.Throws<PeakTradeException>(() => MarketData.Read(new DataOptions { Symbol = "BTC/ERU" }, path, CancellationToken.None));
        Assert.Equal("Data.NoSymbol", refusal.Kind.Id);
        Assert.Equal($"{path} holds no symbol \"BTC/ERU\"; it holds BTC/EUR, ETH/EUR. Did you mean \"BTC/EUR\"?", refusal.Message);
    }

    [Fact]
    public void Several_instruments_where_one_is_wanted_are_named()
    {
        var path = Write("x.csv", TwoSymbols);
        var refusal = Assert.Throws<PeakTradeException>(() => MarketData.Read(new DataOptions(), path, CancellationToken.None));
        Assert.Equal("Data.SeveralSymbols", refusal.Kind.Id);
        Assert.Equal($"{path} holds 2 instruments, and one is wanted: BTC/EUR, ETH/EUR.", refusal.Message);
        Assert.Contains("--symbol", refusal.RecommendedAction);
    }

    [Fact]
    public void Of_several_files_a_symbol_selects_and_of_one_it_names()
    {
        Write("a.csv", OneBar);
        Assert.Equal("mine", Assert.Single(MarketData.ReadAll(new DataOptions { Symbol = "mine" }, Path.Combine(_folder, "a.csv"), CancellationToken.None)).Symbol);
        Write("b.csv", OneBar);
        Assert.Equal("b", Assert.Single(MarketData.ReadAll(new DataOptions { Symbol = "b" }, _folder, CancellationToken.None)).Symbol);
        Assert.Equal("Data.NoSymbol", Assert.Throws<PeakTradeException>(() => MarketData.Read(new DataOptions { Symbol = "mine" }, _folder, CancellationToken.None)).Kind.Id);
    }

    [Fact]
    public void Each_instrument_s_times_rise_by_themselves_and_rows_are_those_of_the_file()
    {
        var read = ReadAll(Write("x.csv", TwoSymbols + "ETH/EUR,2020-01-01,1,1,1,1\n,2020-01-05,1,1,1,1\nBTC/EUR,2020-01-03,4,4,4,4\n"));
        Assert.Equal(["x.csv, row 5: date 2020-01-01T00:00Z is the same as the bar's before it.", "x.csv, row 6: symbol is empty."], read[1].Error!.Faults.Select(fault => fault.ToString()));
        Assert.Equal(3, read[0].Data!.Bars.Count);
    }

    [Fact]
    public void Files_of_one_instrument_that_overlap_break_the_contract_where_the_later_one_begins()
    {
        Write("symbol=X/1.csv", "date,open,high,low,close\n2020-01-03,3,3,3,3\n2020-01-04,4,4,4,4\n");
        Write("symbol=X/2.csv", "date,open,high,low,close\n2020-01-01,1,1,1,1\n2020-01-03,2,2,2,2\n");
        var error = Assert.Single(ReadAll(_folder)).Error!;
        Assert.Equal("symbol=X/1.csv, row 2: date 2020-01-03T00:00Z is the same as the bar's before it.", Assert.Single(error.Faults).ToString());
        var data = MarketData.Read(new DataOptions { OnBadRow = OnBadRow.Drop }, _folder, CancellationToken.None);
        Assert.Equal([1.0, 2, 4], data.Bars.Close.ToArray());
        Assert.Equal(1, data.RowsDropped);
    }

    [Fact]
    public void Notices_of_several_files_name_the_file()
    {
        Write("symbol=X/1.csv", Sheet.Header + "2020-01-01,1,1,1,1,1\n2020-01-02,1,1,1,1,0\n");
        Write("symbol=X/2.csv", Sheet.Header + "2020-01-03,1,1,1,1,0\n");
        Assert.Equal("symbol=X/1.csv, row 3: 2 bars have no volume: rows 3 of symbol=X/1.csv, 2 of symbol=X/2.csv.", Assert.Single(MarketData.Read(new DataOptions(), _folder, CancellationToken.None).Notices).ToString());
    }

    [Fact]
    public void Notices_speak_of_the_span_that_is_wanted()
    {
        var path = Write("a.csv", Sheet.Header + "2020-01-01,1,1,1,1,0\n2020-01-02,1,1,1,1,1\n2020-01-03,1,1,1,1,0\n");
        var notice = Assert.Single(MarketData.Read(new DataOptions { From = new DateTime(2020, 1, 2, 0, 0, 0, DateTimeKind.Utc) }, path, CancellationToken.None).Notices);
        Assert.Equal("a.csv, row 4: 1 bar has no volume: row 4.", notice.ToString());
    }

    [Fact]
    public void How_far_apart_bars_usually_are_is_asked_of_the_span_alone()
    {
        // Daily first and hourly later: hours can be made four-hourly, days cannot.
        var hours = Enumerable.Range(0, 48).Select(hour => $"2020-02-{1 + hour / 24:00}T{hour % 24:00}:00,1,1,1,1,1\n");
        var path = Write("a.csv", Sheet.Header + string.Concat(Enumerable.Range(1, 31).Select(day => $"2019-12-{day:00},1,1,1,1,1\n")) + string.Concat(Enumerable.Range(1, 31).Select(day => $"2020-01-{day:00},1,1,1,1,1\n")) + string.Concat(hours));
        var options = new DataOptions { Resample = BarInterval.Parse("4h") };
        Assert.Equal("Data.CannotResample", Assert.Throws<PeakTradeException>(() => MarketData.Read(options, path, CancellationToken.None)).Kind.Id);
        Assert.Equal(12, MarketData.Read(options with { From = new DateTime(2020, 2, 1, 0, 0, 0, DateTimeKind.Utc) }, path, CancellationToken.None).Bars.Count);
    }

    [FactWithDuckDb]
    public void A_lake_s_own_folder_means_its_bars_and_is_held_still_while_it_is_read()
    {
        var lake = new LakeFolder(_folder);
        Directory.CreateDirectory(lake.State);
        File.WriteAllText(Path.Combine(lake.State, "lock"), "");
        ParquetFile.Write(lake.FileOf("BTC/EUR", 2024), "SELECT TIMESTAMPTZ '2024-01-01 00:00:00+00' AS timestamp, 1 AS open, 1 AS high, 1 AS low, 1 AS close, NULL::DOUBLE AS volume");
        ParquetFile.Write(lake.FileOf("ETH", 2024), "SELECT TIMESTAMPTZ '2024-01-01 00:00:00+00' AS timestamp, 1 AS open, 1 AS high, 1 AS low, 1 AS close, NULL::DOUBLE AS volume");
        using (var reads = MarketData.ReadAll(new DataOptions(), _folder, CancellationToken.None).GetEnumerator())
        {
            Assert.True(reads.MoveNext());
            Assert.Equal("BTC/EUR", reads.Current.Symbol);
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            Assert.ThrowsAny<OperationCanceledException>(() => LakeLock.Exclusive(Path.Combine(lake.State, "lock"), LakePatience.Reader, soon.Token));
        }

        LakeLock.Exclusive(Path.Combine(lake.State, "lock"), LakePatience.Reader, CancellationToken.None).Dispose();
        Assert.Equal(1, MarketData.Read(new DataOptions { Symbol = "ETH" }, lake.Root, CancellationToken.None).Bars.Count);
    }

    [Fact]
    public void What_is_read_ahead_comes_in_order_and_stops_with_who_leaves()
    {
        var started = 0;
        var ahead = ReadAhead.InOrder(Enumerable.Range(0, 1000).ToList(), (item, _) => { Interlocked.Increment(ref started); Thread.Sleep(item % 3); return item; }, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 20), ahead.Take(20));
        Assert.InRange(started, 20, 20 + 2 * Environment.ProcessorCount);
    }

    private string[] Symbols(string path) => [.. ReadAll(path).Select(read => read.Symbol)];

    private static List<InstrumentRead> ReadAll(string path) => MarketData.ReadAll(new DataOptions(), path, CancellationToken.None).ToList();

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, name.EndsWith(".gz", StringComparison.Ordinal) ? Sheet.Gzip(Sheet.Bytes(text)) : Sheet.Bytes(text));
        return path;
    }
}
