using BenchmarkDotNet.Attributes;
using PeakTrade.Data;
using PeakTrade.Operations;

namespace PeakTrade.Benchmarks;

/// <summary>A factor of 100 instruments with 100,000 one-minute bars each, computed and found in the store.</summary>
[WarmupCount(2), IterationCount(7)]
public class FactorBenchmarks
{
    private readonly BigLake _lake = new();

    [GlobalSetup]
    public void Setup()
    {
        _lake.Fill();
        if (!Hit()) return;
        throw new InvalidOperationException("The first panel cannot have been stored.");
    }

    [GlobalCleanup]
    public void Cleanup() => _lake.Dispose();

    [Benchmark(Baseline = true, Description = "reading all bars")]
    public int Bars() => MarketData.ReadAll(new DataOptions(), _lake.Root, CancellationToken.None).Sum(read => read.Data!.Bars.Count);

    [Benchmark(Description = "volatility_60: read, computed and stored")]
    public bool Miss() => Panel(force: true);

    [Benchmark(Description = "volatility_60: found in the store")]
    public bool Hit() => Panel(force: false);

    private bool Panel(bool force)
    {
        var request = new FactorRequest { BaseFolder = _lake.PathTo("."), Path = _lake.Root, Factors = [new FactorChoice("volatility_60", null)], Store = "factors", Force = force };
        return GetFactorPanel.Execute(request, SilentListener.Instance, CancellationToken.None).Single().Result!.Cached;
    }
}
