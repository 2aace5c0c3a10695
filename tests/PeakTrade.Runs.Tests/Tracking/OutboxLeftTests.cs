namespace PeakTrade.Runs.Tests;

/// <summary>What comes of runs that another process left in the outbox, whole or not.</summary>
public sealed class OutboxLeftTests : IDisposable
{
    private readonly GivenOutbox _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void The_next_process_sends_what_an_earlier_one_left()
    {
        _given.There.Fails = (_, _) => MemoryDestination.Down;
        using (var tracker = _given.Open()) GivenOutbox.Tell(tracker, "one", number: 1);
        using (var tracker = _given.Open()) GivenOutbox.Tell(tracker, "two", number: 2);
        _given.There.Fails = (_, _) => null;
        _given.Open().Dispose();
        Assert.Equal(["begin one", "end one", "begin two", "end two"], _given.There.Order);
        Assert.All(_given.There.Runs, run => Assert.Equal((1, 3, 3), (run.Ends, run.Params.Count, run.Files.Count)));
        Assert.Empty(_given.Waiting());
    }

    [Fact]
    public void A_command_waits_for_its_own_runs_and_about_a_second_for_those_that_others_left()
    {
        _given.There.Fails = (_, _) => MemoryDestination.Down;
        using (var tracker = _given.Open())
        {
            for (var number = 0; number < 100; number++) GivenOutbox.Tell(tracker, $"left {number}", number: number);
        }

        _given.Warnings.Clear();
        _given.There.Fails = (call, _) =>
        {
            if (call == "end") Thread.Sleep(100); // 10 s for all of them.
            return null;
        };
        var started = TimeProvider.System.GetTimestamp();
        using (var tracker = _given.Open(strict: true))
        {
            GivenOutbox.Until(() => _given.There.Runs.Count > 0);
            GivenOutbox.Tell(tracker, "mine"); // Strict: it is delivered by now.
            Assert.Contains(_given.There.Runs, run => run is { Name: "mine", Ends: 1 });
            Assert.InRange(_given.There.Runs.Count, 2, 60);
        }

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1, 8);
        Assert.InRange(_given.Waiting().Length, 1, 98);
        Assert.Empty(_given.Warnings);
        _given.There.Fails = (_, _) => null;
        _given.Open().Dispose();
        Assert.Empty(_given.Waiting());
        Assert.Equal(101, _given.There.Runs.Count(run => run.Ends == 1));
    }

    [Fact]
    public void Runs_for_another_place_or_experiment_stay()
    {
        _given.There.Fails = (_, _) => MemoryDestination.Down;
        using (var tracker = _given.Open()) GivenOutbox.Tell(tracker, "one");
        _given.There.Fails = (_, _) => null;
        var elsewhere = new MemoryDestination { Address = "memory://elsewhere" };
        _given.Open(elsewhere).Dispose();
        _given.Open(experiment: "another").Dispose();
        Assert.Empty(elsewhere.Runs);
        var waiting = Assert.Single(new OutboxList(_given.Folder, TimeProvider.System).Find());
        Assert.Equal(("one", "memory://here", "peak_trade", 12, false), (waiting.Name, waiting.Address, waiting.Experiment, waiting.Entries, waiting.IsInUse));
    }

    [Fact]
    public void A_run_that_its_owner_left_without_an_end_ends_as_killed_at_its_last_write()
    {
        var id = LeaveRunning("one");
        var journal = Path.Combine(_given.Folder, id, "journal.jsonl");
        var at = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.AppendAllText(journal, "{\"metric\":\"torn\",\"val");
        File.SetLastWriteTimeUtc(journal, at);
        _given.Open().Dispose();
        Assert.Equal((TrackedRunStatus.Killed, new DateTimeOffset(at), 1), (_given.There[id].Status, _given.There[id].Ended, _given.There[id].Ends));
        Assert.Equal(3, _given.There[id].Params.Count);
        Assert.DoesNotContain(_given.There[id].Metrics, metric => metric.Key == "torn");
    }

    [Fact]
    public void A_delivered_run_whose_removal_was_cut_short_is_not_sent_again()
    {
        var id = LeaveRunning("one");
        Directory.Move(Path.Combine(_given.Folder, id), Path.Combine(_given.Folder, id + ".gone"));
        LeaveRunning("two");
        _given.Open().Dispose();
        Assert.Equal("two", Assert.Single(_given.There.Runs).Name);
        Assert.Empty(Directory.GetDirectories(_given.Folder));
    }

    [Fact]
    public void A_journal_that_is_damaged_is_set_aside()
    {
        var id = LeaveRunning("one");
        File.AppendAllText(Path.Combine(_given.Folder, id, "journal.jsonl"), "\0\0\0\0\n{\"end\":\"finished\",\"time\":\"2026-01-02T03:04:05Z\"}\n");
        _given.Open().Dispose();
        Assert.Contains("a line that cannot be read", File.ReadAllText(Path.Combine(_given.Folder, "refused", id, "reason.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_senders_at_once_deliver_each_run_once()
    {
        _given.There.Fails = (_, _) => MemoryDestination.Down;
        using (var tracker = _given.Open())
        {
            for (var number = 0; number < 30; number++) GivenOutbox.Tell(tracker, $"{number}", number: number);
        }

        _given.There.Fails = (_, _) => null;
        Parallel.For(0, 4, _ => _given.Open().Dispose());
        Assert.Equal(30, _given.There.Runs.Count);
        Assert.All(_given.There.Runs, run => Assert.Equal((1, 12), (run.Ends, run.Entries)));
    }

    [Fact]
    public void What_waits_is_listed_and_sent_by_hand()
    {
        _given.There.Fails = (_, run) => run == "bad" ? MemoryDestination.Refusal : MemoryDestination.Down;
        using (var tracker = _given.Open())
        {
            GivenOutbox.Tell(tracker, "bad");
            GivenOutbox.Tell(tracker, "good");
            Assert.False(tracker.Flush(TimeSpan.FromSeconds(1)));
            Assert.Contains(new OutboxList(_given.Folder, TimeProvider.System).Find(), run => run is { Name: "good", IsInUse: true });
        }

        var list = new OutboxList(_given.Folder, TimeProvider.System);
        Assert.Equal([("good", null), ("bad", "A name is too long.")], list.Find().Select(run => (run.Name, run.Refusal)));
        _given.There.Fails = (_, _) => MemoryDestination.Down;
        var registry = new TrackerRegistry(_ => _given.There);
        Assert.Contains("The server does not answer; the run good waits on in ", Assert.Single(list.Send(registry, new())).Error!.Message, StringComparison.Ordinal);
        _given.There.Fails = (_, _) => null;
        Assert.Equal(["bad", "good"], list.Send(registry, new(), refusedToo: true).Select(sent => sent.Result!.Name));
        Assert.Empty(list.Find());
    }

    // As a killed process would: its owner's file is there and nobody holds it.
    private string LeaveRunning(string name)
    {
        var elsewhere = new GivenOutbox();
        elsewhere.There.Fails = (_, _) => MemoryDestination.Down;
        var tracker = elsewhere.Open();
        var run = tracker.StartRun(new(name));
        run.LogParams(new Dictionary<string, object?> { ["a"] = 1, ["b"] = 2, ["c"] = 3 });
        tracker.Flush(TimeSpan.FromSeconds(1));
        Directory.CreateDirectory(Path.Combine(_given.Folder, run.RunId));
        File.Copy(Path.Combine(elsewhere.Folder, run.RunId, "journal.jsonl"), Path.Combine(_given.Folder, run.RunId, "journal.jsonl"));
        tracker.Dispose();
        elsewhere.Dispose();
        return run.RunId;
    }
}
