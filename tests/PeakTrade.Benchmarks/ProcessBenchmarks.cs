using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using PeakTrade.Data;

namespace PeakTrade.Benchmarks;

/// <summary>The command line as whole processes: what a scheduler waits for, start and first compilation included.</summary>
public class ProcessBenchmarks
{
    public static readonly string Cli = Path.Combine(Checkout.Root, "artifacts", "bin", "PeakTrade.Cli", "release", "peaktrade.dll");
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"peaktrade-{Guid.NewGuid():N}");

    [GlobalSetup]
    public void Setup()
    {
        Directory.CreateDirectory(_folder);
        using var file = File.Create(Path.Combine(_folder, "bars.csv"));
        CsvBarWriter.Write(file, SampleDataGenerator.Generate(new SampleDataOptions { Interval = SampleInterval.OneMinute, Count = 1_000_000, Seed = 42 }));
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true, Description = "peaktrade --version")]
    public int Version() => Run("--version");

    [Benchmark(Description = "peaktrade strategies")]
    public int Strategies() => Run("strategies");

    [Benchmark(Description = "peaktrade backtest, CSV of 1,000,000 bars, not stored")]
    public int Backtest() => Run("backtest", "bars.csv", "--strategy", "ma_crossover", "--no-save");

    [Benchmark(Description = "peaktrade backtest, CSV of 1,000,000 bars, stored with hashes")]
    public int Stored() => Run("backtest", "bars.csv", "--strategy", "ma_crossover");

    private int Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Cli, .. arguments]) { WorkingDirectory = _folder, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException($"peaktrade ended with {process.ExitCode}.");
    }
}
