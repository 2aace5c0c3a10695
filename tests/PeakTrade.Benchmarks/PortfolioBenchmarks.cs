using BenchmarkDotNet.Attributes;

namespace PeakTrade.Benchmarks;

/// <summary>Portfolios over ten years of daily bars: one account, all figures, the factors' panels given.</summary>
public class PortfolioBenchmarks
{
    private SampleUniverse _fifty = null!, _fiveHundred = null!;

    [GlobalSetup]
    public void Setup() => (_fifty, _fiveHundred) = (new SampleUniverse(50), new SampleUniverse(500));

    [Benchmark(Baseline = true, Description = "50 instruments, equal_weight, monthly")]
    public double EqualMonthly() => _fifty.EqualWeight(RebalanceFrequency.Monthly).FinalEquity;

    [Benchmark(Description = "50 instruments, equal_weight, daily")]
    public double EqualDaily() => _fifty.EqualWeight(RebalanceFrequency.Daily).FinalEquity;

    [Benchmark(Description = "50 instruments, multifactor_long_short, monthly")]
    public double Multifactor() => _fifty.Multifactor().FinalEquity;

    [Benchmark(Description = "the same, and what each factor contributed")]
    public int Contributions() => _fifty.Multifactor().GetFactorContributions().Count;

    [Benchmark(Description = "50 instruments, ma_crossover by states")]
    public double Crossover() => _fifty.Crossover().FinalEquity;

    [Benchmark(Description = "500 instruments, multifactor_long_short, monthly")]
    public double FiveHundred() => _fiveHundred.Multifactor().FinalEquity;
}
