namespace PeakTrade.Cli.Tests.Batches;

/// <summary>A batch on a disk that is too small for one of its runs.</summary>
public sealed class DiskFullTests : IDisposable
{
    // Twenty small runs take some 900 kB, and the big one 2 MB.
    private const int Small = 1900, Large = 6000;

    private readonly Twenty _twenty = new();

    public void Dispose() => _twenty.Dispose();

    [SmallDiskTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_run_fails_for_the_full_disk_and_is_the_only_one_to_run_when_there_is_room(int workers)
    {
        using var disk = new SmallDisk(Small);
        Batch();

        var first = _twenty.Run("--output-root", disk.Path, "--max-workers", $"{workers}");

        _twenty.OneFailed(first, "Run.NotStored", "the disk is full", Twenty.RootIn(disk.Path));
        var kept = Twenty.Tree(Path.Combine(Twenty.RootIn(disk.Path), "runs"));
        disk.Grow(Large);
        var second = _twenty.Run("--output-root", disk.Path, "--max-workers", $"{workers}").Good();
        Assert.Equal("19 skipped, 1 success", Twenty.Tally(second));
        Assert.Equal(20, Twenty.Whole(Twenty.RootIn(disk.Path)));
        Assert.All(kept, file => Assert.Equal(file.Value, Twenty.Tree(Path.Combine(Twenty.RootIn(disk.Path), "runs"))[file.Key]));
    }

    [SmallDiskFact]
    public void A_disk_without_room_for_the_batch_itself_is_said_before_anything_is_run()
    {
        using var disk = new SmallDisk(16);
        Batch();
        using (var rest = File.Create(Path.Combine(disk.Path, "rest"))) Fill(rest);

        var outcome = _twenty.Run("--output-root", disk.Path);

        Assert.Equal(2, outcome.Code);
        Assert.Equal("Batch.NotWritten", Assert.Single(outcome.Objects).GetProperty("error").GetString());
        Assert.Contains("the disk is full", outcome.Error);
    }

    [SmallDiskFact]
    public void A_disk_that_may_only_be_read_is_said_before_anything_is_run()
    {
        using var disk = new SmallDisk(Small);
        disk.MakeReadOnly();
        Batch();

        var outcome = _twenty.Run("--output-root", disk.Path);

        Assert.Equal(2, outcome.Code);
        Assert.Equal("Batch.NotWritten", Assert.Single(outcome.Objects).GetProperty("error").GetString());
        Assert.Contains("Read-only file system", outcome.Error);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    private void Batch()
    {
        _twenty.AddBig(30_000);
        _twenty.Of("data_path: data/big_1m.csv, settings: { results.trades: csv }", ", settings: { results.trades: csv }");
    }

    private static void Fill(FileStream file)
    {
        try
        {
            while (true) file.Write(new byte[4096]);
        }
        catch (IOException)
        {
        }
    }
}
