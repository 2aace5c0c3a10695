using PeakTrade.Data.Backends;
using PeakTrade.Data.Parquet;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Backends;

/// <summary>Many small Parquet files are read in one query; nobody can tell, but by the clock.</summary>
public sealed class BatchTests : IDisposable
{
    private const int Files = 40;
    private readonly string _folder = Directory.CreateTempSubdirectory("peaktrade-batch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [FactWithDuckDb]
    public void Files_of_all_lengths_come_back_file_by_file()
    {
        var files = Enumerable.Range(0, Files).Select(file => (new BarFile(Write(file), $"{file}"), $"S{file:00}")).ToList();
        var parts = ParquetBatch.TryRead(files, new DataOptions(), CancellationToken.None);
        Assert.NotNull(parts);
        Assert.Equal(files.Select((_, file) => Rows(file)), parts.Select(part => part.RowsRead));
        for (var file = 0; file < Files; file++) AssertIs(file, parts[file].Columns.ToBars("x", withVolume: true));
    }

    [FactWithDuckDb]
    public void A_folder_of_many_is_read_the_same_as_each_by_itself()
    {
        for (var file = 0; file < Files; file++) Write(file);
        var reads = MarketData.ReadAll(new DataOptions(), _folder, CancellationToken.None).ToList();
        Assert.Equal(Enumerable.Range(0, Files).Select(file => $"S{file:00}"), reads.Select(read => read.Symbol));
        for (var file = 0; file < Files; file++)
        {
            if (Rows(file) == 0) Assert.Equal("Data.Empty", reads[file].Error!.Kind.Id);
            else AssertIs(file, reads[file].Data!.Bars);
        }
    }

    [FactWithDuckDb]
    public void One_that_is_damaged_bad_or_of_other_columns_hurts_no_other()
    {
        for (var file = 0; file < Files; file++) Write(file);
        File.WriteAllText(PathOf(3), "no Parquet");
        Write(9, "* REPLACE (CASE WHEN i = 5 THEN 0 ELSE low END AS low)");
        Write(17, "* REPLACE (low::DECIMAL(18,2) AS low), 'x' AS another");
        Write(25, "* REPLACE (NULL::DOUBLE AS volume)");
        Write(31, "* REPLACE (CASE WHEN i = 5 THEN NULL ELSE volume END AS volume)");
        var reads = MarketData.ReadAll(new DataOptions(), _folder, CancellationToken.None).ToList();
        for (var file = 0; file < Files; file++)
        {
            var id = file switch { 3 => "Data.Format", 9 or 31 => "Data.BadRow", _ when Rows(file) == 0 => "Data.Empty", _ => null };
            Assert.Equal(id, reads[file].Error?.Kind.Id);
            if (id is null && file != 25) AssertIs(file, reads[file].Data!.Bars);
        }

        Assert.False(reads[25].Data!.Bars.HasVolume);
        Assert.Equal("symbol=S09/bars.parquet, row 6: low 0.0 is not above zero (2024-01-01T00:05Z).", Assert.Single(reads[9].Error!.Faults).ToString());
    }

    // Some end inside a chunk of 2,048 rows, some with it, and some are empty.
    private static int Rows(int file) => file % 8 == 4 ? 0 : file % 8 == 5 ? 2048 : 10 + file * 137;

    private string PathOf(int file) => Path.Combine(_folder, $"symbol=S{file:00}", "bars.parquet");

    private string Write(int file, string columns = "*") => ParquetFile.Write(PathOf(file), $"SELECT {columns.Replace("*", "* EXCLUDE (i)")} FROM (SELECT i, TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (i) MINUTE AS timestamp, {file} + 2.0 + i AS open, {file} + 4.0 + i AS high, {file} + 1.0 + i AS low, {file} + 3.0 + i AS close, 1.0 + i AS volume FROM range({Rows(file)}) t(i))");

    private static void AssertIs(int file, Bars bars)
    {
        Assert.Equal(Rows(file), bars.Count);
        for (var bar = 0; bar < bars.Count; bar++)
        {
            Assert.Equal(new DateTime(2024, 1, 1).AddMinutes(bar).Ticks, bars.UtcTicks[bar]);
            Assert.Equal((file + 2.0 + bar, file + 4.0 + bar, file + 1.0 + bar, file + 3.0 + bar, 1.0 + bar), (bars.Open[bar], bars.High[bar], bars.Low[bar], bars.Close[bar], bars.Volume[bar]));
        }
    }
}
