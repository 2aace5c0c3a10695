using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PeakTrade.Benchmarks;

/// <summary>
/// In this process, so that nothing but the SDK is needed; each work is milliseconds or more, so few iterations say enough. The runtime compiles
/// a method in full after 30 calls: the warm-up goes past that.
/// </summary>
internal sealed class MeasuringConfig : ManualConfig
{
    public MeasuringConfig()
    {
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(35).WithIterationCount(10).WithInvocationCount(1).WithUnrollFactor(1));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddLogger(ConsoleLogger.Default);
        WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared));
        WithArtifactsPath(Path.Combine(Checkout.Root, "artifacts", "benchmarks"));
    }
}
