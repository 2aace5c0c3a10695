using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Configuration.Tests;

public sealed class ListFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-lists-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("AAPL\nMSFT\nBTC/EUR\n")]
    [InlineData("\uFEFF# our universe\r\n\r\nAAPL\r\n  MSFT  \r\n\tBTC/EUR")]
    [InlineData("AAPL, MSFT,\nBTC/EUR,,\n")]
    [InlineData("AAPL;MSFT\tBTC/EUR # three\n  # the end")]
    [InlineData("AAPL\rMSFT\rBTC/EUR\r")]
    [InlineData("symbol\nAAPL\nMSFT\nBTC/EUR\n")]
    [InlineData("Ticker,Name\nAAPL,\"Apple, Inc.\"\nMSFT,Microsoft\n\n\"BTC/EUR\",x\n")]
    [InlineData("name;symbol;weight\nApple;AAPL;1\nMicrosoft;MSFT;\nBitcoin;\"BTC/EUR\";3;4\n")]
    [InlineData("\"symbol\"\n\"AAPL\"\n\"MSFT\"\n\"BTC/EUR\"\n")]
    public void A_universe_is_a_symbol_a_line_or_a_column_of_a_table(string text) => Assert.Equal(["AAPL", "MSFT", "BTC/EUR"], UniverseFile.Read(text));

    [Fact]
    public void A_symbol_is_a_text_whatever_it_looks_like() => Assert.Equal(["007", "600519", "C#", "A\"B", "no", "Größe \U0001F600"], UniverseFile.Read("007,600519,C#\n\"A\"\"B\",no\nGröße \U0001F600\n"));

    [Theory]
    [InlineData("", 0, 0, "The universe names no symbol. Write one symbol a line.")]
    [InlineData("# nothing\n\n ,,\n", 0, 0, "The universe names no symbol. Write one symbol a line.")]
    [InlineData("symbol,name\n", 0, 0, "The universe names no symbol. Write one symbol a line.")]
    [InlineData("AAPL\n\nMSFT, AAPL\n", 3, 7, "\"AAPL\" stands on line 1 already. Keep one of the two.")]
    [InlineData("\U0001F600, A, A\n", 1, 7, "\"A\" stands on line 1 already. Keep one of the two.")]
    [InlineData("name,symbol\nApple,AAPL\nMicrosoft\n", 3, 1, "1 field where the header names 2. Give each row all its fields.")]
    [InlineData("name,symbol\nApple,\n", 2, 7, "The symbol is empty.")]
    [InlineData("A\n\"B\nC\n", 2, 1, "A quote is not closed on its line. Close it.")]
    [InlineData("A\nB\u0000\n", 2, 1, "The symbol holds a character that cannot be shown. Save the file as UTF-8 text.")]
    [InlineData("A\nB\ud800\n", 2, 1, "The symbol holds a character that cannot be shown. Save the file as UTF-8 text.")]
    public void A_fault_of_a_universe_says_where_it_is(string text, int line, int column, string message) => AssertFault(() => UniverseFile.Read(text, "list"), line, column, message);

    [Fact]
    public void A_symbol_of_a_thousand_characters_is_refused_in_a_short_message() =>
        AssertFault(() => UniverseFile.Read("A\n" + new string('x', 1000), "list"), 2, 1, $"The symbol \"{new string('x', 60)}...\" is longer than 200 characters. Check that this is the right file.");

    [Fact]
    public void All_faults_of_a_list_come_at_once_and_no_more_than_can_be_read()
    {
        var thrown = Assert.Throws<PeakTradeException>(() => UniverseFile.Read(string.Concat(Enumerable.Repeat("A\n", 100)), "list"));
        Assert.Equal([.. Enumerable.Range(2, 20), 0], thrown.Faults.Select(f => f.Place.Line));
        Assert.Equal("list: There are 79 more such faults.", thrown.Faults[^1].ToString());
    }

    [Theory]
    [InlineData("symbol,sector\nAAPL,Technology\nXOM,Energy\n")]
    [InlineData("\uFEFF# sectors\r\nname;Sector;Ticker\r\nExxon;Energy;XOM\r\n\r\n\"Apple\";\"Technology\";AAPL\r\nApple;Technology;AAPL")]
    [InlineData("symbol\tsector\nXOM\tEnergy\nAAPL\t Technology \n")]
    public void Sectors_are_two_columns_of_a_table(string text)
    {
        var sectors = SectorFile.Read(text);
        Assert.Equal([new("AAPL", "Technology"), new("XOM", "Energy")], sectors);
    }

    [Theory]
    [InlineData("", 0, 0, "The table of sectors is empty. Write symbol,sector and then a row for each instrument.")]
    [InlineData("symbol,sector\n", 0, 0, "The table of sectors has a header and no row. Write symbol,sector and then a row for each instrument.")]
    [InlineData("\nAAPL,Technology\n", 2, 1, "The first line must name the columns symbol and sector, and is \"AAPL,Technology\". Write symbol,sector and then a row for each instrument.")]
    [InlineData("symbol,sector\nAAPL\n", 2, 1, "1 field where the header names 2. Give each row all its fields.")]
    [InlineData("symbol,sector\n,Technology\n", 2, 1, "The symbol is empty.")]
    [InlineData("symbol,sector\nAAPL, \n", 2, 7, "The sector is empty.")]
    [InlineData("symbol,sector\nAAPL,Technology\nXOM,Energy\nAAPL,Consumer\n", 4, 6, "\"AAPL\" is of the sector \"Consumer\" here, and of \"Technology\" on line 2. Keep one of the two.")]
    [InlineData("symbol,sector\nAAPL,\"Tech\n", 2, 6, "A quote is not closed on its line. Close it.")]
    public void A_fault_of_sectors_says_where_it_is(string text, int line, int column, string message) => AssertFault(() => SectorFile.Read(text, "list"), line, column, message);

    [Fact]
    public void Files_are_read_as_their_text_is_and_what_is_no_list_is_refused()
    {
        Assert.Equal(["A", "Ü"], UniverseFile.ReadFile(Written("﻿A\r\nÜ"u8)));
        Assert.Equal([new("A", "X")], SectorFile.ReadFile(Written("symbol,sector\nA,X"u8)));
        Assert.Same(FaultCatalogue.ConfigSyntax, Assert.Throws<PeakTradeException>(() => UniverseFile.ReadFile(Written([(byte)'A', (byte)'\n', 0xFF]))).Kind);
        Assert.Same(FaultCatalogue.ConfigMissing, Assert.Throws<PeakTradeException>(() => UniverseFile.ReadFile(Path.Combine(_folder.FullName, "none.txt"))).Kind);
        Assert.Equal("It is a directory.", Assert.Throws<PeakTradeException>(() => SectorFile.ReadFile(_folder.FullName)).Faults[0].Message);
        var large = Assert.Throws<PeakTradeException>(() => UniverseFile.ReadFile(Written(new byte[(1 << 20) + 1])));
        Assert.Equal(("Config.Unreadable", "It is larger than 1 MB, which no universe is."), (large.Kind.Id, large.Faults[0].Message));
    }

    private static readonly string[] Pieces = ["A", "B", "symbol", "ticker", "sector", "Sector", ",", ";", "\t", "\n", "\r\n", "\r", " ", "\"", "\"\"", "#", " #", "\uFEFF", "\u0000", "é", "\U0001F600", "\ud800", "\u2028", "symbol,sector\n", "A,X\n"];

    [Fact]
    public void Any_text_is_a_list_or_refused() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text => Holds(() => UniverseFile.Read(text).Count) && Holds(() => SectorFile.Read(text).Count))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(1_979, 5).WithEndSize(30));

    private static bool Holds(Func<int> read)
    {
        try
        {
            return read() > 0;
        }
        catch (PeakTradeException fault)
        {
            return fault.Kind == FaultCatalogue.ConfigInvalid && fault.Faults.All(f => f.Message.Length > 0);
        }
    }

    private static void AssertFault(Action read, int line, int column, string message)
    {
        var thrown = Assert.Throws<PeakTradeException>(read);
        Assert.Same(FaultCatalogue.ConfigInvalid, thrown.Kind);
        var fault = Assert.Single(thrown.Faults);
        Assert.Equal(new Place("list", line, column), fault.Place);
        Assert.Equal(message, fault.Message + (fault.Action.Length > 0 ? " " + fault.Action : ""));
    }

    private string Written(ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_folder.FullName, "list.txt");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
