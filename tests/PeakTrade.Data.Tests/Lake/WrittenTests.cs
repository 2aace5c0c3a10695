using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Lake;

public class WrittenTests
{
    [TheoryWithDuckDb]
    [InlineData("SELECT * FROM ohlcv WHERE symbol = $s")]
    [InlineData("SELECT * FROM ohlcv WHERE symbol = $s; -- all of it; COPY")]
    [InlineData("FROM ohlcv WHERE symbol = $s -- all of it")]
    [InlineData("WITH x AS (SELECT * FROM ohlcv) /* ; */ SELECT * FROM x WHERE symbol = $s ORDER BY timestamp;")]
    public void A_result_written_as_Parquet_holds_the_query_s_rows(string sql)
    {
        using var lake = new FilledLake();
        // Inside the results, so that a query may read it again.
        var file = lake.PathTo("results/it's.parquet");
        lake.Write(sql, LakeQueryFormat.Parquet, file, new { s = "BTC/EUR" });
        Assert.Equal([96L, "BTC/EUR", "TIMESTAMP WITH TIME ZONE"], lake.Rows($"SELECT count(*), max(symbol), max(typeof(timestamp)) FROM '{file.Replace("'", "''")}'").Single().Values);
        Assert.Equal(["it's.parquet"], Directory.GetFiles(lake.PathTo("results")).Select(Path.GetFileName));
    }

    [FactWithDuckDb]
    public void Bars_written_as_CSV_are_read_by_our_own_reader()
    {
        using var lake = new FilledLake();
        var file = lake.PathTo("outside/btc.csv");
        lake.Write("SELECT timestamp + INTERVAL 1500 MICROSECOND AS timestamp, open, high, low, close / 3 + 67 AS close, volume FROM ohlcv WHERE symbol = 'BTCUSDT' AND close / 3 + 67 BETWEEN low AND high ORDER BY timestamp", LakeQueryFormat.Csv, file);
        var bars = MarketData.Read(new DataOptions(), file, default).Bars;
        var rows = lake.Rows("SELECT epoch_us(timestamp) + 1500, close / 3 + 67 FROM ohlcv WHERE symbol = 'BTCUSDT' AND close / 3 + 67 BETWEEN low AND high ORDER BY timestamp");
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Select(r => DateTime.UnixEpoch.Ticks + ((long)r.Values[0]! * 10)), bars.UtcTicks.ToArray());
        Assert.Equal(rows.Select(r => (double)r.Values[1]!), bars.Close.ToArray());
    }

    [FactWithDuckDb]
    public void The_file_is_the_only_one_that_may_be_written_or_read_outside()
    {
        using var lake = new FilledLake();
        var file = lake.PathTo("outside/out.csv");
        var fault = Assert.Throws<PeakTradeException>(() => lake.Write($"SELECT * FROM read_csv('{lake.Secret}')", LakeQueryFormat.Csv, file));
        Assert.Equal("Lake.Refused", fault.Kind.Id);
        foreach (var sql in new[] { $"SELECT 1) TO '{lake.PathTo("outside/x.csv")}'; --", $"SELECT 1) TO '{lake.PathTo("outside/x.csv")}' (FORMAT csv); COPY (SELECT 1", "SELECT 1; SELECT 2", "EXPLAIN SELECT 1", "COPY (SELECT 1) TO 'x'" })
            Assert.Throws<PeakTradeException>(() => lake.Write(sql, LakeQueryFormat.Csv, file));
        Assert.Equal(["secret.csv"], Directory.GetFiles(lake.PathTo("outside")).Select(Path.GetFileName));
    }
}
