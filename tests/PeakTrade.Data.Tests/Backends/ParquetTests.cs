using System.Diagnostics;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Backends;

public sealed class ParquetTests : IDisposable
{
    private const string Days = "SELECT TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (i) DAY AS timestamp, 10.0 + i AS open, 12.0 + i AS high, 9.5 + i AS low, 11.0 + i AS close, 100.0 * i + 1 AS volume FROM range(4) t(i)";
    private readonly string _folder = Directory.CreateTempSubdirectory("peaktrade-parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [FactWithDuckDb]
    public void A_file_is_read_as_the_bars_that_it_holds()
    {
        var data = Read(ParquetFile.Write(Path.Combine(_folder, "BTC.parquet"), Days));
        Assert.Equal("BTC", data.Bars.Symbol);
        Assert.Equal(["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", "2024-01-03T00:00:00Z", "2024-01-04T00:00:00Z"], data.Times());
        Assert.Equal([10.0, 11, 12, 13], data.Bars.Open.ToArray());
        Assert.Equal([12.0, 13, 14, 15], data.Bars.High.ToArray());
        Assert.Equal([9.5, 10.5, 11.5, 12.5], data.Bars.Low.ToArray());
        Assert.Equal([11.0, 12, 13, 14], data.Bars.Close.ToArray());
        Assert.Equal([1.0, 101, 201, 301], data.Bars.Volume.ToArray());
        Assert.Empty(data.Notices);
    }

    [TheoryWithDuckDb]
    [InlineData("CASE WHEN i = 2 THEN NULL ELSE close END AS close", "b.parquet, row 3: close is empty.")]
    [InlineData("CASE WHEN i = 2 THEN 'NaN'::DOUBLE ELSE close END AS close", "b.parquet, row 3: close is NaN (2024-01-03T00:00Z).")]
    [InlineData("CASE WHEN i = 2 THEN '1,5' ELSE close::VARCHAR END AS close", "b.parquet, row 3: close \"1,5\" has a decimal or thousands comma; a decimal point is wanted.")]
    [InlineData("CASE WHEN i = 2 THEN -9 ELSE low END AS low", "b.parquet, row 3: low -9.0 is not above zero (2024-01-03T00:00Z).")]
    [InlineData("CASE WHEN i = 2 THEN NULL ELSE volume END AS volume", "b.parquet, row 3: volume is empty.")]
    [InlineData("CASE WHEN i = 2 THEN NULL ELSE timestamp END AS timestamp", "b.parquet, row 3: timestamp is empty.")]
    [InlineData("CASE WHEN i = 2 THEN 'infinity'::TIMESTAMPTZ ELSE timestamp END AS timestamp", "b.parquet, row 3: timestamp \"9223372036854775807\" is no time; ISO 8601 or a number since 1970 is wanted.")]
    [InlineData("TIMESTAMPTZ '2024-01-01 00:00:00+00' AS timestamp", "b.parquet, row 2: timestamp 2024-01-01T00:00Z is the same as the bar's before it.")]
    public void A_row_that_breaks_the_contract_is_named_by_its_number(string column, string says)
    {
        var path = ParquetFile.Write(Path.Combine(_folder, "b.parquet"), $"SELECT * REPLACE ({column}) FROM ({Days.Replace("SELECT", "SELECT i,")})");
        var refusal = Refused("Data.BadRow", path);
        Assert.Equal(says, refusal.Faults[0].ToString());
    }

    [FactWithDuckDb]
    public void A_local_time_that_the_clocks_skipped_is_named()
    {
        var path = ParquetFile.Write(Path.Combine(_folder, "b.parquet"), "SELECT TIMESTAMP '2021-03-28 00:00:00' + INTERVAL (i) HOUR AS time, 1 AS open, 1 AS high, 1 AS low, 1 AS close FROM range(4) t(i)");
        var refusal = Refused("Data.BadRow", path, new DataOptions { Timezone = "Europe/Berlin" });
        Assert.Equal("b.parquet, row 3: time \"2021-03-28T02:00:00\" does not exist in Europe/Berlin: the clocks went forward over it.", Assert.Single(refusal.Faults).ToString());
    }

    [FactWithDuckDb]
    public void A_volume_that_is_NULL_in_all_rows_is_no_volume()
    {
        Assert.False(Read(Changed("CAST(NULL AS DOUBLE) AS volume")).Bars.HasVolume);
    }

    [FactWithDuckDb]
    public void Missing_columns_are_named_with_the_one_that_was_meant()
    {
        var refusal = Refused("Data.Format", ParquetFile.Write(Path.Combine(_folder, "b.parquet"), $"SELECT timestamp, open, high, low, close AS clsoe FROM ({Days})"));
        Assert.Equal("b.parquet: column close is missing; the file's columns are \"timestamp\", \"open\", \"high\", \"low\", \"clsoe\". For close: did you mean \"clsoe\"?", refusal.Message);
    }

    [TheoryWithDuckDb]
    [InlineData("{'a': close} AS close", "column close is STRUCT; a number or a text is wanted.")]
    [InlineData("[close] AS close", "column close is LIST; a number or a text is wanted.")]
    [InlineData("true AS close", "column close is BOOLEAN; a number or a text is wanted.")]
    [InlineData("TIME '10:00' AS timestamp", "column timestamp is TIME; a TIMESTAMP, a DATE, a number since 1970 or a text is wanted.")]
    public void A_column_of_a_type_that_cannot_be_is_named(string column, string says) => Assert.Contains(says, Refused("Data.Format", Changed(column)).Message);

    [FactWithDuckDb]
    public void What_is_no_Parquet_or_damaged_is_Data_Format_in_DuckDB_s_words()
    {
        var good = File.ReadAllBytes(Changed("close"));
        foreach (var bytes in new[] { Sheet.Bytes("timestamp,open,high,low,close\n"), [], good[..(good.Length / 2)], [.. good[..^20], .. new byte[20]] })
        {
            var path = Path.Combine(_folder, "x.parquet");
            File.WriteAllBytes(path, bytes);
            var refusal = Refused("Data.Format", path);
            Assert.StartsWith("x.parquet: DuckDB cannot read the file: ", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("SELECT", refusal.Message);
        }
    }

    [FactWithDuckDb]
    public void A_file_without_a_row_is_Data_Empty() =>
        Assert.Contains("b.parquet: the file has columns and no row.", Refused("Data.Empty", ParquetFile.Write(Path.Combine(_folder, "b.parquet"), Days.Replace("range(4)", "range(0)"))).Message);

    [FactWithDuckDb]
    public void A_name_with_signs_that_mean_something_to_DuckDB_is_a_name_all_the_same()
    {
        foreach (var name in new[] { "a[1].parquet", "it's.parquet", "100%.parquet", "x=y.parquet" }) Assert.Equal(4, Read(ParquetFile.Write(Path.Combine(_folder, name), Days)).Bars.Count);
    }

    [FactWithDuckDb]
    public void A_span_without_a_bar_names_the_span_of_the_data_though_they_were_passed_over()
    {
        var refusal = Refused("Data.Empty", Changed("close"), new DataOptions { From = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        Assert.Contains("there is no bar from 2030-01-01T00:00Z; the data go from 2024-01-01T00:00Z to 2024-01-04T00:00Z.", refusal.Message);
    }

    [FactWithDuckDb]
    public void An_instrument_without_a_bar_in_the_span_is_told_of_and_the_others_come()
    {
        var path = ParquetFile.Write(Path.Combine(_folder, "b.parquet"), $"SELECT *, CASE WHEN day(timestamp) < 3 THEN 'A' ELSE 'B' END AS symbol FROM ({Days})");
        var reads = MarketData.ReadAll(new DataOptions { From = new DateTime(2024, 1, 3, 0, 0, 0, DateTimeKind.Utc) }, path, CancellationToken.None).ToList();
        Assert.Equal(["A", "B"], reads.Select(read => read.Symbol));
        Assert.Equal("Data.Empty", reads[0].Error!.Kind.Id);
        Assert.Equal(2, reads[1].Data!.Bars.Count);
    }

    [FactWithDuckDb]
    public void Row_numbers_are_those_of_the_file_whatever_was_passed_over()
    {
        var path = Changed("CASE WHEN i = 3 THEN 0 ELSE volume END AS volume");
        foreach (var options in new[] { new DataOptions(), new DataOptions { From = new DateTime(2024, 1, 3, 0, 0, 0, DateTimeKind.Utc) } })
            Assert.Equal("b.parquet, row 4: 1 bar has no volume: row 4.", Assert.Single(Read(path, options).Notices).ToString());
    }

    [FactWithDuckDb]
    public void Cancelling_stops_a_long_reading_within_a_second()
    {
        var path = ParquetFile.Write(Path.Combine(_folder, "b.parquet"), Days.Replace("range(4)", "range(3000000)").Replace("DAY", "SECOND"));
        using var cancel = new CancellationTokenSource();
        cancel.CancelAfter(30);
        var stopped = false;
        var started = Stopwatch.GetTimestamp();
        while (!stopped)
        {
            try
            {
                MarketData.Read(new DataOptions(), path, cancel.Token);
            }
            catch (OperationCanceledException)
            {
                stopped = true;
            }
        }

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
    }

    private string Changed(string column) => ParquetFile.Write(Path.Combine(_folder, "b.parquet"), $"SELECT * {(column == "close" ? "" : $"REPLACE ({column})")} FROM ({Days.Replace("SELECT", "SELECT i,")})");

    private static PeakTradeException Refused(string id, string path, DataOptions? options = null)
    {
        var refusal = Assert.Throws<PeakTradeException>(() => Read(path, options));
        Assert.Equal(id, refusal.Kind.Id);
        return refusal;
    }

    private static BarData Read(string path, DataOptions? options = null) => MarketData.Read(options ?? new DataOptions(), path, CancellationToken.None);
}
