using System.Diagnostics;
using PeakTrade.Data.Lake;
using PeakTrade.Data.Tests.DuckDb;
using PeakTrade.Runs.Tests;
using static PeakTrade.Data.Tests.Lake.TemporaryLake;

namespace PeakTrade.Data.Tests.Lake;

/// <summary>Imports that have to wait, are cancelled, or meet a disk that does not take them.</summary>
public sealed class WaitingTests : IDisposable
{
    private readonly TemporaryLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [FactWithDuckDb]
    public void A_reader_that_holds_the_lake_for_long_ends_an_import_that_then_has_changed_nothing()
    {
        _lake.Import(Bars("X", "2020-01-01", 3));
        var before = _lake.Files();
        var said = new List<string>();
        using (_lake.Layout.Reading(CancellationToken.None))
        {
            var store = new LakeStore(_lake.Root) { Patience = TimeSpan.FromSeconds(1.5) };
            var fault = Assert.Throws<PeakTradeException>(() => store.Import([Read(Bars("Y", "2021-01-01", 3))], new LakeImportOptions { Source = "test", Waiting = said.Add }));
            Assert.Equal("Lake.Busy", fault.Kind.Id);
            Assert.Equal([$"Waiting for queries to let go of {_lake.Root}."], said);
        }

        Assert.Equal(before, _lake.Files());
        Assert.Empty(_lake.Leftovers());
        Assert.Equal(3, _lake.Import(Bars("Y", "2021-01-01", 3)).Added);
    }

    [FactWithDuckDb]
    public void An_import_that_changes_nothing_needs_no_readers_to_end()
    {
        _lake.Import(Bars("X", "2020-01-01", 3));
        using var reading = _lake.Layout.Reading(CancellationToken.None);
        Assert.Equal(3, _lake.Import(Bars("X", "2020-01-01", 3)).Unchanged);
    }

