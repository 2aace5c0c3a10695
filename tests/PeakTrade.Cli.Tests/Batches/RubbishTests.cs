using System.Text;

namespace PeakTrade.Cli.Tests.Batches;

/// <summary>What is no batch, or wants to be written elsewhere: said in one clear sentence, and nothing around is touched.</summary>
public sealed class RubbishTests : IDisposable
{
    private static readonly string Long = new('x', 300);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    public static TheoryData<string, string> Names => new()
    {
        { "../x", "\"/\" stands in" },
        { "..", "a dot" },
        { ".", "a dot" },
        { "a.", "a dot" },
        { "a..b", "two in a row" },
        { "/etc/passwd", "\"/\" stands in" },
        { "C:\\\\x", "stands in" },
        { "CON", "Windows takes CON for a device" },
        { "con.txt", "Windows takes CON for a device" },
        { "größe", "\"ö\" stands in" },
        { "\\U0001F600", "stands in" },
        { "a\\0b", "U+0000" },
        { "a b", "a blank" },
        { Long, "100 characters at most" },
        { "", "must not be empty" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_id_that_is_no_folder_of_the_batch(string id, string says) => await Refused($"batch_name: b\nruns: [{{ id: \"{id}\", strategy: ma_crossover, start_date: 2020-01-01, end_date: 2020-12-31 }}]\n", "Config.Invalid", says);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_batch_name_that_is_no_folder_of_the_output(string name, string says) =>
        await Refused($"batch_name: \"{name}\"\nruns: [{{ id: a, strategy: ma_crossover, start_date: 2020-01-01, end_date: 2020-12-31 }}]\n", "Config.Invalid", name.StartsWith('.') || name.EndsWith('.') || name.Contains('.') ? "may hold only" : says);

    [Theory]
    [InlineData("output_root: \"a\\0b\"\n", "", "output_root holds the character U+0000")]
    [InlineData("", ", data_path: \"a\\0b\"", "runs[0].data_path holds the character U+0000")]
    [InlineData("", ", symbols_file: \"a\\0b\"", "runs[0].symbols_file holds the character U+0000")]
    [InlineData("", ", config: \"a\\0b\"", "runs[0].config holds the character U+0000")]
    [InlineData("", " }, { id: A, strategy: ma_crossover, start_date: 2020-01-01, end_date: 2020-12-31", "is the id of runs[0] on line")]
    public async Task A_path_that_is_none_and_an_id_that_is_there_in_other_letters(string top, string run, string says) =>
        await Refused($"batch_name: b\n{top}runs: [{{ id: a, strategy: ma_crossover, start_date: 2020-01-01, end_date: 2020-12-31{run} }}]\n", "Config.Invalid", says);

    [Fact]
    public async Task An_alias_bomb_is_refused_before_it_goes_off()
    {
        var bomb = new StringBuilder("batch_name: b\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i <= 30; i++) bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");

        // Written out it would have 9 to the power of 31 values, so that this ends is the proof.
        await Refused(bomb.Append("runs: *a30\n").ToString(), "Config.Syntax", "more than 200000 values");
    }

    [Theory]
    [InlineData("a bomb of maps", "batch_name: b\na: &a { x: 1 }\nb: &b { <<: *a, y: *a }\nruns: &r [*r]\n", "Config.Syntax", "")]
    [InlineData("an empty file", "", "Config.Syntax", "")]
    [InlineData("blanks", " \r\n\r\n ", "Config.Syntax", "")]
    [InlineData("binary", "\u007fELF\u0002\u0001\u0001\0\0\0\0", "Config.Syntax", "")]
    [InlineData("a list", "- a\n- b\n", "Config.Invalid", "A batch is a map")]
    [InlineData("a deep one", "[[[[", "Config.Syntax", "")]
    public async Task What_is_no_batch(string what, string text, string id, string says)
    {
        Assert.NotEmpty(what);
        await Refused(text, id, says);
    }

    [Fact]
    public async Task A_file_nested_ten_thousand_deep_is_refused() => await Refused($"batch_name: b\nruns: {new string('[', 10_000)}{new string(']', 10_000)}\n", "Config.Syntax", "");

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        File.WriteAllBytes(_place.PathTo("batch.yaml"), [0xFF, 0x80, 0xC3, 0x28, 0x00, 0x9F]);
        await RefusedAsIs("Config.", "");
    }

    [Fact]
    public async Task A_folder_is_refused()
    {
        Directory.CreateDirectory(_place.PathTo("batch.yaml"));
        await RefusedAsIs("Config.Unreadable", "It is a directory.");
    }

    [Fact]
    public async Task A_file_of_100_MB_is_refused_unread()
    {
        using (var file = File.Create(_place.PathTo("batch.yaml"))) file.SetLength(100_000_000);
        var before = GC.GetTotalAllocatedBytes();
        var outcome = await _place.Here("batch", _place.PathTo("batch.yaml"), "--output-root", _place.PathTo("out"), "--json");
        Assert.Equal((2, "Config.Unreadable"), (outcome.Code, Assert.Single(outcome.Objects).GetProperty("error").GetString()));
        Assert.Contains("larger than 4 MB", outcome.Error);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 90_000_000);
    }

