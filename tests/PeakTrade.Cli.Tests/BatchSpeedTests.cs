using PeakTrade.Benchmarks;

namespace PeakTrade.Cli.Tests;

/// <summary>What the benchmark of batches measures, with a batch so small that every build can try it.</summary>
public sealed class BatchSpeedTests
{
    [Fact]
    public void The_benchmark_of_batches_runs_the_real_command_serially_on_two_workers_and_again()
    {
        using var work = new BatchWorkload(runs: 6, symbols: 6, bars: 400);

        var speed = BatchSpeed.Measure(Workplace.Dll, work);

        Assert.All(new[] { speed.Serial, speed.OnTwo, speed.Again }, call => Assert.True(call is { Seconds: > 0, PeakBytes: > 10_000_000 }));
        var summary = File.ReadAllLines(Path.Combine(work.Results("serial"), "batch_summary.csv"));
        Assert.Equal(7, summary.Length);
        Assert.All(summary.Skip(1), row => Assert.Contains(",skipped,", row));
        Assert.Equal(6, Directory.GetDirectories(Path.Combine(work.Results("two"), "runs")).Length);
        Assert.Contains("| two workers |", speed.Table());
    }
}
