using System.Globalization;
using System.Text;

namespace PeakTrade.Benchmarks;

/// <summary>A batch of many runs by the real command: one at a time, two at once, and called again with nothing changed. Each call is a process of its own.</summary>
internal sealed record BatchSpeed(BatchWorkload Work, BatchCall Serial, BatchCall OnTwo, BatchCall Again)
{
    // Goals: two workers 1.8 times as fast as one; the second call under two seconds.
    public static BatchSpeed Measure(string cli, BatchWorkload work)
    {
        // The first reads of the files, and of the program itself, are nobody's.
        BatchCall.Run(cli, work, "dry", "--dry-run");
        var serial = BatchCall.Run(cli, work, "serial");
        var two = BatchCall.Run(cli, work, "two", "--parallel", "--max-workers", "2");
        var again = BatchCall.Run(cli, work, "serial");
        RequireAlike(work, "serial", "two");
        return new BatchSpeed(work, serial, two, again);
    }

    public string Table()
    {
        var text = new StringBuilder("| call | wall time | runs/s | times serial | peak memory |\n|---|---:|---:|---:|---:|\n");
        Row("serial", Serial);
        Row("two workers", OnTwo);
        Row("the same again: nothing changed, all skipped", Again);
        return text.ToString();

        void Row(string what, BatchCall call) => text.Append(CultureInfo.InvariantCulture,
            $"| {what} | {call.Seconds:0.00} s | {Work.Runs / call.Seconds:#,0} | {Serial.Seconds / call.Seconds:0.00} | {call.PeakBytes / 1e6:0} MB |\n");
    }

    // What was measured is of no use if it were not the same work.
    private static void RequireAlike(BatchWorkload work, string one, string other)
    {
        foreach (var run in Directory.GetDirectories(Path.Combine(work.Results(one), "runs")))
        {
            var stats = Path.Combine("backtest", "stats.json");
            if (!File.ReadAllBytes(Path.Combine(run, stats)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(work.Results(other), "runs", Path.GetFileName(run), stats))))
                throw new InvalidOperationException($"{Path.GetFileName(run)} is not the same by {one} and by {other}.");
        }
    }
}
