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

    private static BarData Read(string path, DataOptions? options = null) => MarketData.Read(options ?? new DataOptions(), path, CancellationToken.None);
}
