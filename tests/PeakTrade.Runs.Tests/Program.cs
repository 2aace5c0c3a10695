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

    public const string TrackForEver = "track-for-ever";
    public const string TrackAndWait = "track-and-wait";

    public static int Main(string[] arguments)
    {
        if (arguments is [TrackForEver or TrackAndWait, var outbox, var destination]) Track(outbox, destination, arguments[0] == TrackAndWait);
        if (arguments is not [var task, var root]) return 2;
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
