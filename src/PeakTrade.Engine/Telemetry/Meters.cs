using System.Diagnostics.Metrics;

namespace PeakTrade.Engine;

/// <summary>What is counted, by the runtime's own means, with few labels; nothing is where nobody listens.</summary>
public static class Meters
{
    // A run on a year of daily bars takes a millisecond, and one over a large universe minutes.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

    private static readonly Meter Meter = new(Spans.SourceName);

    /// <summary>Runs that ended, by status: success, failed.</summary>
    public static Counter<long> Runs { get; } = Meter.CreateCounter<long>("peaktrade.runs", null, "Runs that ended, those of batches too.");

    /// <summary>How long a run took, its data and its evidence included, by status.</summary>
    public static Histogram<double> RunDuration { get; } = Meter.CreateHistogram("peaktrade.run.duration", "s", "Time of a run, reading and writing included.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    /// <summary>Bars that runs went over.</summary>
    public static Counter<long> Bars { get; } = Meter.CreateCounter<long>("peaktrade.bars", null, "Bars that runs which succeeded went over.");

    /// <summary>Trials that were worked out, by status: complete, pruned, failed.</summary>
    public static Counter<long> Trials { get; } = Meter.CreateCounter<long>("peaktrade.trials", null, "Trials that were worked out.");

    /// <summary>Runs that a batch told of, by status: success, failed, skipped.</summary>
    public static Counter<long> BatchRuns { get; } = Meter.CreateCounter<long>("peaktrade.batch.runs", null, "Runs that batches told of.");

    /// <summary>Faults, by the id of <c>docs/errors.md</c>.</summary>
    public static Counter<long> Faults { get; } = Meter.CreateCounter<long>("peaktrade.faults", null, "Faults, by their id.");

    /// <summary>One more of these.</summary>
    public static void Count(Counter<long> counter, string label, string value) => counter.Add(1, new KeyValuePair<string, object?>(label, value));
}
