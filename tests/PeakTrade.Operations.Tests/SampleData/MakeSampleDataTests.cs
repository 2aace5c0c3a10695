namespace PeakTrade.Operations.Tests.SampleData;

public sealed class MakeSampleDataTests : IDisposable
{
    private readonly Desktop _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Each_symbol_has_a_file_named_after_it_and_the_same_seed_writes_the_same_bytes()
    {
        var first = Make("one", 7);
        Assert.Equal(["btc_eur_1d.csv", "es-2024.x_1d.csv"], first.Select(f => Path.GetFileName(f.Path)));
        Assert.Equal(first.Select(f => File.ReadAllText(f.Path)), Make("two", 7).Select(f => File.ReadAllText(f.Path)));
        Assert.NotEqual(File.ReadAllText(first[0].Path), File.ReadAllText(Make("three", 8)[0].Path));
        Assert.NotEqual(File.ReadAllText(first[0].Path), File.ReadAllText(first[1].Path));
    }

    [Fact]
    public void A_file_that_is_there_stays_unless_replacing_is_asked_for()
    {
        var mine = _desk.Write("data/btc_eur_1d.csv", "mine");
        Assert.Equal("Output.NotWritten", Assert.Throws<PeakTradeException>(() => Make("data", 7)).Kind.Id);
        Assert.Equal("mine", File.ReadAllText(mine));
        Make("data", 7, force: true);
        Assert.NotEqual("mine", File.ReadAllText(mine));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_fault()
    {
        _desk.Write("file", "");
        Assert.Equal("Output.NotWritten", Assert.Throws<PeakTradeException>(() => Make("file", 7)).Kind.Id);
    }

    [Fact]
    public void A_count_below_one_is_a_fault() =>
        Assert.Equal("Argument.Invalid", Assert.Throws<PeakTradeException>(() => MakeSampleData.Execute(new() { Folder = _desk.Folder, Count = 0 }, default).ToList()).Kind.Id);

    private List<SampleFile> Make(string folder, long seed, bool force = false) =>
        [.. MakeSampleData.Execute(new() { Folder = _desk.PathTo(folder), Symbols = ["BTC/EUR", "ES-2024.X"], Count = 50, Seed = seed, Force = force }, default)];
}
