using BenchmarkDotNet.Attributes;
using PeakTrade.Data;
using PeakTrade.Data.DuckDb;
using PeakTrade.Data.Lake;

namespace PeakTrade.Benchmarks;

/// <summary>Ten million bars of 100 instruments out of one Parquet file into a lake.</summary>
[WarmupCount(1), IterationCount(5)]
public class LakeImportBenchmarks
{
    private readonly BigLake _lake = new();
    private string _file = "";

    [GlobalSetup]
    public void Setup()
    {
        _lake.Fill();
        _file = _lake.PathTo("all.parquet");
        Run($"COPY (SELECT symbol, timestamp, open, high, low, close, volume FROM read_parquet('{_lake.Root}/ohlcv/*/*/*.parquet', hive_partitioning = true)) TO '{_file}' (FORMAT parquet, COMPRESSION zstd)");
    }

    [GlobalCleanup]
    public void Cleanup() => _lake.Dispose();

    [Benchmark(Baseline = true, Description = "DuckDB's own partitioned COPY: nothing checked, nothing merged, no fsync")]
    public long Copy() => Run($"COPY (SELECT *, year(timestamp) AS year FROM read_parquet('{_file}')) TO '{_lake.NewFolder()}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (symbol, year))");

    [Benchmark(Description = "import into an empty lake")]
    public int Import() => Import(_lake.NewFolder());

    [Benchmark(Description = "the same import again: nothing changes")]
    public int Again() => Import(_lake.Root);

    private int Import(string lake) =>
        new LakeStore(lake).Import(MarketData.ReadAll(new DataOptions(), _file, CancellationToken.None), new LakeImportOptions { Source = _file }).Sum(result => result.Rows);

    private static long Run(string sql)
    {
        using var connection = DuckDbDatabase.Shared.Connect();
        return connection.Execute(sql);
    }
}
