using System.Diagnostics;

namespace PeakTrade.Runs.Tests;

/// <summary>Real processes, killed while they save (SIGKILL on Unix), and real disks.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void A_process_killed_in_the_middle_of_a_save_leaves_no_run()
    {
        using (var process = Start(Program.StopHalfway))
        {
            Assert.Equal("halfway", process.StandardOutput.ReadLine());
            Kill(process);
        }

        var left = Assert.Single(_given.Names());
        Assert.StartsWith(".tmp-", left, StringComparison.Ordinal);
        Assert.NotEqual(0, new FileInfo(Path.Combine(_given.Root, left, "equity.csv")).Length);
        Assert.Empty(_given.Find());
        Assert.Empty(_given.Store.RecentIds("", 5));
        Assert.Equal(_given.Save().RunId, _given.FindOnly().RunId);
    }

    [Fact]
    public void Processes_killed_at_any_moment_leave_whole_runs_only()
    {
        var told = new List<string>();
        for (var round = 1; round <= 4; round++)
        {
            using var process = Start(Program.SaveForEver);
            for (var run = 0; run < round * 3; run++) told.Add(process.StandardOutput.ReadLine()!);
            Kill(process);
        }

        var found = _given.Find();
        Assert.All(found, run => Assert.Equal((3, 1, 1), (run.Result!.GetEquity().Equity.Length, run.Result.GetTrades().Count, run.Result.GetOrders().Count)));
        Assert.Superset(told.ToHashSet(StringComparer.Ordinal), found.Select(run => $"{run.Result!.RunId}").ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void A_removal_killed_at_any_moment_leaves_whole_runs_and_rests_that_are_swept()
    {
        for (var round = 1; round <= 4; round++)
        {
            for (var i = 0; i < 20; i++)
            {
                var run = _given.Save(Given.Finished.AddSeconds(i));
                // Enough to delete that a process is killed in the middle of it.
                for (var file = 0; file < 40; file++) File.WriteAllText(Path.Combine(run.RunPath!, $"more-{file}"), "x");
            }

            using var process = Start(Program.RemoveAll);
            for (var run = 0; run < round * 3; run++) Assert.NotNull(process.StandardOutput.ReadLine());
            Kill(process);
            Assert.All(_given.Find(), found =>
            {
                Assert.Equal(3, found.Result!.GetEquity().Equity.Length);
                Assert.Single(found.Result.GetTrades());
                Assert.Equal(40, Directory.GetFiles(found.Result.RunPath!, "more-*").Length);
            });
            Assert.InRange(_given.Names().Count(name => name.StartsWith(".tmp-", StringComparison.Ordinal)), 0, 1);
            new RunStore(_given.Root).Sweep(DateTimeOffset.UtcNow.AddDays(2));
            Assert.Equal(_given.Find().Count, _given.Names().Length);
        }
    }

    [FactWithDisk]
    public void A_full_disk_is_told_and_leaves_nothing()
    {
        using var disk = new SmallDisk("size=256k");
        var store = new RunStore(Path.Combine(disk.Folder, "results"));
        var small = store.Save(Given.Result(), Given.Evidence());
        var curve = new EquityCurve(new long[100_000], new double[100_000], new double[100_000]);
        var fault = Assert.Throws<PeakTradeException>(() => store.Save(Given.Result(new Given.Details(curve, [], [])), Given.Evidence()));
        Assert.Equal("Run.NotStored", fault.Kind.Id);
        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Equal([small.RunPath!], Directory.GetFileSystemEntries(store.Root));
    }

    [FactWithDisk]
    public void A_disk_that_is_read_only_is_told()
    {
        using var disk = new SmallDisk("ro");
        var store = new RunStore(Path.Combine(disk.Folder, "results"));
        var fault = Assert.Throws<PeakTradeException>(() => store.Save(Given.Result(), Given.Evidence()));
        Assert.Equal("Run.NotStored", fault.Kind.Id);
        Assert.Contains("Read-only file system", fault.Message, StringComparison.Ordinal);
    }

    private Process Start(string task)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        return Process.Start(new ProcessStartInfo(dotnet, ["exec", typeof(Program).Assembly.Location, task, _given.Root]) { UseShellExecute = false, RedirectStandardOutput = true })!;
    }

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }
}
