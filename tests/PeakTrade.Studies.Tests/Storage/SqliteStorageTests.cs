namespace PeakTrade.Studies.Tests.Storage;

public sealed class SqliteStorageTests : StudyStorageContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-studies-");

    public void Dispose() => _folder.Delete(recursive: true);

    protected override IStudyStorage Fresh() => StudyStorage.Open(Path.Combine(_folder.FullName, "deep", "er", "studies.db"));

    [Fact]
    public void Looking_makes_no_file()
    {
        using var storage = Fresh();
        Assert.Empty(storage.List());
        Assert.Null(storage.Open("test"));
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void A_closed_file_leaves_no_log_beside_it()
    {
        using (var storage = Fresh()) storage.Create(TestFunction.Branin.Definition("random"))!.Dispose();
        Assert.Equal("studies.db", Assert.Single(_folder.GetFiles("*", SearchOption.AllDirectories)).Name);
    }

    [Fact]
    public void Studies_of_one_file_do_not_mix()
    {
        using var storage = Fresh();
        using var one = storage.Create(TestFunction.Mixed.Definition("random", name: "one"))!;
        using var two = storage.Create(TestFunction.Mixed.Definition("random", name: "two"))!;
        for (var i = 0; i < 3; i++)
        {
            Assert.True(one.Commit([], [Running(i)]));
            Assert.True(two.Commit([], [Running(i)]));
        }

        using var again = storage.Open("two")!;
        Assert.Equal([0, 1, 2], again.ReadChanges().Select(t => t.Number));
        Assert.Equal(["one", "two"], storage.List().Select(d => d.Name));
    }
}
