using BenchmarkDotNet.Attributes;
using PeakTrade.Data;
using PeakTrade.Data.DuckDb;
using PeakTrade.Data.Lake;

namespace PeakTrade.Benchmarks;

/// <summary>A lake of 100 instruments, 100,000 one-minute bars each. Goal: arrays within 1.3 times DuckDB's own scan, one instrument under 5 % of all of them.</summary>
[WarmupCount(3), IterationCount(9)]
public class LakeBenchmarks
{
    private const string All = "SELECT sum(epoch_us(timestamp)), sum(open), sum(high), sum(low), sum(close), sum(volume) FROM ";
    private const string Count = "SELECT COUNT(*) AS n FROM ";

    private readonly BigLake _lake = new();
    private DuckDbConnection _duck = null!;

    private string Files => $"read_parquet('{_lake.Root}/ohlcv/*/*/*.parquet', hive_partitioning = true)";

    [GlobalSetup]
    public void Setup()
    {
        _lake.Fill();
        _duck = DuckDbDatabase.Shared.Connect();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _duck.Dispose();
        _lake.Dispose();
    }

    [Benchmark(Baseline = true, Description = "DuckDB's own scan: the sum of every column")]
    public int Scan() => Rows($"{All}{Files}");

    [Benchmark(Description = "all columns into arrays, data contract checked")]
    public int Arrays() => MarketData.ReadAll(new DataOptions(), _lake.Root, CancellationToken.None).Sum(read => read.Data!.Bars.Count);

    [Benchmark(Description = "one instrument into arrays")]
    public int OneSymbol() => MarketData.Read(new DataOptions { Symbol = BigLake.Name(50) }, _lake.Root, CancellationToken.None).Bars.Count;

    [Benchmark(Description = "one day of one instrument into arrays")]
    public int OneDay()
    {
        var options = new DataOptions { Symbol = BigLake.Name(50), From = new DateTime(2020, 2, 1, 0, 0, 0, DateTimeKind.Utc), To = new DateTime(2020, 2, 2, 0, 0, 0, DateTimeKind.Utc) };
        return MarketData.Read(options, _lake.Root, CancellationToken.None).Bars.Count;
    }

    [Benchmark(Description = "DuckDB's own count")]
    public int OwnCount() => Rows($"{Count}{Files}");

    [Benchmark(Description = "count, by Invoke-LakeQuery's way")]
    public int CountQuery() => Query($"{Count}ohlcv");

    [Benchmark(Description = "DuckDB's own count, average and maximum by symbol")]
    public int OwnGroups() => Rows(Groups(Files));

    [Benchmark(Description = "count, average and maximum by symbol, by Invoke-LakeQuery's way")]
    public int GroupsQuery() => Query(Groups("ohlcv"));

    private static string Groups(string bars) => $"SELECT symbol, COUNT(*), avg(close), max(high) FROM {bars} GROUP BY 1 ORDER BY 2 DESC";

    private int Query(string sql) => new LakeQuery(new LakeQueryOptions { Lake = _lake.Root }, _ => { }).Read(sql, new Dictionary<string, object?>(), CancellationToken.None).Count();

    private int Rows(string sql)
    {
        using var result = _duck.Query(sql);
        var rows = 0;
        while (result.Read()) rows += result.RowCount;
        return rows;
    }
}
