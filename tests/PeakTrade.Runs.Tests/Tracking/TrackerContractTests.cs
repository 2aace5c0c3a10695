namespace PeakTrade.Runs.Tests;

/// <summary>What holds for every tracker, whoever it tells.</summary>
public sealed class TrackerContractTests : IDisposable
{
    private readonly GivenOutbox _given = new();
    private readonly string _key = Guid.NewGuid().ToString();

    public static TheoryData<string> All => ["noop", "mlflow", "listening"];

    public static TheoryData<string> Telling => ["mlflow", "listening"];

    public void Dispose() => _given.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void A_run_has_an_id_of_32_hex_digits(string backend)
    {
        using var tracker = Open(backend);
        using var run = tracker.StartRun(new("one"));
        Assert.Matches("^[0-9a-f]{32}$", run.RunId);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_thrown_by_a_run_that_ends_twice_and_is_spoken_to_afterwards(string backend)
    {
        using var tracker = Open(backend);
        var run = tracker.StartRun(new("one"));
        run.End();
        run.End(TrackedRunStatus.Killed);
        Speak(run);
        run.Dispose();
        run.Dispose();
    }

    [Theory]
    [MemberData(nameof(Telling))]
    public void Everything_told_is_heard(string backend)
    {
        var artifact = _given.Write("trades.csv", "a,b\n1,2\n");
        string id;
        using (var tracker = Open(backend))
        {
            using var run = tracker.StartRun(new("one") { Tags = new Dictionary<string, string> { ["kind"] = "backtest" } });
            id = run.RunId;
            run.LogParams(new Dictionary<string, object?> { ["sizing"] = new Dictionary<string, object?> { ["kind"] = "fraction" }, ["windows"] = new[] { 5, 10 } });
            run.LogMetrics(new Dictionary<string, double> { ["sharpe"] = 1.25, ["sortino"] = double.NaN }, step: 7);
            run.LogMetric("equity", [new(1, 100.5), new(2, double.PositiveInfinity)]);
            run.SetTags(new Dictionary<string, string> { ["symbol"] = "BTC/\"EUR\"\n€" });
            run.LogText("notes/why.txt", "weil ä\n");
            run.LogJson("summary.json", new Dictionary<string, object?> { ["n"] = 1L });
            run.LogFigure("plots/equity.png", new byte[] { 0x89, 0x50, 0, 255 });
            run.LogArtifact(artifact, "tables");
            File.WriteAllText(artifact, "gone"); // Its bytes were taken when it was told.
            run.End();
        }

        var heard = Heard(backend, id);
        Assert.Equal(("one", TrackedRunStatus.Finished, 1), (heard.Name, heard.Status, heard.Ends));
        Assert.Equal(["sizing.kind=fraction", "windows.0=5", "windows.1=10"], heard.Params.Select(p => $"{p.Key}={p.Value}"));
        Assert.Equal([("equity", 1, 100.5), ("equity", 2, double.PositiveInfinity), ("sharpe", 7, 1.25), ("sortino", 7, double.NaN)], heard.Metrics.Select(m => (m.Key, m.Step, m.Value)));
        Assert.Equal(("backtest", "BTC/\"EUR\"\n€"), (heard.Tags["kind"], heard.Tags["symbol"]));
        Assert.Equal(["notes/why.txt", "plots/equity.png", "summary.json", "tables/trades.csv"], heard.Files.Keys);
        Assert.Equal(("weil ä\n", "{\n  \"n\": 1\n}\n", "a,b\n1,2\n"), (heard.Text("notes/why.txt"), heard.Text("summary.json"), heard.Text("tables/trades.csv")));
        Assert.Equal([0x89, 0x50, 0, 255], heard.Files["plots/equity.png"]);
    }

    [Theory]
    [MemberData(nameof(Telling))]
    public void A_run_whose_work_threw_ends_as_failed(string backend)
    {
        string? id = null;
        using (var tracker = Open(backend))
        {
            Assert.Throws<InvalidOperationException>((Action)(() =>
            {
                using var run = tracker.StartRun(new("one"));
                id = run.RunId;
                run.LogParams(new Dictionary<string, object?> { ["a"] = 1 });
                throw new InvalidOperationException("The work.");
            }));
        }

        Assert.Equal((TrackedRunStatus.Failed, 1, "1"), (Heard(backend, id!).Status, Heard(backend, id!).Ends, Heard(backend, id!).Params["a"]));
    }

    [Theory]
    [MemberData(nameof(Telling))]
    public void What_is_told_after_the_end_is_not_heard(string backend)
    {
        string id;
        using (var tracker = Open(backend))
        {
            using var run = tracker.StartRun(new("one"));
            id = run.RunId;
            run.End(TrackedRunStatus.Killed);
            run.End();
            Speak(run);
        }

        var heard = Heard(backend, id);
        Assert.Equal((TrackedRunStatus.Killed, 1), (heard.Status, heard.Ends));
        Assert.Empty(heard.Params);
        Assert.Empty(heard.Metrics);
        Assert.Empty(heard.Files);
    }

    [Theory]
    [MemberData(nameof(Telling))]
    public void Eight_threads_of_fifty_runs_never_mix(string backend)
    {
        var ids = new string[8, 50];
        using (var tracker = Open(backend))
        {
            var threads = Enumerable.Range(0, 8).Select(thread => new Thread(() =>
            {
                for (var at = 0; at < 50; at++) ids[thread, at] = GivenOutbox.Tell(tracker, $"{thread}-{at}", number: (thread * 50) + at);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        }

        for (var number = 0; number < 400; number++)
        {
            var heard = Heard(backend, ids[number / 50, number % 50]);
            Assert.Equal(($"{number / 50}-{number % 50}", $"{number}", $"because {number}", 1), (heard.Name, heard.Params["fast_window"], heard.Text("notes/why.txt"), heard.Ends));
            Assert.Equal((5, 3, 3), (heard.Metrics.Count, heard.Params.Count, heard.Files.Count));
            Assert.Contains(heard.Metrics, m => m.Key == "sharpe" && m.Value == number / 2.0);
        }

        Assert.Empty(_given.Warnings);
    }

    [Theory]
    [InlineData("mlflow")]
    [InlineData("listening")]
    public void A_file_s_name_stays_within_the_run(string backend)
    {
        using var tracker = Open(backend);
        using var run = tracker.StartRun(new("one"));
        foreach (var name in new[] { "", "/etc/passwd", "../x", "a/../../x", "a//b", "./x", @"..\x", @"C:\x", "a\0b", new string('x', 201), string.Join('/', Enumerable.Repeat("abcdefgh", 80)) })
        {
            Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => run.LogText(name, "x")).Kind.Id);
            Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => run.LogFigure(name, new byte[1])).Kind.Id);
        }
    }

    [Fact]
    public void The_noop_tracker_takes_no_memory()
    {
        using var tracker = Open("noop");
        var start = new TrackedRunStart("one");
        var values = new Dictionary<string, object?> { ["a"] = 1 };
        Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < 100; at++) Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Once()
        {
            using var run = tracker.StartRun(start);
            run.LogParams(values);
            run.LogText("a", "b");
            run.End();
        }
    }

    private static void Speak(ITrackedRun run)
    {
        run.LogParams(new Dictionary<string, object?> { ["late"] = 1 });
        run.LogMetrics(new Dictionary<string, double> { ["late"] = 1 });
        run.LogText("late.txt", "late");
        run.SetTags(new Dictionary<string, string> { ["late"] = "1" });
    }

    private ITracker Open(string backend)
    {
        var registry = new TrackerRegistry(_ => _given.There);
        registry.Register("listening", typeof(ListeningTracker));
        return registry.Open(new() { Enabled = true, Backend = backend, Settings = new Dictionary<string, object?> { ["key"] = _key } }, _given.Folder, _given.Warn, TimeProvider.System)!;
    }

    private HeardRun Heard(string backend, string id) => backend == "mlflow" ? _given.There[id] : ListeningTracker.Heard[_key][id];
}
