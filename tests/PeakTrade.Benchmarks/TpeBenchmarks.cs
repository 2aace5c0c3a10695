using BenchmarkDotNet.Attributes;
using PeakTrade.Studies;
using PeakTrade.Studies.Tests;

namespace PeakTrade.Benchmarks;

/// <summary>Whole studies of a free objective in memory, one worker, the default lag. Goal: over 20,000 trials/s with tpe, and ten times the trials in ten times the time.</summary>
public class TpeBenchmarks
{
    [Benchmark(Baseline = true, Description = "random, 1,000 trials")]
    public int Random1000() => Study("random", 1_000);

    [Benchmark(Description = "random, 10,000 trials")]
    public int Random10000() => Study("random", 10_000);

    [Benchmark(Description = "tpe, 1,000 trials")]
    public int Tpe1000() => Study("tpe", 1_000);

    [Benchmark(Description = "tpe, 10,000 trials")]
    public int Tpe10000() => Study("tpe", 10_000);

    [Benchmark(Description = "tpe(multivariate=false), 1,000 trials")]
    public int OneByOne1000() => Study("tpe(multivariate=false)", 1_000);

    private static int Study(string sampler, int trials) => TestFunction.Branin.Study(sampler, trials, lag: StudyRunner.DefaultLag).Count;
}
