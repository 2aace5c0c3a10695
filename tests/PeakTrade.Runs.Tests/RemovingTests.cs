namespace PeakTrade.Runs.Tests;

/// <summary>How runs leave a store, and which never do.</summary>
public sealed class RemovingTests : IDisposable
{
    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void A_removed_run_is_gone_and_what_it_held_is_told()
    {
        var (one, other) = (_given.Save(), _given.Save(Given.Finished.AddDays(1)));
        var bytes = Directory.GetFiles(one.RunPath!).Sum(f => new FileInfo(f).Length);
        var removed = RunStore.Remove(Look(one))!;
        Assert.Equal(new RemovedRun(one.RunId!.Value, "ma_crossover", "BTC/EUR", Given.Finished, bytes, one.RunPath!), removed);
        Assert.Equal([$"{other.RunId}"], _given.Names());
    }

    [Fact]
    public void A_protected_run_is_never_removed()
    {
        var kept = _given.Store.Save(Given.Result() with { IsKept = true }, Given.Evidence());
        Assert.True(_given.FindOnly().IsKept);
        var late = Look(_given.Save(Given.Finished.AddDays(1)));
        RunStore.Keep(late.Folder, keep: true, "after somebody had looked");
        foreach (var run in new[] { Look(kept), late }) Assert.Equal("Run.Kept", Assert.Throws<PeakTradeException>(() => RunStore.Remove(run)).Kind.Id);
        Assert.Equal(2, _given.Find().Count);
    }

    [Fact]
    public void A_reason_is_kept_until_another_is_given_and_goes_with_the_protection()
    {
        var folder = _given.Save().RunPath!;
        Assert.Equal("live", RunStore.Keep(folder, keep: true, "live").Reason);
        Assert.Equal("live", RunStore.Keep(folder, keep: true).Reason);
        Assert.Equal("paper", RunStore.Keep(folder, keep: true, "paper").Reason);
        Assert.False(RunStore.Keep(folder, keep: false).IsKept);
        Assert.False(_given.FindOnly().IsKept);
        RunStore.Keep(folder, keep: false);
        Assert.Equal("Run.Missing", Assert.Throws<PeakTradeException>(() => RunStore.Keep(Path.Combine(_given.Root, $"{Guid.NewGuid():D}"), keep: true)).Kind.Id);
        Assert.Equal("Run.Missing", Assert.Throws<PeakTradeException>(() => RunStore.Keep(_given.Outside, keep: true)).Kind.Id);
    }

    [Fact]
    public void Protecting_a_run_changes_neither_its_place_nor_its_files()
    {
        var first = _given.Save();
        _given.Save(Given.Finished.AddMinutes(1));
        var before = Directory.GetFiles(first.RunPath!).ToDictionary(f => f, File.ReadAllBytes);
        RunStore.Keep(first.RunPath!, keep: true);
        Assert.Equal(first.RunId, _given.Find()[1].Result!.RunId);
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
    }

    [Fact]
    public void A_damaged_run_is_listed_by_the_time_of_its_files_and_can_go()
    {
        var run = _given.Save();
        File.WriteAllText(Path.Combine(run.RunPath!, "run.json"), "{");
        File.SetLastWriteTimeUtc(Path.Combine(run.RunPath!, "run.json"), new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var damaged = Assert.Single(_given.Store.List([], []));
        Assert.Equal((null, 2021), (damaged.Strategy, damaged.Finished.Year));
        Assert.Null(RunStore.Remove(damaged)!.Strategy);
        Assert.Empty(_given.Names());
    }

    [Fact]
    public void A_link_in_place_of_a_run_is_refused_and_links_inside_a_run_are_not_followed()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_given.Outside, "elsewhere")).FullName;
        File.WriteAllText(Path.Combine(outside, "precious"), new string('x', 100_000));
        var run = _given.Save();
        Directory.CreateSymbolicLink(Path.Combine(run.RunPath!, "inside"), outside);
        Assert.InRange(RunStore.Remove(Look(run))!.Bytes, 1, 99_999);

        var link = Path.Combine(_given.Root, $"{Guid.NewGuid():D}");
        Directory.CreateSymbolicLink(link, outside);
        var fault = Assert.Throws<PeakTradeException>(() => RunStore.Remove(RunStore.Look(link)!));
        Assert.Equal("Run.NotRemoved", fault.Kind.Id);
        Assert.Contains("is a link", fault.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(outside, "precious")));
    }

    [Fact]
    public void A_read_only_run_stays_whole_and_is_told()
    {
        if (OperatingSystem.IsWindows()) return;
        var run = _given.Save();
        File.SetUnixFileMode(run.RunPath!, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("is read-only", Assert.Throws<PeakTradeException>(() => RunStore.Remove(Look(run))).Message, StringComparison.Ordinal);
        Assert.Equal(3, _given.FindOnly().GetEquity().Equity.Length);
        File.SetUnixFileMode(run.RunPath!, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_run_that_another_process_has_removed_is_no_fault()
    {
        var run = Look(_given.Save());
        Directory.Delete(run.Folder, recursive: true);
        Assert.Null(RunStore.Remove(run));
        Assert.Null(RunStore.Look(run.Folder));
    }

    [Fact]
    public void What_a_killed_removal_left_is_swept()
    {
        var rest = Directory.CreateDirectory(Path.Combine(_given.Root, $".tmp-{Guid.NewGuid():D}")).FullName;
        File.WriteAllText(Path.Combine(rest, "equity.csv"), "rest");
        new RunStore(_given.Root).Sweep(DateTimeOffset.UtcNow);
        Assert.True(Directory.Exists(rest)); // It may be a save that goes on.
        new RunStore(_given.Root).Sweep(DateTimeOffset.UtcNow.AddDays(2));
        Assert.False(Directory.Exists(rest));
        new RunStore(Path.Combine(_given.Outside, "nowhere")).Sweep(DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task A_reader_beside_a_removal_sees_whole_runs_or_none()
    {
        for (var i = 0; i < 60; i++) _given.Save(Given.Finished.AddSeconds(i));
        var runs = _given.Store.List([], []);
        var remover = Task.Run(() => runs.ToList().ForEach(run => RunStore.Remove(run)));
        while (!remover.IsCompleted) Assert.All(_given.Find(), found => Assert.Null(found.Error));
        await remover;
        Assert.Empty(_given.Names());
    }

    [Fact]
    public void Two_removers_of_one_store_take_each_run_once()
    {
        for (var i = 0; i < 40; i++) _given.Save(Given.Finished.AddSeconds(i));
        var runs = _given.Store.List([], []);
        var removed = Enumerable.Range(0, 2).AsParallel().WithDegreeOfParallelism(2).Select(_ => runs.Count(run => RunStore.Remove(run) is not null)).ToList();
        Assert.Equal(40, removed.Sum());
        Assert.Empty(_given.Names());
    }

    private static StoredRun Look(BacktestResult run) => RunStore.Look(run.RunPath!)!;
}
