namespace PeakTrade.Runs.Tests;

/// <summary>An outbox that cannot be written costs the runs nothing.</summary>
public sealed class OutboxDiskTests : IDisposable
{
    private readonly GivenOutbox _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void A_file_where_the_outbox_should_be_is_told_once()
    {
        File.WriteAllText(_given.Folder, "");
        using (var tracker = _given.Open())
        {
            for (var run = 0; run < 3; run++) GivenOutbox.Tell(tracker, "one");
        }

        Assert.StartsWith($"Runs are tracked no longer: the outbox {_given.Folder} cannot be written (", Assert.Single(_given.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_makes_it_a_fault_at_the_end_of_the_run()
    {
        File.WriteAllText(_given.Folder, "");
        using var tracker = _given.Open(strict: true);
        var run = tracker.StartRun(new("one"));
        run.LogText("a.txt", "a");
        Assert.Equal("Tracking.Failed", Assert.Throws<PeakTradeException>(() => run.End()).Kind.Id);
        Assert.Empty(_given.Warnings);
    }

    [FactWithDisk]
    public void A_disk_that_is_read_only_is_told_once()
    {
        using var disk = new SmallDisk("ro");
        Assert.Contains("Read-only file system", Assert.Single(Track(disk, runs: 3)), StringComparison.Ordinal);
    }

    [FactWithDisk]
    public void A_full_disk_is_told_once_and_what_was_whole_before_is_delivered_later()
    {
        using var disk = new SmallDisk("size=512k");
        _given.There.Fails = (_, _) => MemoryDestination.Down;
        var warnings = Track(disk, runs: 200);
        Assert.Contains(warnings, warning => warning.Contains("the disk is full", StringComparison.Ordinal));
        Assert.Equal(2, warnings.Count); // The destination is down as well.
        _given.There.Fails = (_, _) => null;
        Track(disk, runs: 0);
        Assert.InRange(_given.There.Runs.Count(run => run.Status == TrackedRunStatus.Finished), 5, 199);
        Assert.All(_given.There.Runs.Where(run => run.Status == TrackedRunStatus.Finished), run => Assert.Equal((3, 5, 3), (run.Params.Count, run.Metrics.Count, run.Files.Count)));
        Assert.InRange(_given.There.Runs.Count(run => run.Status == TrackedRunStatus.Killed), 0, 1);
    }

    [FactWithoutRoot]
    public void A_folder_without_permission_is_told_once()
    {
        Directory.CreateDirectory(_given.Folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_given.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using (var tracker = _given.Open()) GivenOutbox.Tell(tracker, "one");
        Assert.Contains("there is no permission to write there", Assert.Single(_given.Warnings), StringComparison.Ordinal);
    }

    private List<string> Track(SmallDisk disk, int runs)
    {
        var warnings = new List<string>();
        using (var tracker = new OutboxTracker(Path.Combine(disk.Folder, "outbox"), new(_given.There, "peak_trade", new Dictionary<string, string>()), new(warnings.Add, strict: false), TimeProvider.System))
        {
            for (var run = 0; run < runs; run++) GivenOutbox.Tell(tracker, $"{run}", number: run);
        }

        return warnings;
    }
}
