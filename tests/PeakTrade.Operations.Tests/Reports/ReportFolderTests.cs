namespace PeakTrade.Operations.Tests.Reports;

public sealed class ReportFolderTests : IDisposable
{
    private readonly Desktop _desktop = new();

    public void Dispose() => _desktop.Dispose();

    [Fact]
    public void Where_one_file_cannot_be_made_none_is_there_and_what_was_there_stays()
    {
        _desktop.Write("out/a.txt", "mine");
        var folder = new ReportFolder(_desktop.PathTo("out"), ["a.txt", "b.txt"], force: true);
        var fault = Assert.Throws<PeakTradeException>(() => folder.Write((name, file) =>
        {
            if (name == "b.txt") throw new IOException("The disk is full.");
            file.Write("new"u8);
        }, default));
        Assert.Equal("Output.NotWritten", fault.Kind.Id);
        Assert.Equal("mine", File.ReadAllText(_desktop.PathTo("out/a.txt")));
        Assert.Equal(["a.txt"], Names());
    }

    [Fact]
    public void Where_the_second_cannot_be_moved_the_first_is_taken_back()
    {
        _desktop.Write("out/a.txt", "mine");
        var folder = new ReportFolder(_desktop.PathTo("out"), ["a.txt", "b.txt"], force: true);
        // Somebody makes a folder of that name while the files are written.
        Assert.Throws<PeakTradeException>(() => folder.Write((_, file) => { Directory.CreateDirectory(_desktop.PathTo("out/b.txt")); file.Write("new"u8); }, default));
        Assert.Equal("mine", File.ReadAllText(_desktop.PathTo("out/a.txt")));
        Assert.Equal(["a.txt", "b.txt"], Names());
    }

    [Fact]
    public void What_is_cancelled_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var folder = new ReportFolder(_desktop.PathTo("out"), ["a.txt"], force: false);
        Assert.Throws<OperationCanceledException>(() => folder.Write((_, _) => cancel.Cancel(), cancel.Token));
        Assert.Empty(Names());
    }

    private IEnumerable<string?> Names() => Directory.GetFileSystemEntries(_desktop.PathTo("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
