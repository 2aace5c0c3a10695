namespace PeakTrade.Data.Tests;

/// <summary>Several places as one path.</summary>
public sealed class DataPathsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-paths-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Several_paths_come_apart_as_they_were_put_together_each_absolute()
    {
        var joined = DataPaths.Join(["a.csv", In("b/c.csv")], _folder.FullName);
        Assert.Equal([In("a.csv"), In("b/c.csv")], DataPaths.Split(joined));
        Assert.Equal(joined, DataPaths.Full("a.csv|b/c.csv", _folder.FullName));
        Assert.Equal([In("a.csv")], DataPaths.Split(DataPaths.Full("a.csv", _folder.FullName)));
    }

    [NotOnWindowsFact]
    public void A_file_of_that_very_name_is_one_file()
    {
        File.WriteAllText(In("a|b.csv"), "");
        Assert.Equal([In("a|b.csv")], DataPaths.Split(DataPaths.Full("a|b.csv", _folder.FullName)));
    }

    [Fact]
    public void Instruments_come_in_the_order_of_their_paths_and_none_comes_twice()
    {
        const string Rows = "timestamp,open,high,low,close\n2024-01-01,1,1,1,1\n2024-01-02,1,1,1,1\n";
        foreach (var name in new[] { "b.csv", "a.csv", "else/a.csv" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
            File.WriteAllText(In(name), Rows);
        }

        Assert.Equal(["b", "a"], Read("b.csv", "a.csv"));
        var fault = Assert.Throws<PeakTradeException>(() => Read("a.csv", "else/a.csv"));
        Assert.Contains($"{In("a.csv")} and {In("else/a.csv")} both hold a.", fault.Message);
    }

    private List<string> Read(params string[] names) => [.. MarketData.ReadAll(new DataOptions(), DataPaths.Join(names, _folder.FullName), default).Select(read => read.Symbol)];

    private string In(string name) => Path.Combine(_folder.FullName, name);
}

/// <summary>A test of a name that no file of Windows can have.</summary>
public sealed class NotOnWindowsFactAttribute : FactAttribute
{
    public NotOnWindowsFactAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "No file of Windows can have the character |.";
    }
}
