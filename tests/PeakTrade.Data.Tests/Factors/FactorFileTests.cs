using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PeakTrade.Data.Factors;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Factors;

public sealed class FactorFileTests : IDisposable
{
    private const string Long = "time,symbol,value\n2024-01-02,MSFT,1.5\n2024-01-02,AAPL,-0.25\n2024-01-03,AAPL,\n2024-01-04,MSFT,3e-2\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-factor-files-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(Long)]
    [InlineData("\uFEFFTimestamp;Ticker;Name;quality\r\n2024-01-04T00:00Z;MSFT;x;0.03\r\n\r\n2024-01-02T00:00:00;AAPL;\"a;b\";-0.25\r\n2024-01-03;\"AAPL\";;NaN\r\n1704153600;MSFT;;1.5;\r\n")]
    [InlineData("date\tAAPL\tMSFT\n2024-01-02\t-0.25\t1.5\n2024-01-03\t\t\n2024-01-04\t\t0.03\n")]
    [InlineData("\"Time\",\"MSFT\",\"AAPL\"\n\"2024-01-04\",\"0.03\",\n\"2024-01-03\",,\n\"2024-01-02\",\"1.5\",\"-0.25\"\n")]
    [InlineData("\"Time\",\"MSFT\",\"AAPL\"\n\"1/2/2024 12:00:00 AM\",\"1.5\",\"-0.25\"\n\"1/3/2024 12:00:00 AM\",,\n\"1/4/2024 12:00:00 AM\",\"0.03\",\n\"1/13/2024 1:30:00 PM\",,\n", 1)]
    [InlineData("\"Time\",\"MSFT\",\"AAPL\"\n\"01/02/2024 00:00:00\",\"1.5\",\"-0.25\"\n\"01/03/2024 00:00:00\",,\n\"01/04/2024 00:00:00\",\"0.03\",\n\"01/13/2024 13:30:00\",,\n", 1)]
    public void However_a_factor_is_written_it_is_the_same_panel(string text, int more = 0)
    {
        var panel = Read(text);
        Assert.Equal(("quality", "", false), (panel.Factor, panel.Key, panel.Cached));
        Assert.Equal(["AAPL", "MSFT"], panel.Symbols);
        var times = panel.GetTimes();
        Assert.Equal([new(2024, 1, 2), new(2024, 1, 3), new(2024, 1, 4)], times[..3]);
        Assert.Equal([.. Enumerable.Repeat(new DateTime(2024, 1, 13, 13, 30, 0), more)], times[3..]);
        Assert.Equal([-0.25, double.NaN, double.NaN, .. Enumerable.Repeat(double.NaN, more)], panel.GetSeries("AAPL"));
        Assert.Equal([1.5, double.NaN, 0.03, .. Enumerable.Repeat(double.NaN, more)], panel.GetSeries("MSFT"));
    }

