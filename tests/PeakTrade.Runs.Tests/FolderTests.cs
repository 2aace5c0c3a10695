namespace PeakTrade.Runs.Tests;

/// <summary>Runs that lie in a folder of the caller's choice, as those of a batch do.</summary>
public sealed class FolderTests : IDisposable
{
    private static readonly BatchOrigin Run = new("nightly", "core_2015", new string('a', 64));

    private readonly TemporaryStore _given = new();

    private string Folder => Path.Combine(_given.Outside, "runs", "core_2015", "backtest");

    public void Dispose() => _given.Dispose();

    [Fact]
    public void The_files_are_those_of_a_stored_run()
    {
        var stored = _given.CsvStore.Save(Given.Portfolio(), Given.Evidence());
        var run = RunStore.SaveTo(Folder, Given.Portfolio(), Given.Evidence(), TradesFormat.Csv);
        Assert.Equal((Folder, Given.Finished, 4), (run.RunPath, run.FinishedAt, run.RunId!.Value.Version));
        Assert.Equal(Names(stored.RunPath!), Names(Folder));
        Assert.All(Names(Folder).Where(name => name != "run.json"), name => Assert.Equal(File.ReadAllBytes(Path.Combine(stored.RunPath!, name)), File.ReadAllBytes(Path.Combine(Folder, name))));
    }

    [Fact]
    public void A_folder_moved_and_renamed_is_read_by_its_receipt()
    {
        var run = RunStore.SaveTo(Folder, Given.Portfolio(), Given.Evidence());
        var moved = Path.Combine(_given.Outside, "elsewhere");
        Directory.Move(Folder, moved);
        var found = RunStore.ReadFolder(moved);
        Assert.Equal((run.RunId, moved, run.FinishedAt, run.Path, run.FinalEquity), (found.RunId, found.RunPath, found.FinishedAt, found.Path, found.FinalEquity));
        Assert.Equal(Given.Trade(), Assert.Single(found.GetTrades()));
        Assert.Equal(Given.Holdings(), found.GetHoldings());
    }

    [Fact]
    public void A_folder_without_a_run_is_an_error()
    {
        var fault = Assert.Throws<PeakTradeException>(() => RunStore.ReadFolder(Folder));
        Assert.Equal("Run.Damaged", fault.Kind.Id);
        Assert.Contains("run.json: the file is missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_receipt_gives_the_run_of_the_batch_back()
    {
        RunStore.SaveTo(Folder, Given.Result(), Given.Evidence() with { Batch = Run });
        Assert.Equal(Run, RunStore.ReadOrigin(Folder));
    }

    [Fact]
    public void A_run_of_no_batch_has_none()
    {
        RunStore.SaveTo(Folder, Given.Result(), Given.Evidence());
        Assert.Null(RunStore.ReadOrigin(Folder));
        Assert.Null(RunStore.ReadOrigin(_given.Outside));
        Assert.Null(RunStore.ReadOrigin(Path.Combine(_given.Outside, "nowhere")));
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("stats.json")]
    [InlineData("equity.csv")]
    [InlineData("exposure.csv")]
    public void A_run_that_is_not_whole_has_to_be_run_again(string file)
    {
        RunStore.SaveTo(Folder, Given.Portfolio(), Given.Evidence() with { Batch = Run });
        var path = Path.Combine(Folder, file);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5]);
        Assert.Null(RunStore.ReadOrigin(Folder));
        File.Delete(path);
        Assert.Null(RunStore.ReadOrigin(Folder));
    }

    [Fact]
    public void An_empty_folder_is_taken_and_one_with_content_is_left_alone()
    {
        Directory.CreateDirectory(Folder);
        RunStore.SaveTo(Folder, Given.Result(), Given.Evidence());
        var before = Names(Folder);
        var fault = Assert.Throws<PeakTradeException>(() => RunStore.SaveTo(Folder, Given.Result(), Given.Evidence()));
        Assert.Equal("Run.NotStored", fault.Kind.Id);
        Assert.Contains($"{Folder}: the folder is not empty", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Names(Folder));
    }

    [Fact]
    public void A_save_that_fails_or_is_cancelled_leaves_nothing()
    {
        var broken = Given.Result(new Given.Failing(() => throw new IOException("The cable is out.")));
        var fault = Assert.Throws<PeakTradeException>(() => RunStore.SaveTo(Folder, broken, Given.Evidence()));
        Assert.Equal("Run.NotStored", fault.Kind.Id);
        Assert.Contains($"{Folder}: The cable is out.", fault.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(Folder));

        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => RunStore.SaveTo(Folder, Given.Result(new Given.Failing(cancel.Cancel)), Given.Evidence(), cancel: cancel.Token));
        Assert.False(Path.Exists(Folder));
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_named()
    {
        var file = Path.Combine(_given.Outside, "runs");
        File.WriteAllText(file, "");
        var fault = Assert.Throws<PeakTradeException>(() => RunStore.SaveTo(Folder, Given.Result(), Given.Evidence()));
        Assert.Contains($"{file} is a file", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Name another folder", fault.RecommendedAction, StringComparison.Ordinal);
    }

    [FactWithDisk]
    public void A_full_disk_is_told()
    {
        using var disk = new SmallDisk("size=64k");
        var folder = Path.Combine(disk.Folder, "backtest");
        var curve = new EquityCurve(new long[20_000], Enumerable.Range(0, 20_000).Select(bar => 1 / (bar + 3.0)).ToArray(), new double[20_000]);
        var fault = Assert.Throws<PeakTradeException>(() => RunStore.SaveTo(folder, Given.Result(new Given.Details(curve, [], [])), Given.Evidence()));
        Assert.Equal("Run.NotStored", fault.Kind.Id);
        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(folder));
    }

    private static IEnumerable<string> Names(string folder) => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
