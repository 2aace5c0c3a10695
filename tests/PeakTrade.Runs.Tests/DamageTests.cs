using System.Runtime.Versioning;
using System.Text;

namespace PeakTrade.Runs.Tests;

public sealed class DamageTests : IDisposable
{
    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    public static TheoryData<string, string, string> Damages => new()
    {
        { "run.json", "", "the file is empty" },
        { "run.json", "not JSON", "line 1, column 2: the file is not JSON" },
        { "run.json", "{\n  \"schema\": 1,\n", "line 3" },
        { "run.json", "[]", "must hold a JSON object" },
        { "run.json", "{\"schema\": 2}", "a newer version of PeakTrade wrote this run" },
        { "run.json", "{\"schema\": 1}", "run_id is missing" },
        { "run.json", "{\"schema\": 1, \"run_id\": \"3\"}", "run_id must be a run's id" },
        { "run.json", "{\"schema\": 1, \"run_id\": \"00000000-0000-4000-8000-000000000000\", \"strategy\": \"s\", \"symbol\": \"s\", \"data_path\": null, \"finished\": \"2026-01-01T00:00:00Z\"}", "as the folder is named" },
        { "stats.json", "", "the file is empty" },
        { "stats.json", "{}", "final_equity is missing" },
        { "stats.json", "\0\0\0\0", "not JSON" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_is_named_and_the_other_runs_still_come(string file, string content, string said) =>
        Damaged(run => File.WriteAllText(Path.Combine(run, file), content), file, said);

    [Theory]
    [InlineData("run.json")]
    [InlineData("stats.json")]
    public void A_missing_file_is_named(string file) => Damaged(run => File.Delete(Path.Combine(run, file)), file, "the file is missing");

    [Theory]
    [InlineData("run.json")]
    [InlineData("stats.json")]
    public void A_folder_where_a_file_should_be_is_named(string file) => Damaged(
        run =>
        {
            File.Delete(Path.Combine(run, file));
            Directory.CreateDirectory(Path.Combine(run, file));
        },
        file,
        "a folder lies where the file should be");

    [Fact]
    public void A_file_where_a_run_should_be_is_named() => Damaged(
        run =>
        {
            Directory.Delete(run, recursive: true);
            File.WriteAllText(run, "");
        },
        "",
        "a file lies where the run's folder should be");

    [FactWithoutRoot]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_may_not_be_read_is_named() => Damaged(run => File.SetUnixFileMode(Path.Combine(run, "stats.json"), UnixFileMode.None), "stats.json", "no permission");

    [Fact]
    public void A_root_that_is_a_file_is_one_error()
    {
        File.WriteAllText(_given.Root, "");
        Assert.Contains("it is a file", Assert.Single(_given.Find()).Error!.Message, StringComparison.Ordinal);
        Assert.Empty(_given.Store.RecentIds("", 5));
    }

    [Fact]
    public void Damaged_runs_do_not_count_for_latest()
    {
        _given.Save(Given.Finished);
        var newest = _given.Save(Given.Finished.AddHours(1));
        File.Delete(Path.Combine(newest.RunPath!, "stats.json"));
        Assert.Equal([false, true], _given.Find(new() { Latest = 1 }).Select(found => found.Result is not null));
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("stats.json")]
    public void A_file_cut_or_garbled_anywhere_never_throws_and_a_cut_one_never_passes(string file)
    {
        var run = _given.Save();
        var path = Path.Combine(run.RunPath!, file);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length - 2; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal("Run.Damaged", Assert.Single(_given.Find()).Error?.Kind.Id);
        }

        // Lines are much alike, so each sort of junk meets each sort of place.
        byte[] junk = [(byte)'"', (byte)'9', 0xff];
        for (var at = 0; at < whole.Length; at++)
        {
            var garbled = whole.ToArray();
            garbled[at] = junk[at % junk.Length];
            File.WriteAllBytes(path, garbled);
            var found = Assert.Single(_given.Find());
            Assert.True(found.Error is null or { Kind.Id: "Run.Damaged" });
        }
    }

    [Theory]
    [InlineData("12000", "twelve", 3, 2, "row 3 must hold a number in column equity, and holds \"twelve\"")]
    [InlineData("2020-01-02T00:00:00Z", "2020-13-02T00:00:00Z", 3, 1, "row 3 must hold a time such as 2020-01-01T00:00:00Z in column time")]
    [InlineData("12000,0,1.5", "12000,0", 3, 4, "row 3 ends before column units")]
    [InlineData("12000,0,1.5", "12000,0,1.5,", 3, 4, "row 3 has more than 4 cells")]
    [InlineData("time,equity", "time,cash", 1, 0, "row 1 must be the header time,equity,drawdown,units, and is \"time,cash,drawdown,units\"")]
    [InlineData("4,-2\n", "4,-2", 4, 0, "row 4 is cut short")]
    public void A_damaged_row_is_named_by_file_row_and_column(string from, string to, int row, int column, string said)
    {
        var path = Path.Combine(_given.Save().RunPath!, "equity.csv");
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        var fault = Assert.Throws<PeakTradeException>(() => _given.FindOnly().GetEquity());
        Assert.Equal("Run.Damaged", fault.Kind.Id);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.Equal(new Place(path, row, column), fault.Faults[0].Place);
    }

    [Fact]
    public void A_table_that_lost_whole_rows_is_noticed_by_its_length()
    {
        var path = Path.Combine(_given.CsvStore.Save(Given.Result(), Given.Evidence()).RunPath!, "trades.csv");
        File.WriteAllLines(path, File.ReadLines(path).Take(1).ToList());
        var fault = Assert.Throws<PeakTradeException>(() => _given.FindOnly().GetTrades());
        Assert.Contains($"{path}: the file must hold", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_missing_is_an_error_when_it_is_asked_for()
    {
        var run = _given.Save();
        File.Delete(Path.Combine(run.RunPath!, "orders.csv"));
        var found = _given.FindOnly();
        Assert.Single(found.GetTrades());
        var fault = Assert.Throws<PeakTradeException>(found.GetOrders);
        Assert.Contains("orders.csv: the file is missing", fault.Message, StringComparison.Ordinal);
        Assert.Equal(run.RunPath, fault.Target);
    }

    [Fact]
    public void A_word_or_whole_number_that_is_none_is_named()
    {
        Assert.Contains("must hold one of long, short in column side", Broken(",short,", ",flat,"), StringComparison.Ordinal);
        Assert.Contains("must hold a whole number in column number", Broken("\n1,", "\n1.5,"), StringComparison.Ordinal);

        string Broken(string from, string to)
        {
            using var given = new TemporaryStore();
            var path = Path.Combine(given.CsvStore.Save(Given.Result(), Given.Evidence()).RunPath!, "trades.csv");
            File.WriteAllText(path, File.ReadAllText(path, Encoding.UTF8).Replace(from, to, StringComparison.Ordinal));
            return Assert.Throws<PeakTradeException>(() => given.FindOnly().GetTrades()).Message;
        }
    }

    private void Damaged(Action<string> damage, string file, string said)
    {
        var good = _given.Save(Given.Finished);
        var bad = _given.Save(Given.Finished.AddHours(1));
        damage(bad.RunPath!);
        var found = _given.Find();
        Assert.Equal(2, found.Count);
        Assert.Equal(good.RunId, Assert.Single(found, f => f.Result is not null).Result!.RunId);
        var error = Assert.Single(found, f => f.Error is not null).Error!;
        Assert.Equal("Run.Damaged", error.Kind.Id);
        Assert.StartsWith(Path.Combine(bad.RunPath!, file), error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }
}
