using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Runs.Tests;

/// <summary>What comes of runs when their destination does not take them at once.</summary>
public sealed class OutboxDeliveryTests : IDisposable
{
    private readonly GivenOutbox _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void What_is_delivered_leaves_nothing_behind()
    {
        using (var tracker = _given.Open()) GivenOutbox.Tell(tracker, "one");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_given.Folder).Where(path => !path.EndsWith("sender.lock", StringComparison.Ordinal)));
        Assert.Equal(("Peak_Trade", "backtest"), (_given.There.Runs[0].Tags["project"], _given.There.Runs[0].Tags["kind"]));
        Assert.True(_given.There.IsDisposed);
    }

    [Fact]
    public void A_tracker_that_is_not_used_leaves_no_trace()
    {
        _given.Open().Dispose();
        Assert.False(Directory.Exists(_given.Folder));
    }

    [Fact]
    public void A_destination_that_is_down_is_told_once_and_holds_nobody()
    {
        _given.There.Fails = (_, _) => MemoryDestination.Down;
        var started = TimeProvider.System.GetTimestamp();
        using (var tracker = _given.Open())
        {
            for (var number = 0; number < 5; number++) GivenOutbox.Tell(tracker, $"{number}", number: number);
        }

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 2);
        Assert.Equal(5, _given.Waiting().Length);
        var warning = Assert.Single(_given.Warnings);
        Assert.Equal($"The server does not answer; tracked runs wait in {_given.Folder} for the next tracked command, or for Send-TrackedRun (peaktrade tracking send).", warning);
    }

    [Fact]
    public void It_is_asked_again_after_a_pause_that_doubles_to_half_a_minute()
    {
        var clock = new HandClock();
        using var given = new GivenOutbox { Clock = clock };
        given.There.Fails = (_, _) => MemoryDestination.Down;
        using var tracker = given.Open();
        GivenOutbox.Tell(tracker, "one");
        GivenOutbox.Until(() => given.There.Calls == 1);
        var calls = 1;
        foreach (var pause in new[] { 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30 })
        {
            Thread.Sleep(5); // The pause is set a moment after the call.
            clock.Advance(TimeSpan.FromSeconds(pause - 0.05));
            Thread.Sleep(10);
            Assert.Equal(calls, given.There.Calls);
            clock.Advance(TimeSpan.FromSeconds(0.05));
            calls++;
            GivenOutbox.Until(() => given.There.Calls == calls);
        }

        given.There.Fails = (_, _) => null;
        Thread.Sleep(5);
        clock.Advance(TimeSpan.FromSeconds(30));
        GivenOutbox.Until(() => given.Waiting().Length == 0);
        Assert.Equal(1, given.There.Runs[0].Ends);
        Assert.Single(given.Warnings);
    }

    [Fact]
    public void A_run_is_gone_on_with_from_where_it_failed()
    {
        using (var tracker = _given.Open())
        {
            var logs = 0;
            _given.There.Fails = (call, _) => call == "log" && ++logs > 2 ? MemoryDestination.Down : null; // A call takes 1,000 at most.
            using var run = tracker.StartRun(new("long"));
            run.LogMetric("loss", [.. Enumerable.Range(0, 2500).Select(step => new MetricPoint(step, step))]);
            run.End();
        }

        Assert.InRange(_given.There.Runs[0].Entries, 2, 2000);
        _given.There.Fails = (_, _) => null;
        _given.Open().Dispose();
        var heard = Assert.Single(_given.There.Runs);
        Assert.Equal((2500, 2500, 1, 1), (heard.Entries, heard.Metrics.Count, heard.Ends, _given.There.Order.Count(call => call == "begin long")));
    }

    [Fact]
    public void A_run_that_is_not_wanted_is_set_aside_and_the_others_go_on()
    {
        _given.There.Fails = (call, run) => call == "log" && run == "two" ? MemoryDestination.Refusal : null;
        string id;
        using (var tracker = _given.Open())
        {
            GivenOutbox.Tell(tracker, "one");
            id = GivenOutbox.Tell(tracker, "two");
            GivenOutbox.Tell(tracker, "three");
        }

        Assert.Equal(["one", "three"], _given.There.Runs.Where(run => run.Ends == 1).Select(run => run.Name));
        var folder = Path.Combine(_given.Folder, "refused", id);
        Assert.Equal("A name is too long.\n", File.ReadAllText(Path.Combine(folder, "reason.txt")));
        Assert.Contains($"does not take the tracked run two: A name is too long; it is set aside in {folder}", Assert.Single(_given.Warnings), StringComparison.Ordinal);
        Assert.Empty(_given.Waiting());
    }

    [Fact]
    public void Children_find_a_parent_that_was_delivered_and_removed_before_them()
    {
        string parent, child;
        _given.There.Fails = (_, run) => run == "child" ? MemoryDestination.Down : null;
        using (var tracker = _given.Open())
        {
            using var study = tracker.StartRun(new("study"));
            parent = study.RunId;
            child = GivenOutbox.Tell(tracker, "child", parent);
            study.End();
        }

        _given.There.Fails = (_, _) => null;
        _given.Open().Dispose();
        Assert.Equal("there-" + parent, _given.There[child].Parent);
        Assert.Equal(1, _given.There[parent].Ends);
        Assert.False(Directory.Exists(Path.Combine(_given.Folder, "ids")));
    }

    [Fact]
    public void A_child_begun_long_after_its_parent_s_end_still_finds_it()
    {
        string parent, child;
        using (var tracker = _given.Open())
        {
            parent = GivenOutbox.Tell(tracker, "study");
            Assert.True(tracker.Flush(TimeSpan.FromSeconds(10)));
            Assert.Empty(_given.Waiting());
            _given.There.Fails = (_, _) => MemoryDestination.Down;
            child = GivenOutbox.Tell(tracker, "child", parent);
        }

        _given.There.Fails = (_, _) => null;
        _given.Open().Dispose(); // Another process, which never knew the parent.
        Assert.Equal("there-" + parent, _given.There[child].Parent);
    }

    [Fact]
    public void Parents_begin_before_their_children()
    {
        using (var tracker = _given.Open())
        {
            using var batch = tracker.StartRun(new("batch"));
            Parallel.For(0, 40, new() { MaxDegreeOfParallelism = 8 }, at => GivenOutbox.Tell(tracker, $"{at}", batch.RunId, at));
            batch.End();
        }

        Assert.Equal("begin batch", _given.There.Order[0]);
        Assert.Equal(40, _given.There.Runs.Count(run => run.Parent == $"there-{IdOf("batch")}"));
    }

    [Fact]
    public void A_long_run_is_written_every_second_and_delivered_as_it_goes()
    {
        var clock = new HandClock();
        using var given = new GivenOutbox { Clock = clock };
        using var tracker = given.Open();
        using var run = tracker.StartRun(new("long"));
        run.LogMetrics(new Dictionary<string, double> { ["loss"] = 1 });
        Assert.Empty(given.There.Runs);
        clock.Advance(TimeSpan.FromSeconds(1));
        GivenOutbox.Until(() => given.There.Runs.Count == 1 && given.There.Runs[0].Metrics.Count == 1);
        Assert.Null(given.There.Runs[0].Status);
        run.LogMetrics(new Dictionary<string, double> { ["loss"] = 0.5 }, step: 1);
        Assert.True(tracker.Flush(TimeSpan.FromSeconds(10)));
        Assert.Equal(2, given.There.Runs[0].Entries);
    }

    [Fact]
    public void Strict_makes_a_failed_delivery_a_fault_at_the_flush_and_once_only()
    {
        _given.There.Fails = (_, _) => MemoryDestination.Down;
        var tracker = _given.Open(strict: true);
        tracker.StartRun(new("one"));
        var fault = Assert.Throws<PeakTradeException>(() => tracker.Flush(TimeSpan.FromSeconds(5)));
        Assert.Equal("Tracking.Failed", fault.Kind.Id);
        Assert.Contains("The server does not answer", fault.Message, StringComparison.Ordinal);
        Assert.Throws<PeakTradeException>(tracker.Dispose); // By the run that it ends.
        Assert.Empty(_given.Warnings);
        Assert.Single(_given.Waiting());
    }

    [Fact]
    public void A_destination_that_is_slow_is_not_waited_for_without_end()
    {
        _given.There.Fails = (_, _) =>
        {
            Thread.Sleep(100);
            return null;
        };
        using (var tracker = _given.Open())
        {
            for (var number = 0; number < 5; number++) GivenOutbox.Tell(tracker, $"{number}");
            Assert.False(tracker.Flush(TimeSpan.FromSeconds(0.2)));
            _given.There.Fails = (_, _) => null;
        }

        Assert.Equal($"memory://here did not take all tracked runs in time; tracked runs wait in {_given.Folder} for the next tracked command, or for Send-TrackedRun (peaktrade tracking send).", Assert.Single(_given.Warnings));
        Assert.Equal(5, _given.There.Runs.Count(run => run.Ends == 1));
    }

    [Fact]
    public void A_destination_that_never_answers_is_waited_for_three_seconds()
    {
        using var end = new ManualResetEventSlim();
        _given.There.Fails = (_, _) =>
        {
            end.Wait();
            return MemoryDestination.Down; // Nothing is written behind the test's back.
        };
        var tracker = _given.Open();
        GivenOutbox.Tell(tracker, "one");
        var started = TimeProvider.System.GetTimestamp();
        tracker.Dispose();
        // Three, and one for the call that hears no cancellation.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 2.9, 6);
        Assert.Contains("did not take all tracked runs in time", Assert.Single(_given.Warnings), StringComparison.Ordinal);
        end.Set();
    }

    [Fact]
    public void Strict_forgives_a_failure_that_has_passed()
    {
        var calls = 0;
        _given.There.Fails = (_, _) => calls++ == 0 ? MemoryDestination.Down : null;
        using var tracker = _given.Open(strict: true);
        using var run = tracker.StartRun(new("one"));
        run.LogText("a.txt", "a");
        try
        {
            tracker.Flush(TimeSpan.FromSeconds(5));
        }
        catch (PeakTradeException)
        {
            // The first time it is down.
        }

        Assert.True(tracker.Flush(TimeSpan.FromSeconds(5)));
        run.End();
    }

    [Fact]
    public void An_artifact_that_is_not_there_is_told_and_costs_nothing_else()
    {
        using (var tracker = _given.Open())
        {
            using var run = tracker.StartRun(new("one"));
            run.LogArtifact(Path.Combine(_given.Outside, "missing.csv"));
            run.LogText("a.txt", "a");
            run.End();
        }

        Assert.Equal($"The tracker cannot take the file {Path.Combine(_given.Outside, "missing.csv")}: it does not exist.", Assert.Single(_given.Warnings));
        Assert.Equal(["a.txt"], _given.There.Runs[0].Files.Keys);
    }

    [Fact]
    public void Whatever_fails_and_when_the_destination_holds_in_the_end_what_it_would_hold_had_nothing_failed()
    {
        using var calm = new GivenOutbox();
        Story(calm, []);
        var expected = calm.There.Content();
        var failures = Gen.ListOf(Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))).Resize(60);
        Prop.ForAll(failures.ToArbitrary(), script =>
        {
            using var given = new GivenOutbox();
            Story(given, [.. script]);
            Assert.Equal(expected, given.There.Content());
            Assert.All(given.There.Runs, run => Assert.Equal(1, run.Ends));
            Assert.Empty(given.Waiting());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithReplay(7, 11));
    }

    // Three processes one after the other; each call and each entry asks the script whether it fails.

    private static void Story(GivenOutbox given, bool[] script)
    {
        var at = -1;
        given.There.Fails = (_, _) => Interlocked.Increment(ref at) is var now && now < script.Length && script[now] ? MemoryDestination.Down : null;
        for (var process = 0; process < 3; process++)
        {
            using var tracker = given.Open();
            using var study = tracker.StartRun(new($"study {process}"));
            for (var trial = 0; trial < 2; trial++) GivenOutbox.Tell(tracker, $"trial {process}.{trial}", study.RunId, trial);
            study.End();
        }

        given.There.Fails = (_, _) => null;
        given.Open().Dispose();
    }

    private string IdOf(string name) => _given.There.Runs.Select((run, at) => (run, at)).Where(run => run.run.Name == name).Select(run => _given.There.IdAt(run.at)).Single();
}
