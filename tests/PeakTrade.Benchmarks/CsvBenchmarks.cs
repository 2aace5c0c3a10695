using System.Globalization;
using BenchmarkDotNet.Attributes;
using PeakTrade.Data;

namespace PeakTrade.Benchmarks;

/// <summary>A CSV of 1,000,000 OHLCV bars into columns. Goal: over 300 MB/s on one core.</summary>
public class CsvBenchmarks
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"peaktrade-{Guid.NewGuid():N}.csv");

    [GlobalSetup]
    public void Setup()
    {
        using var file = File.Create(_path);
        CsvBarWriter.Write(file, SampleDataGenerator.Generate(new SampleDataOptions { Symbol = "BTC/EUR", Interval = SampleInterval.OneMinute, Count = 1_000_000, Seed = 42 }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {file.Length / 1e6:0.0} MB"));
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Benchmark(Baseline = true, Description = "into columns, data contract checked")]
    public int Columns() => MarketData.Read(new DataOptions(), _path, CancellationToken.None).Bars.Count;

    [Benchmark(Description = "the bytes alone (File.ReadAllBytes)")]
    public int Bytes() => File.ReadAllBytes(_path).Length;

    [Benchmark(Description = "as most people write it (ReadLine, Split, double.Parse)")]
    public int Plain()
    {
        var (time, open, high, low, close, volume) = (new List<DateTime>(), new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        foreach (var line in File.ReadLines(_path).Skip(1))
        {
            var fields = line.Split(',');
            time.Add(DateTime.Parse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
            open.Add(double.Parse(fields[1], CultureInfo.InvariantCulture));
            high.Add(double.Parse(fields[2], CultureInfo.InvariantCulture));
            low.Add(double.Parse(fields[3], CultureInfo.InvariantCulture));
            close.Add(double.Parse(fields[4], CultureInfo.InvariantCulture));
            volume.Add(double.Parse(fields[5], CultureInfo.InvariantCulture));
        }

        return time.Count + open.Count + high.Count + low.Count + close.Count + volume.Count;
    }
}