    [FactWithDuckDb]
    public void An_import_that_waits_is_cancelled_at_once()
    {
        _lake.Import(Bars("X", "2020-01-01", 3));
        var before = _lake.Files();
        using var reading = _lake.Layout.Reading(CancellationToken.None);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => TemporaryLake.Import(_lake.Store, [Bars("Y", "2020-01-01", 3)], cancel: stop.Token));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.2, 1.3);
        Assert.Equal(before, _lake.Files());
        Assert.Empty(_lake.Leftovers());
    }

    [FactWithDuckDb]
    public void Cancelled_before_the_record_nothing_is_changed_and_after_it_all_is()
    {
        foreach (var step in new[] { LakeStep.Staged, LakeStep.Recorded })
        {
            using var stop = new CancellationTokenSource();
            var store = new LakeStore(_lake.Root)
            {
                At = at =>
                {
                    if (at == step) stop.Cancel();
                },
            };
            var thrown = Record.Exception(() => TemporaryLake.Import(store, [Bars("X", "2020-12-30", 4)], cancel: stop.Token));
            Assert.Equal(step == LakeStep.Staged, thrown is OperationCanceledException);
            Assert.Equal(step == LakeStep.Staged ? 0 : 4, _lake.Rows().Count);
            Assert.Empty(_lake.Leftovers());
        }
    }

    [FactWithDuckDb]
    public async Task Readers_who_follow_each_other_without_a_pause_do_not_keep_an_import_out()
    {
        _lake.Import(Bars("X", "2020-01-01", 3));
        using var enough = new CancellationTokenSource();
        // Several of them, so that one is always reading.
        using var begun = new CountdownEvent(4);
        var readers = Enumerable.Range(0, begun.InitialCount).Select(_ => Task.Factory.StartNew(() =>
        {
            for (var read = 0; !enough.IsCancellationRequested; read++)
            {
                using var reading = _lake.Layout.Reading(CancellationToken.None);
                if (read == 0) begun.Signal();
                Thread.Sleep(30);
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        begun.Wait();
        var import = Record.Exception(() => TemporaryLake.Import(new LakeStore(_lake.Root) { Patience = TimeSpan.FromSeconds(20) }, [Bars("Y", "2020-01-01", 3)]));
        await enough.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Null(import);
    }

    [FactWithDuckDb]
    public void A_reader_reads_a_second_time_beside_an_import_that_waits_for_it()
    {
        _lake.Import(Bars("X", "2020-01-01", 3));
        Task import;
        using (_lake.Layout.Reading(CancellationToken.None))
        {
            import = Task.Run(() => TemporaryLake.Import(_lake.Store, [Bars("Y", "2020-01-01", 3)]));
            SpinWait.SpinUntil(() => File.Exists(_lake.Layout.Gate) && !CanPass(), TimeSpan.FromSeconds(10));
            using var again = _lake.Layout.Reading(CancellationToken.None);
        }

        Assert.True(import.Wait(TimeSpan.FromSeconds(20)));
        Assert.Equal(6, _lake.Rows().Count);

        bool CanPass()
        {
            try
            {
                using var gate = new FileStream(_lake.Layout.Gate, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    [FactWithDuckDb]
    public void A_source_that_lies_in_the_lake_itself_does_not_lock_the_import_out()
    {
        _lake.Import(Bars("X", "2020-01-01", 3));
        var result = Assert.Single(_lake.Store.Import(Held(), new LakeImportOptions { Source = "test" }));
        Assert.Equal(3, result.Added);

        IEnumerable<InstrumentRead> Held()
        {
            using var reading = _lake.Layout.Reading(CancellationToken.None);
            yield return Read(Bars("Y", "2020-01-01", 3));
        }
    }

    [FactWithDuckDb]
    public void A_lake_whose_root_is_a_file_is_told()
    {
        File.WriteAllText(_lake.Root, "");
        Assert.Equal("Lake.NotWritten", _lake.Refused(Bars("X", "2020-01-01", 3)).Kind.Id);
    }

    [FactWithDiskAndDuckDb]
    public void A_full_disk_is_told_and_leaves_the_lake_as_it_was()
    {
        using var disk = new SmallDisk("size=512k");
        var store = new LakeStore(disk.Folder);
        TemporaryLake.Import(store, [Bars("X", "2020-01-01", 300)]);
        var fault = Assert.Throws<PeakTradeException>(() => TemporaryLake.Import(store, [Bars("Y", "2020-01-01", 300_000, TimeSpan.FromMinutes(1)), Bars("Z", "2020-01-01", 300)]));
        Assert.Equal("Lake.NotWritten", fault.Kind.Id);
        Assert.Contains("the disk is full. Nothing was imported.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["symbol=X"], Directory.GetDirectories(Path.Combine(disk.Folder, "ohlcv")).Select(Path.GetFileName));
        Assert.Empty(Directory.GetDirectories(Path.Combine(disk.Folder, ".lake")));
        Assert.Equal(300, Assert.Single(TemporaryLake.Import(store, [Bars("X", "2020-01-01", 300)])).Unchanged);
    }

    [FactWithDiskAndDuckDb]
    public void A_disk_that_is_read_only_is_read_and_not_written()
    {
        using var disk = new SmallDisk("size=1m");
        var store = new LakeStore(disk.Folder);
        TemporaryLake.Import(store, [Bars("X", "2020-01-01", 300)]);
        Remount(disk, "ro");
        new LakeFolder(disk.Folder).Reading(CancellationToken.None).Dispose();
        Assert.Equal("Lake.NotWritten", Assert.Throws<PeakTradeException>(() => TemporaryLake.Import(store, [Bars("Y", "2020-01-01", 300)])).Kind.Id);

        Remount(disk, "rw");
        File.WriteAllText(Path.Combine(disk.Folder, ".lake", "commit.json"), """{"Folder":"staged-0","Files":[]}""");
        Remount(disk, "ro");
        var fault = Assert.Throws<PeakTradeException>(() => new LakeFolder(disk.Folder).Reading(CancellationToken.None));
        Assert.Equal("Lake.NotWritten", fault.Kind.Id);
        Assert.Contains("was cut off after it was decided, and cannot be finished", fault.Message, StringComparison.Ordinal);
    }

    [TheoryWithDuckDb]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"Folder":"../..","Files":[]}""")]
    [InlineData("""{"Folder":"staged-1","Files":["../x,year=2020.parquet"]}""")]
    [InlineData("""{"Folder":"staged-1","Files":["x.parquet"]}""")]
    public void A_record_that_no_import_wrote_is_not_followed(string record)
    {
        _lake.Import(Bars("X", "2020-01-01", 3));
        var before = _lake.Files();
        File.WriteAllText(_lake.Layout.Record, record);
        Directory.CreateDirectory(Path.Combine(_lake.Layout.State, "staged-1"));
        File.WriteAllText(Path.Combine(_lake.Layout.State, "staged-1", "x.parquet"), "");
        Assert.Equal("Lake.NotWritten", Assert.Throws<PeakTradeException>(() => _lake.Layout.Reading(CancellationToken.None)).Kind.Id);
        Assert.Equal(before, _lake.Files());
    }

    [Fact]
    public void A_folder_without_a_lake_is_read_without_leaving_anything()
    {
        new LakeFolder(_lake.Root).Reading(CancellationToken.None).Dispose();
        Assert.False(Directory.Exists(_lake.Root));
        Assert.Empty(Directory.GetFileSystemEntries(_lake.Folder));
    }

    private static void Remount(SmallDisk disk, string how)
    {
        using var process = Process.Start(new ProcessStartInfo("mount", ["-o", $"remount,{how}", disk.Folder]) { UseShellExecute = false })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
