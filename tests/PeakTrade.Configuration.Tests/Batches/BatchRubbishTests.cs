using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Configuration.Tests;

public class BatchRubbishTests
{
    private const string Head = "batch_name: b\nruns: [{ id: a, strategy: s, start_date: 2020-01-01, end_date: 2020-12-31 }]\n";

    public static TheoryData<string, string> Bombs
    {
        get
        {
            var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{Repeat($"*a{i - 1}", 10, ", ")}]\n"));
            var maps = "a0: &a0 { x: 1 }\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} {{ {Repeat(j => $"k{j}: *a{i - 1}", 10)} }}\n"));
            // Every merge weighs next to nothing in the end, and works through 190,000 entries.
            var merges = $"a: &a {{ {Repeat(j => $"k{j}: 1", 10)} }}\nl: &l [{Repeat("*a", 9_000, ", ")}]\n" + Repeat(j => $"x{j}: {{ <<: *l }}", 100_000, "\n");
            var runs = "batch_name: b\ndefaults: &d\n" + Repeat(j => $"  k{j}: 1", 1_000, "\n") + "\nruns:\n" + Repeat("- <<: *d", 400_000, "\n");
            const int Much = 4_000_000;
            return new()
            {
                { "aliases of lists", laughs }, { "aliases of maps", maps }, { "merges", merges }, { "runs that merge", runs },
                { "many values", Head + "x:\n" + Repeat("- a", 1_000_000, "\n") }, { "one line of values", "{ x: [" + Repeat("1", 1_000_000, ", ") + "] }" },
                { "one line of pairs", "{ \"x\": [" + Repeat("\"\U0001F680\"", 300_000, ", ") + "] }" },
                { "unknown keys", Head + Repeat(j => $"key_of_nobody_{j}: 1", 90_000, "\n") }, { "wrong runs", "batch_name: b\nruns: [" + Repeat("5", 190_000, ", ") + "]" },
                { "deep brackets", new string('[', Much) }, { "deep braces", string.Concat(Enumerable.Repeat("{a: ", 1_000_000)) }, { "deep dashes", string.Concat(Enumerable.Repeat("- ", 2_000_000)) },
                { "question marks", string.Concat(Enumerable.Repeat("? ", 2_000_000)) }, { "anchors", string.Concat(Enumerable.Repeat("&a ", 1_000_000)) }, { "exclamation marks", new string('!', Much) },
                { "blanks", new string(' ', Much) }, { "tabs", new string('\t', Much) }, { "line ends", new string('\n', Much) }, { "comments", new string('#', Much) }, { "an open quote", Head + "x: \"" + new string('a', Much) },
                { "a long word", Head + new string('x', Much) + ": 1" }, { "a long id", Head.Replace("id: a", $"id: {new string('x', Much)}", StringComparison.Ordinal) }, { "a long strategy", $"batch_name: {new string('y', Much)}" },
                { "quotes", string.Concat(Enumerable.Repeat("'", Much)) }, { "colons", string.Concat(Enumerable.Repeat(": ", 2_000_000)) }, { "percent signs", string.Concat(Enumerable.Repeat("%a\n", 1_000_000)) },
                { "documents", string.Concat(Enumerable.Repeat("---\n", 1_000_000)) }, { "tabbed json", "{" + string.Concat(Enumerable.Repeat("\n\t", 2_000_000)) }, { "stars", string.Concat(Enumerable.Repeat("*a ", 1_000_000)) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_ends_soon_in_a_short_message_and_little_memory(string name, string text)
    {
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var thrown = Assert.Throws<PeakTradeException>(() => BatchFile.Read(text, "b.yaml"));
        var (time, allocated) = (clock.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(thrown.Kind == FaultCatalogue.ConfigSyntax || thrown.Kind == FaultCatalogue.ConfigInvalid, name);
        Assert.All(thrown.Faults.Take(101), fault => Assert.InRange(fault.ToString().Length, 1, 1_000));
        Assert.InRange(thrown.Faults.Count, 1, 101);
        // Beside other work on two cores; alone each takes well under a second.
        Assert.True(time < TimeSpan.FromSeconds(4), $"{name}: {time.TotalSeconds:N2} s");
        Assert.True(allocated < 400_000_000, $"{name}: {allocated / 1e6:N0} MB");
    }

    [Fact]
    public void A_batch_of_5000_runs_on_one_line_is_read_at_once()
    {
        var json = "{\"batch_name\":\"b\",\"defaults\":{\"strategy\":\"s\",\"start_date\":\"2020-01-01\",\"end_date\":\"2020-12-31\"},\"runs\":[" + Repeat(j => $"{{\"id\":\"run_{j}\",\"parameters\":{{\"fast\":{j},\"slow\":{j * 3}}},\"fee_bps\":5}}", 5_000, ",") + "]}";
        var clock = Stopwatch.StartNew();
        Assert.Equal(5_000, BatchFile.Read(json).Runs.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"{clock.Elapsed.TotalSeconds:N2} s");
    }

    [Fact]
    public void A_hundred_megabytes_are_refused_before_they_are_read()
    {
        var path = Path.Combine(Path.GetTempPath(), $"peaktrade-{Guid.NewGuid():N}.yaml");
        try
        {
            // Sparse: it takes no room.
            using (var file = File.Create(path)) file.SetLength(100_000_000);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal($"{path}: It is larger than 4 MB, which no batch is. Check that it is the batch and not a data file.", Unreadable(() => BatchFile.ReadFile(path)));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Lines_are_counted_as_they_come()
    {
        var text = new BatchText();
        var line = new string('ä', 50_000);
        var lines = 0;
        Assert.Contains("larger than 4 MB", Unreadable(() => { for (; ; lines++) text.AddLine(line); }), StringComparison.Ordinal);
        Assert.Equal(BatchFile.MaxBytes / 100_001, lines);
        Assert.Contains("larger than 4 MB", Unreadable(() => BatchText.From(new Endless())), StringComparison.Ordinal);
        Assert.Contains("larger than 4 MB", Unreadable(() => BatchFile.Read(new string('x', BatchFile.MaxBytes + 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_with_a_nul_is_no_text() =>
        Assert.Equal("b.yaml, line 3, column 4: A NUL character stands here, so this is no text. Save the file as UTF-8.", Assert.Throws<PeakTradeException>(() => BatchFile.Read(Head + "x: \0\n", "b.yaml")).Message);

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_with_their_place()
    {
        var path = Path.Combine(Path.GetTempPath(), $"peaktrade-{Guid.NewGuid():N}.yaml");
        try
        {
            File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(Head), .. "x: "u8, 0xE9]);
            var thrown = Assert.Throws<PeakTradeException>(() => BatchFile.ReadFile(path));
            Assert.Same(FaultCatalogue.ConfigSyntax, thrown.Kind);
            Assert.Equal((3, 4), (thrown.Faults[0].Place.Line, thrown.Faults[0].Place.Column));
            File.WriteAllText(path, Head, Encoding.Unicode);
            Assert.Contains("It looks like UTF-16; save the file as UTF-8.", Assert.Throws<PeakTradeException>(() => BatchFile.ReadFile(path)).Message, StringComparison.Ordinal);
            File.WriteAllText(path, Head, Encoding.UTF8);
            Assert.Single(BatchFile.ReadFile(path).Runs);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static readonly string[] Pieces =
    [
        Head, "batch_name: b\n", "runs:\n", "- id: a\n", "  start_date: 2020-01-01\n", "  end_date: 2020-12-31\n", "defaults:\n", "defaults: { start_date: ~, end_date: 2020-12-31, strategy: s }\n", "- { id: c }\n", "  strategy: s\n", "  bundle_path: x\n", "  parameters: { x: 1 }\n", "  settings: { backtest.fee_bps: 1 }\n",
        "  <<: *x\n", "&x ", "*x", "description: ", "  symbols: [", "  stop_loss: ", "  freq: ", "1d", "2020-02-30", "-1", ".nan", "1e400", "~", "true", "[", "]", "{", "}", ",", ":", ": ", "\n", "\t", " ", "  ", "- ", "\"", "'", "|", "#", "../", "CON", "\0", "\ud800", "é",
        "\U0001F680", "null", "runs: [{ id: 1 }]\n", "  settings: { a: { b: { c: ~ } } }\n", "  data_source: local\n", "\uFEFF",
    ];

    [Fact]
    public void Any_text_is_a_batch_or_refused_with_its_place() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                return BatchFile.Read(text, "b.yaml").Runs.All(run => run.Id.Length > 0 && run.StartDate.Length > 0 && run.PlaceOf("backtest.fee_bps").Line > 0 && run.EndsBefore.Length > 0);
            }
            catch (PeakTradeException fault)
            {
                return fault.Kind.EndsCommand && fault.Faults.All(f => f.Place is { Line: > 0, Column: > 0 });
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithReplay(1_979, 5).WithEndSize(30));

    private static string Unreadable(Action read)
    {
        var thrown = Assert.Throws<PeakTradeException>(read);
        Assert.Same(FaultCatalogue.ConfigUnreadable, thrown.Kind);
        return thrown.Message;
    }

    private static string Repeat(string what, int count, string between) => string.Join(between, Enumerable.Repeat(what, count));

    private static string Repeat(Func<int, string> what, int count, string between = ", ") => string.Join(between, Enumerable.Range(0, count).Select(what));

    private sealed class Endless : TextReader
    {
        public override int Read(Span<char> buffer)
        {
            buffer.Fill('x');
            return buffer.Length;
        }

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));
    }
}