    [LinuxFact]
    public void One_hundred_MB_on_standard_input_are_refused_as_soon_as_they_are_too_many()
    {
        var outcome = _place.Shell("yes 'batch_name: b' | head -c 100000000 | DOTNET_GCHeapHardLimit=4000000 DOTNET_GCRegionRange=40000000 peaktrade batch - --json --output-root out");
        Assert.Equal((2, "Config.Unreadable"), (outcome.Code, Assert.Single(outcome.Objects).GetProperty("error").GetString()));
        Assert.Contains("larger than 4 MB", outcome.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_place.Folder));
    }

    [Theory]
    [InlineData("\uFEFF", "\n")]
    [InlineData("", "\r\n")]
    [InlineData("\uFEFF", "\r\n")]
    public async Task A_byte_order_mark_and_ends_of_lines_of_Windows_are_no_rubbish(string mark, string end)
    {
        _place.Sample();
        var text = $"batch_name: b{end}runs:{end}  - {{ id: a, strategy: ma_crossover, data_path: '{_place.PathTo("data/btc_eur_1d.csv")}', start_date: 2020-01-01, end_date: 2020-12-31 }}{end}";
        File.WriteAllText(_place.PathTo("batch.yaml"), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: mark.Length > 0));
        Assert.Equal("success", Assert.Single((await _place.Here("batch", _place.PathTo("batch.yaml"), "--output-root", _place.PathTo("out"), "--json")).Good().Objects).GetProperty("status").GetString());
    }

    [LinuxTheory]
    [InlineData("")]
    [InlineData("--force")]
    [InlineData("--resume")]
    public async Task A_link_in_the_place_of_a_run_is_never_written_or_deleted_through(string option)
    {
        _place.Sample();
        var batch = _place.Write("batch.yaml", $"batch_name: b\ndefaults: {{ strategy: ma_crossover, data_path: '{_place.PathTo("data/btc_eur_1d.csv")}', start_date: 2020-01-01, end_date: 2020-12-31 }}\nruns: [{{ id: full }}, {{ id: empty }}, {{ id: nowhere }}, {{ id: file }}, {{ id: fine }}]\n");
        _place.Write("elsewhere/full/mine.txt", "mine");
        _place.Write("elsewhere/file", "mine");
        Directory.CreateDirectory(_place.PathTo("elsewhere/empty"));
        var runs = Directory.CreateDirectory(_place.PathTo("out/b/runs")).FullName;
        foreach (var name in new[] { "full", "empty", "nowhere", "file" }) Directory.CreateSymbolicLink(Path.Combine(runs, name), _place.PathTo($"elsewhere/{name}"));
        Directory.CreateSymbolicLink(Path.Combine(runs, ".fine.tmp"), _place.PathTo("elsewhere/full"));
        Directory.CreateSymbolicLink(Path.Combine(runs, ".other.old"), _place.PathTo("elsewhere/full"));
        File.CreateSymbolicLink(_place.PathTo("out/b/batch_summary.csv.tmp"), _place.PathTo("elsewhere/file"));
        File.CreateSymbolicLink(_place.PathTo("out/b/batch_summary.csv"), _place.PathTo("elsewhere/file"));
        var before = Twenty.Tree(_place.PathTo("elsewhere"));

        var outcome = await _place.Here(["batch", batch, "--output-root", _place.PathTo("out"), "--json", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(before, Twenty.Tree(_place.PathTo("elsewhere")));
        Assert.Equal(0, outcome.Code);
        var statuses = outcome.Objects.ToDictionary(o => o.GetProperty("run_id").GetString()!, o => $"{o.GetProperty("status").GetString()} {(o.TryGetProperty("error_id", out var id) ? id.GetString() : "")}".Trim());
        Assert.Equal("success", statuses["fine"]);
        Assert.All(["full", "empty", "nowhere", "file"], name => Assert.Equal("failed Batch.NotWritten", statuses[name]));
        Assert.Contains("is a link", outcome.Error);
        Assert.Equal(["fine"], new DirectoryInfo(runs).GetFileSystemInfos().Where(e => e.LinkTarget is null).Select(e => e.Name));
        Assert.False(Path.Exists(Path.Combine(runs, "other")));
    }

    [Fact]
    public async Task A_file_in_the_place_of_all_runs_is_said()
    {
        _place.Sample();
        _place.Write("out/b/runs", "mine");
        var batch = _place.Write("batch.yaml", "batch_name: b\nruns: [{ id: a, strategy: ma_crossover, start_date: 2020-01-01, end_date: 2020-12-31 }]\n");
        var before = Twenty.Tree(_place.Folder);

        var outcome = await _place.Here("batch", batch, "--output-root", _place.PathTo("out"));

        Assert.Equal(2, outcome.Code);
        Assert.Contains("[Batch.NotWritten]", outcome.Error);
        Assert.Contains(_place.PathTo("out/b/runs"), outcome.Error);
        Assert.Equal(before, Twenty.Tree(_place.Folder));
    }

    private async Task Refused(string text, string id, string says)
    {
        _place.Write("batch.yaml", text);
        await RefusedAsIs(id, says);
    }

    private async Task RefusedAsIs(string id, string says)
    {
        _place.Write("beside/mine.txt", "mine");
        Directory.CreateDirectory(_place.PathTo("out"));
        var before = Twenty.Tree(_place.Folder);

        var outcome = await _place.Here("batch", _place.PathTo("batch.yaml"), "--output-root", _place.PathTo("out"));

        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.StartsWith($"peaktrade: [{id}", outcome.Error);
        Assert.Contains(says, outcome.Error);
        // A sentence, and one that can be read: no stack, no characters that move the screen, no 300 letters.
        Assert.InRange(outcome.Error.Split('\n')[0].Length, 20, 500);
        Assert.DoesNotContain("   at ", outcome.Error);
        Assert.DoesNotContain(outcome.Error, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.Equal(before, Twenty.Tree(_place.Folder));
    }
}
