using PeakTrade.Data.Lake;
using PeakTrade.Data.Tests.Backends;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Lake;

/// <summary>The same bars make the same lake, whatever files they came in.</summary>
public sealed class ImportFromFilesTests : IDisposable
{
    private readonly TemporaryLake _lake = new();
    private readonly TemporaryLake _other = new();

    public void Dispose()
    {
        _lake.Dispose();
        _other.Dispose();
    }

    [FactWithDuckDb]
    public void A_parquet_file_of_many_symbols_and_a_folder_of_partitions_make_the_lake_that_bars_in_memory_make()
    {
        var bars = new[] { "AAA", "B/B" }.Select(symbol => TemporaryLake.Bars(symbol, "2020-12-20", 30)).ToList();
        _lake.Import(bars);

        var together = ParquetFile.Write(Path.Combine(_other.Folder, "all.parquet"), $"SELECT symbol, timestamp, open, high, low, close, volume FROM read_parquet('{_lake.Layout.Bars}/*/*/*.parquet', hive_partitioning = true) ORDER BY timestamp, symbol");
        foreach (var source in new[] { together, _lake.Root })
        {
            using var target = new TemporaryLake();
            target.Store.Import(MarketData.ReadAll(new DataOptions(), source, CancellationToken.None), new LakeImportOptions { Source = source });
            Assert.Equal(_lake.Files(), target.Files());
        }
    }

    [FactWithDuckDb]
    public void A_lake_imported_into_itself_changes_nothing()
    {
        _lake.Import(TemporaryLake.Bars("AAA", "2020-12-20", 30));
        var before = _lake.Files();
        var result = Assert.Single(_lake.Store.Import(MarketData.ReadAll(new DataOptions(), _lake.Root, CancellationToken.None), new LakeImportOptions { Source = "itself" }));
        Assert.Equal((30, 0, 30), (result.Rows, result.Added, result.Unchanged));
        Assert.Equal(before, _lake.Files());
    }
}
