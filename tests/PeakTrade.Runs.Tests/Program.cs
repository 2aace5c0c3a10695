namespace PeakTrade.Runs.Tests;

/// <summary>What a test starts as a process of its own, to kill it in the middle of a save.</summary>
internal static class Program
{
    public const string StopHalfway = "stop-halfway";
    public const string SaveForEver = "save-for-ever";
    public const string SaveOne = "save-one";
    public const string SaveOneAsParquet = "save-one-as-parquet";
    public const string ReadTrades = "read-trades";
    public const string RemoveAll = "remove-all";
    public const string WriteMlflowForEver = "write-mlflow-for-ever";

    public const string TrackForEver = "track-for-ever";
    public const string TrackAndWait = "track-and-wait";

    public static int Main(string[] arguments)
    {
        if (arguments is [TrackForEver or TrackAndWait, var outbox, var destination]) Track(outbox, destination, arguments[0] == TrackAndWait);
        if (arguments is not [var task, var root]) return 2;
        if (task == WriteMlflowForEver) WriteMlflowWithoutEnd(root);
        var store = new RunStore(root);
        if (task == StopHalfway) store.Save(Given.Result(new HaltingDetails()), Given.Evidence());
        while (task == SaveForEver) Console.WriteLine(store.Save(Given.Result(), Given.Evidence()).RunId);
        if (task == SaveOne) Console.WriteLine(store.Save(Given.Result(), Given.Evidence()).RunId);
        if (task == SaveOneAsParquet) Tell(() => new RunStore(root) { Trades = TradesFormat.Parquet }.Save(Given.Result(), Given.Evidence()));
        if (task == RemoveAll)
        {
            foreach (var run in store.List([], []).Reverse()) Console.WriteLine(RunStore.Remove(run)!.RunId);
        }

        if (task == ReadTrades) Tell(() => Console.WriteLine(store.Find(new()).Single().Result is var run && run!.Trades == 1 ? run.GetTrades()[0] : default));
        return 2;
    }

    // Runs under a study that never ends, delivered meanwhile.
    private static void Track(string outbox, string destination, bool andWait)
    {
        using var tracker = new OutboxTracker(outbox, new(new FolderDestination(destination), "peak_trade", new Dictionary<string, string>()), new(_ => { }, strict: false), TimeProvider.System);
        using var study = tracker.StartRun(new("study"));
        study.LogParams(new Dictionary<string, object?> { ["fast_window"] = 1 });
        if (andWait)
        {
            tracker.Flush(TimeSpan.FromSeconds(10));
            Console.WriteLine(study.RunId);
            Thread.Sleep(Timeout.Infinite);
        }

        for (var number = 0; true; number++) Console.WriteLine(GivenOutbox.Tell(tracker, $"{number}", study.RunId, number));
    }

    private static void WriteMlflowWithoutEnd(string root)
    {
        var source = Path.Combine(Path.GetDirectoryName(root)!, "source");
        File.WriteAllText(source, new string('x', 100_000));
        using var destination = new MlflowFileStore(root, "killed", TimeProvider.System);
        for (var number = 0; ; number++)
        {
            var id = destination.Begin(new(Guid.NewGuid().ToString("n"), $"run {number}", TimeProvider.System.GetUtcNow(), new Dictionary<string, string> { ["k"] = "v" }), null, default);
            for (var step = 0; step < 20; step++)
            {
                TrackedEntry[] entries = [.. Enumerable.Range(0, 10).Select(i => new TrackedEntry.Metric($"m{i}", i / 3.0, 1_700_000_000_000, step)), new TrackedEntry.Param($"p{step}", "a"), new TrackedEntry.Tag($"t{step % 3}", $"{step}")];
                destination.Log(id, entries, default);
            }

            destination.Log(id, [new TrackedEntry.File("big.txt", source)], default);
            destination.End(id, TrackedRunStatus.Finished, TimeProvider.System.GetUtcNow(), default);
            Console.WriteLine(id);
        }
    }

    private static void Tell(Action action)
    {
        try
        {
            action();
        }
        catch (PeakTradeException fault)
        {
            Console.WriteLine($"{fault.Kind.Id}: {fault.Message} {fault.RecommendedAction}");
        }
    }

    /// <summary>Details whose orders never come: the equity and the trades are written by then.</summary>
    private sealed class HaltingDetails : IRunDetails
    {
        public EquityCurve ReadEquity() => Given.Equity();

        public IReadOnlyList<Trade> ReadTrades() => [Given.Trade()];

        public IReadOnlyList<Order> ReadOrders()
        {
            Console.WriteLine("halfway");
            Thread.Sleep(Timeout.Infinite);
            return [];
        }
    }
}