    [Fact]
    public void The_examples_of_the_documentation_are_read_as_they_say()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "factor-bundles.md"));
        var examples = page.Split("```csv\n")[1..].Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]).Where(e => !e.Contains("sector", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, examples.Length);
        Assert.Equal([0.31, 0.29], Read(examples[0]).GetSeries("AAPL"));
        Assert.Equal([0.31, 0.29], Read(examples[1]).GetSeries("AAPL"));
        Assert.Equal([double.NaN, 0.4], Read(examples[1]).GetSeries("MSFT"));
    }

    [Fact]
    public void Times_without_a_zone_are_those_of_the_zone_given_and_an_hour_that_comes_twice_is_told_by_symbol() =>
        Assert.Equal(
            [new(2021, 10, 31, 0, 30, 0), new(2021, 10, 31, 1, 30, 0)],
            Read("time,symbol,value\n2021-10-31T02:30,A,1\n2021-10-31T02:30,B,1\n2021-10-31T02:30,A,2\n2021-10-31T02:30,B,2\n", "Europe/Berlin").GetTimes());

    [Theory]
    [InlineData("", 0, "", "the file is empty.")]
    [InlineData("\n\r\n", 0, "", "the file is empty.")]
    [InlineData("time,symbol,value\n", 0, "", "the file has no row of values.")]
    [InlineData("time,A,B\n\n", 0, "", "the file has no row of values.")]
    [InlineData("\na,b\n1,2\n", 2, "", "column time is missing; there are \"a\", \"b\". Name the column of times time.")]
    [InlineData("time\n2024-01-02\n", 1, "", "there is no column beside the time. Name a column for each symbol, or give the columns symbol and value.")]
    [InlineData("time,symbol,x\n", 1, "", "column value is missing; there are \"time\", \"symbol\", \"x\". Name the column of values value or quality.")]
    [InlineData("time,value\n", 1, "", "column symbol is missing; there are \"time\", \"value\". Add the column symbol, or name the column of values for its symbol.")]
    [InlineData("time,A,,B\n", 1, "", "column 3 has no name. Name each column for its symbol.")]
    [InlineData("time,A,A\n", 1, "", "the column \"A\" is there twice. Leave one of them.")]
    [InlineData("time,A\r2024-01-02,1\r", 1, "", "the first line holds characters that are no text. Name a CSV file whose lines end in line feeds.")]
    [InlineData(Long + "2024-01-05,A\n", 6, "", "2 fields where the header names 3.")]
    [InlineData(Long + "2024-01-05,A,\"1\n", 6, "", "a quoted field is not closed.")]
    [InlineData(Long + "soon,A,1\n", 6, "time", "time \"soon\" is no time; ISO 8601 or a number since 1970 is wanted.")]
    [InlineData(Long + ",A,1\n", 6, "time", "time is empty.")]
    [InlineData(Long + "31.01.2024 14:05:00,A,1\n", 6, "time", "time \"31.01.2024 14:05:00\" is no time; ISO 8601 or a number since 1970 is wanted. Write times as 2024-01-31T14:05:00Z.")]
    [InlineData(Long + "31/01/2024 14:05:00,A,1\n01/31/2024 14:05:00,A,1\n", 6, "time", "time \"31/01/2024 14:05:00\" is no time; ISO 8601 or a number since 1970 is wanted. Write times as 2024-01-31T14:05:00Z.")]
    [InlineData("time,A\n12/01/2024,1\n13/01/2024,1\n", 3, "time", "time \"13/01/2024\" is no time; ISO 8601 or a number since 1970 is wanted. Write times as 2024-01-31T14:05:00Z.")]
    [InlineData(Long + "\n02/01/2024,A,1\n03/01/2024,A,1\n", 7, "", "the times may have the month or the day first, and no row shows which. Write times as 2024-01-31T14:05:00Z.")]
    [InlineData(Long + "2024-01-05,,1\n", 6, "symbol", "symbol is empty.")]
    [InlineData(Long + "2024-01-05,A,n/a\n", 6, "value", "value \"n/a\" is no number.")]
    [InlineData(Long + "2024-01-05,A,\"1,5\"\n", 6, "value", "value \"1,5\" has a decimal or thousands comma; a decimal point is wanted.")]
    [InlineData(Long + "2024-01-05,A,-Infinity\n", 6, "value", "value \"-Infinity\" is infinite; a number, or nothing, is wanted.")]
    [InlineData(Long + "2024-01-05,A,1e999\n", 6, "value", "value \"1e999\" is infinite; a number, or nothing, is wanted.")]
    [InlineData(Long + "2024-01-03T00:00Z,AAPL,1\n", 6, "", "AAPL has a value at 2024-01-03T00:00:00Z in row 4 already. Leave one of the two rows.")]
    [InlineData("time,A,B\n2024-01-03,1,2\n2024-01-02,1,x\n", 3, "B", "B \"x\" is no number.")]
    [InlineData("time,A\n2024-01-03,1\n2024-01-02,1\n2024-01-03,\n", 4, "", "A has a value at 2024-01-03T00:00:00Z in row 2 already. Leave one of the two rows.")]
    public void A_fault_names_file_row_and_column(string text, int row, string column, string message)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => Read(text));
        Assert.Same(FaultCatalogue.FactorBadFile, thrown.Kind);
        var fault = Assert.Single(thrown.Faults);
        Assert.Equal(new Place("quality.csv", Key: column.Length > 0 ? column : null, Row: row), fault.Place);
        Assert.Equal(message, fault.Message + (fault.Action.Length > 0 ? " " + fault.Action : ""));
    }

    [Fact]
    public void Month_first_times_are_refused_where_times_are_not_of_utc() =>
        Assert.Contains("is no time", Assert.Throws<PeakTradeException>(() => Read("time,A\n01/31/2024,1\n", "Europe/Berlin")).Faults[0].Message);

    [Fact]
    public void All_faults_come_at_once_in_the_order_of_the_rows_and_no_more_than_can_be_read()
    {
        var some = Assert.Throws<PeakTradeException>(() => Read(Long + "2024-01-02,MSFT,1\nsoon,A,x\n2024-01-05,,1\n"));
        Assert.Equal([6, 7, 7, 8], some.Faults.Select(f => f.Place.Row));
        var many = Assert.Throws<PeakTradeException>(() => Read("time,symbol,value\n" + string.Concat(Enumerable.Repeat("soon,A,1\n", 1500))));
        Assert.Equal([.. Enumerable.Range(2, 20), 0], many.Faults.Select(f => f.Place.Row));
        Assert.Equal("1,500 values in all are wrong; 20 are listed.", many.Faults[^1].Message);
    }

    [Fact]
    public void A_sparse_file_that_would_be_a_panel_of_terabytes_is_refused()
    {
        var text = new StringBuilder("time,symbol,value\n");
        for (var i = 0; i < 30_000; i++) text.Append(CultureInfo.InvariantCulture, $"{1_700_000_000 + i},S{i},1\n");
        Assert.Equal("30,000 times of 30,000 symbols are more values than a panel holds.", Assert.Throws<PeakTradeException>(() => Read(text.ToString())).Faults[0].Message);
    }

    [Fact]
    public void A_file_is_named_by_its_bytes_and_one_that_is_not_there_is_missing()
    {
        var path = Written("a.csv", Long);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Long))), FactorFile.Fingerprint(path, default));
        Assert.Equal([-0.25, double.NaN, double.NaN], FactorFile.Read(path, "quality", "UTC", default).GetSeries("AAPL"));
        var none = Path.Combine(_folder.FullName, "none.csv");
        Assert.Same(FaultCatalogue.DataMissing, Assert.Throws<PeakTradeException>(() => FactorFile.Fingerprint(none, default)).Kind);
        Assert.Same(FaultCatalogue.DataMissing, Assert.Throws<PeakTradeException>(() => FactorFile.Read(none, "quality", "UTC", default)).Kind);
    }

    [Fact]
    public void A_zipped_file_is_read_as_what_it_holds()
    {
        var path = Path.Combine(_folder.FullName, "a.csv.gz");
        File.WriteAllBytes(path, Sheet.Gzip(Encoding.UTF8.GetBytes(Long)));
        Assert.Equal([1.5, double.NaN, 0.03], FactorFile.Read(path, "quality", "UTC", default).GetSeries("MSFT"));
    }

    [FactWithDuckDb]
    public void What_the_factor_store_wrote_is_read_to_the_last_bit()
    {
        var values = Enumerable.Range(0, 3 * 5_000).Select(i => i % 11 == 0 ? double.NaN : Math.Sin(i) / 3).ToArray();
        var ticks = Enumerable.Range(0, 5_000).Select(i => new DateTime(2024, 1, 1).AddMinutes(15 * i).Ticks).ToArray();
        var panel = new FactorPanel("momentum_12_1", ["A", "B'C", "Größe"], ticks, values, "k", cached: false);
        new FactorStore(_folder.FullName).Save(panel, _ => { }, default);
        var back = FactorFile.Read(Assert.Single(Directory.GetFiles(_folder.FullName, "*.parquet", SearchOption.AllDirectories)), "other", "UTC", default);
        Assert.Equal("other", back.Factor);
        AssertSame(panel, back);
    }

    [TheoryWithDuckDb]
    [InlineData("SELECT DATE '2024-01-02' + i::INTEGER AS date, 'S' || (i % 2) AS Ticker, i::DECIMAL(9, 2) AS quality FROM range(4) t(i)")]
    [InlineData("SELECT ('2024-01-0' || (2 + i)) AS time, i % 2 = 0 AS other, ('S' || (i % 2))::ENUM('S0', 'S1') AS symbol, i::FLOAT AS value FROM range(4) t(i)")]
    [InlineData("SELECT TIMESTAMP '2024-01-02' + INTERVAL (i) DAY AS time, CASE WHEN i % 2 = 0 THEN i END AS S0, CASE WHEN i % 2 = 1 THEN i END AS S1 FROM range(4) t(i) ORDER BY i DESC")]
    public void Parquet_may_have_any_sort_of_time_and_number_long_or_wide(string sql)
    {
        var panel = FactorFile.Read(Parquet(sql), "quality", "UTC", default);
        Assert.Equal([new(2024, 1, 2), new(2024, 1, 3), new(2024, 1, 4), new(2024, 1, 5)], panel.GetTimes());
        Assert.Equal([0, double.NaN, 2, double.NaN], panel.GetSeries("S0"));
        Assert.Equal([double.NaN, 1, double.NaN, 3], panel.GetSeries("S1"));
    }

    [TheoryWithDuckDb]
    [InlineData("SELECT 1 AS a", 0, "", "column time is missing; there are \"a\".")]
    [InlineData("SELECT DATE '2024-01-02' AS time, 'A' AS symbol, 'x' AS value", 0, "", "column \"value\" is VARCHAR; a number is wanted.")]
    [InlineData("SELECT [1] AS time, 'A' AS symbol, 1 AS value", 0, "", "column \"time\" is LIST; a TIMESTAMP, a DATE, a number since 1970 or a text is wanted.")]
    [InlineData("SELECT DATE '2024-01-02' AS time, [1] AS symbol, 1 AS value", 0, "", "column \"symbol\" is LIST; a text is wanted.")]
    [InlineData("SELECT DATE '2024-01-02' AS time, 'A' AS symbol, 1 AS value WHERE false", 0, "", "the file has no row of values.")]
    [InlineData("SELECT * FROM (VALUES (DATE '2024-01-02', 'A', 1.0::DOUBLE), (NULL, 'A', 2)) t(time, symbol, value)", 2, "time", "time is empty.")]
    [InlineData("SELECT * FROM (VALUES (DATE '2024-01-02', 'A', 1.0::DOUBLE), (DATE '2024-01-03', NULL, 2)) t(time, symbol, value)", 2, "symbol", "symbol is empty.")]
    [InlineData("SELECT * FROM (VALUES (DATE '2024-01-02', 'A', 1.0::DOUBLE), (DATE '2024-01-03', 'A', 'inf'::DOUBLE)) t(time, symbol, value)", 2, "value", "value is infinite; a number, or nothing, is wanted.")]
    [InlineData("SELECT * FROM (VALUES (DATE '2024-01-02', 'A', 1.0::DOUBLE), (DATE '2024-01-02', 'A', 2)) t(time, symbol, value)", 2, "", "A has a value at 2024-01-02T00:00:00Z in row 1 already.")]
    [InlineData("SELECT * FROM (VALUES (DATE '2024-01-02', 1.0::DOUBLE), (DATE '2024-01-03', '-inf'::DOUBLE)) t(time, A)", 2, "A", "A is infinite; a number, or nothing, is wanted.")]
    public void A_fault_of_Parquet_names_file_row_and_column(string sql, int row, string column, string message)
    {
        var path = Parquet(sql);
        var thrown = Assert.Throws<PeakTradeException>(() => FactorFile.Read(path, "quality", "UTC", default));
        Assert.Same(FaultCatalogue.FactorBadFile, thrown.Kind);
        var fault = Assert.Single(thrown.Faults);
        Assert.Equal((new Place("factor.parquet", Key: column.Length > 0 ? column : null, Row: row), message), (fault.Place, fault.Message));
    }

    [FactWithDuckDb]
    public void What_is_no_Parquet_is_said_to_be_none()
    {
        var path = Written("factor.parquet", "no parquet at all");
        var thrown = Assert.Throws<PeakTradeException>(() => FactorFile.Read(path, "quality", "UTC", default));
        Assert.Same(FaultCatalogue.FactorBadFile, thrown.Kind);
        Assert.StartsWith("DuckDB cannot read the file: ", thrown.Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_panel_written_long_or_wide_in_any_order_and_blocks_is_read_back_as_itself() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            var (times, symbols) = (random.Next(1, 12), Enumerable.Range(0, random.Next(1, 6)).Select(i => $"S{i}\"é").ToArray());
            var ticks = Enumerable.Range(0, times).Select(i => new DateTime(2024, 1, 1).AddDays(i * 3).AddSeconds(i).Ticks).ToArray();
            var values = Enumerable.Range(0, times * symbols.Length).Select(_ => random.Next(5) == 0 ? double.NaN : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 12))).ToArray();
            var panel = new FactorPanel("quality", symbols, ticks, values, "", cached: false);
            AssertSame(panel, Read(WrittenLong(panel, random), blockSize: random.Next(64, 200)));
            AssertSame(panel, Read(WrittenWide(panel, random), blockSize: random.Next(64, 200)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(1_979, 5));

    private static readonly string[] Pieces =
    [
        "time", "symbol", "value", "A", "B", ",", ";", "\t", "\n", "\r\n", "\r", "\"", "\"\"", " ", "1", "-", ".", "e5", "nan", "inf", "1e999", "2024-01-02", "T00:00Z", "01/31/2024", "31/01/2024", "99999999999", "\uFEFF", "\u0000", "é",
        "time,symbol,value\n", "time,A,B\n", "2024-01-02,A,1\n", "2024-01-03,1,2\n",
    ];

    [Fact]
    public void Any_text_is_a_panel_or_refused() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                return Read(text, blockSize: 64).Count > 0;
            }
            catch (PeakTradeException fault)
            {
                return fault.Faults.All(f => f.Message.Length > 0);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(1_979, 5).WithEndSize(30));

    private static FactorPanel Read(string text, string timezone = "UTC", int blockSize = 4096) =>
        FactorFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), new DataSource("quality.csv", "quality.csv"), "quality", timezone, default, blockSize);

    private static string WrittenLong(FactorPanel panel, System.Random random)
    {
        var rows = Enumerable.Range(0, panel.Count * panel.Symbols.Count)
            .Select(i => $"{panel.TimeAt(i / panel.Symbols.Count):yyyy-MM-ddTHH:mm:ssZ},\"{panel.Symbols[i % panel.Symbols.Count].Replace("\"", "\"\"")}\",{Shown(panel[i / panel.Symbols.Count, i % panel.Symbols.Count])}\n").ToArray();
        random.Shuffle(rows);
        return "time,symbol,value\n" + string.Concat(rows);
    }

    private static string WrittenWide(FactorPanel panel, System.Random random)
    {
        var columns = Enumerable.Range(0, panel.Symbols.Count).ToArray();
        random.Shuffle(columns);
        var rows = Enumerable.Range(0, panel.Count).Select(row => $"{panel.TimeAt(row):O},{string.Join(',', columns.Select(column => Shown(panel[row, column])))}\n").ToArray();
        random.Shuffle(rows);
        return $"time,{string.Join(',', columns.Select(column => $"\"{panel.Symbols[column].Replace("\"", "\"\"")}\""))}\n" + string.Concat(rows);
    }

    private static string Shown(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static void AssertSame(FactorPanel expected, FactorPanel actual)
    {
        Assert.Equal(expected.Symbols, actual.Symbols);
        Assert.Equal(expected.UtcTicks, actual.UtcTicks);
        for (var row = 0; row < expected.Count; row++) Assert.Equal(MemoryMarshal.AsBytes(expected.CrossSection(row)), MemoryMarshal.AsBytes(actual.CrossSection(row)));
    }

    private string Parquet(string sql)
    {
        var path = Path.Combine(_folder.FullName, "factor.parquet");
        using var database = new Opened();
        database.Connection.Execute($"COPY ({sql}) TO '{path}' (FORMAT parquet)");
        return path;
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PeakTrade.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
