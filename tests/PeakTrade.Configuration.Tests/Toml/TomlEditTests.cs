using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Configuration.Tests;

public class TomlEditTests
{
    public static TheoryData<string> Valid => TomlSuite.Files("valid");

    [Theory]
    // A value that is there.
    [InlineData("a = 1 # one\n", "a", 2L, "a = 2 # one\n")]
    [InlineData("a=1\r\n# x\r\n", "a", 2L, "a=2\r\n# x\r\n")]
    [InlineData("a = 1", "a", 2L, "a = 2")]
    [InlineData("a = 1.5\n", "a", 3L, "a = 3.0\n")]
    [InlineData("a = 1\n", "a", 3.0, "a = 3.0\n")]
    [InlineData("a = 1_000\n", "a", 1000L, "a = 1_000\n")]
    [InlineData("a = 1e3\n", "a", 1000L, "a = 1e3\n")]
    [InlineData("a = 'x'\n", "a", "y", "a = 'y'\n")]
    [InlineData("a = 'x'\n", "a", "it's", "a = \"it's\"\n")]
    [InlineData("a = \"x\"\n", "a", "y\"z", "a = \"y\\\"z\"\n")]
    [InlineData("a = [1, # x\n 2]\n", "a", true, "a = true\n")]
    [InlineData("\uFEFFa = 1\n", "a", 2L, "\uFEFFa = 2\n")]
    [InlineData("[t]\nx = { y = 1, z = 2 } # c\n", "t.x.y", 5L, "[t]\nx = { y = 5, z = 2 } # c\n")]
    [InlineData("a.b.c = 1\n", "a.b.c", 2L, "a.b.c = 2\n")]
    [InlineData("\"a.b\".'c d' = 1\n", "\"a.b\".\"c d\"", 2L, "\"a.b\".'c d' = 2\n")]
    [InlineData("[t]\nx = { kind = 'atr' }\n", "t.x", 0.05, "[t]\nx = 0.05\n")]
    // A key that is not there.
    [InlineData("", "a", 1L, "a = 1\n")]
    [InlineData("# only\n", "a", 1L, "# only\na = 1\n")]
    [InlineData("b = 1\n\n[t]\n", "a", 1L, "b = 1\na = 1\n\n[t]\n")]
    [InlineData("# head\n\n# of t\n[t]\nx = 1\n", "a", 1L, "# head\n\na = 1\n\n# of t\n[t]\nx = 1\n")]
    [InlineData("[t]\nx = 1\n", "a", 1L, "a = 1\n\n[t]\nx = 1\n")]
    [InlineData("[t] # t\n  x = 1 # one\n\n# of u\n[u]\n", "t.y", 2L, "[t] # t\n  x = 1 # one\n  y = 2\n\n# of u\n[u]\n")]
    [InlineData("[t]\r\nx = 1\r\n[u]\r\n", "t.y", 2L, "[t]\r\nx = 1\r\ny = 2\r\n[u]\r\n")]
    [InlineData("[t]\n\n[u]\n", "t.y", 2L, "[t]\ny = 2\n\n[u]\n")]
    [InlineData("[t]\nx = 1", "t.y", 2L, "[t]\nx = 1\ny = 2")]
    [InlineData("[t]\nx = \"\"\"\none\n\"\"\" # c\n[u]\n", "t.y", 2L, "[t]\nx = \"\"\"\none\n\"\"\" # c\ny = 2\n[u]\n")]
    [InlineData("[t]\nx = 1\n[t.u]\nz = 1\n", "t.y", 2L, "[t]\nx = 1\ny = 2\n[t.u]\nz = 1\n")]
    [InlineData("[t]\na.b = 1\nc = 2\n", "t.a.d", 3L, "[t]\na.b = 1\nc = 2\na.d = 3\n")]
    [InlineData("a.b = 1\n[t]\n", "a.c.d", 3L, "a.b = 1\na.c.d = 3\n[t]\n")]
    [InlineData("x = { y = 1 }\n", "x.z", 2L, "x = { y = 1, z = 2 }\n")]
    [InlineData("x = {}\n", "x.z.w", 2L, "x = { z.w = 2 }\n")]
    [InlineData("x = { y.z = 1 }\n", "x.y.w", 2L, "x = { y.z = 1, y.w = 2 }\n")]
    [InlineData("[t]\n", "t.\"odd key\"", "v", "[t]\n\"odd key\" = \"v\"\n")]
    // A table that is not there.
    [InlineData("a = 1\n", "t.u.x", 1L, "a = 1\n\n[t.u]\nx = 1\n")]
    [InlineData("a = 1", "t.x", 1L, "a = 1\n\n[t]\nx = 1")]
    [InlineData("a = 1\r\n\r\n", "t.x", 1L, "a = 1\r\n\r\n[t]\r\nx = 1\r\n")]
    [InlineData("", "t.x", 1L, "[t]\nx = 1\n")]
    [InlineData("[t.u]\nx = 1\n", "t.y", 1L, "[t.u]\nx = 1\n\n[t]\ny = 1\n")]
    [InlineData("[t]\nx = 1\n", "t.\"u.v\".y", false, "[t]\nx = 1\n\n[t.\"u.v\"]\ny = false\n")]
    public void A_value_is_set_and_all_else_stays(string text, string path, object value, string expected)
    {
        Assert.Equal(expected, TomlEdit.Set(text, [(path, value)]));
        Assert.Equal(expected, TomlEdit.Set(expected, [(path, value)]));
    }

    [Fact]
    public void Several_values_find_the_table_that_the_first_one_made() =>
        Assert.Equal(
            "[strategy]\nkey = \"ma_crossover\"\n\n[strategy.ma_crossover]\nfast_window = 15\nslow_window = 45\n",
            TomlEdit.Set("[strategy]\nkey = \"ma_crossover\"\n", [("strategy.ma_crossover.fast_window", 15), ("strategy.ma_crossover.slow_window", 45L)]));

    [Theory]
    [InlineData("a = 1\n", "a.b", "config.toml, line 1, column 5: a.b cannot be set: a is the integer 1. Change the file by hand.")]
    [InlineData("\n[a]\n", "a", "config.toml, line 2, column 1: a cannot be set: a is a table. Change the file by hand.")]
    [InlineData("[[a]]\nb = 1\n", "a.b", "config.toml, line 1, column 1: a.b cannot be set: a is an array. Change the file by hand.")]
    [InlineData("a.b = 1\n", "a", "config.toml, line 1, column 1: a cannot be set: a is a table. Change the file by hand.")]
    public void What_is_in_the_way_is_named(string text, string path, string message)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => TomlEdit.Set(text, [(path, 5)], "config.toml"));
        Assert.Same(FaultCatalogue.ConfigInvalid, thrown.Kind);
        Assert.Equal(message, Assert.Single(thrown.Faults).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a..b")]
    [InlineData("a = 1\nb")]
    [InlineData("[a]\nb")]
    [InlineData("a = 1 #")]
    public void A_path_that_is_no_key_is_refused(string path) => Assert.Throws<ArgumentException>(() => TomlEdit.Set("", [(path, 1)]));

    [Fact]
    public void A_value_that_is_no_single_one_is_refused() => Assert.Throws<ArgumentException>(() => TomlEdit.Set("", [("a", new[] { 1 })]));

    [TomlSuiteTheory]
    [MemberData(nameof(Valid))]
    public void In_the_suite_own_values_change_no_byte_and_new_keys_change_nothing_else(string file)
    {
        var text = new UTF8Encoding(false).GetString(TomlSuite.Read(file));
        foreach (var (names, node) in Reachable(TomlReader.Parse(text), []))
        {
            if (node is TomlValue value) Assert.Equal(text, TomlEdit.Set(text, [(PathOf(names), value.Value)]));
            else Verify(text, [.. names, "not there yet"], 7L);
        }
    }

    private static readonly string[] Keys = ["a", "b", "c", "\"d e\"", "a.b", "b.c", "c.a.b"];

    private static Gen<string> Documents
    {
        get
        {
            var value = Gen.Elements("1", "2.5", "'x'", "\"y\"", "true", "[1, 2]", "[\n  1, # n\n]", "{}", "{ a = 1 }", "{ a.b = 1, c = { a = 2 } }", "\"\"\"\nm\n\"\"\"", "07:32:00");
            var key = Gen.Elements(Keys);
            var line = Gen.Frequency(
                (6, key.Zip(value).Zip(Gen.Elements("", " ", "\t").Zip(Gen.Elements("", " # note", "  "))).Select(l => $"{l.Item2.Item1}{l.Item1.Item1} = {l.Item1.Item2}{l.Item2.Item2}")),
                (2, key.Select(k => $"[{k}]")), (1, key.Select(k => $"  [ {k} ] # header")), (1, key.Select(k => $"[[{k}]]")),
                (1, Gen.Constant("")), (1, Gen.Constant("# comment")));
            return line.ArrayOf().Zip(Gen.Elements("\n", "\r\n")).Zip(Gen.Elements("", "\n")).Select(d => (string.Join("\n", d.Item1.Item1) + d.Item2).Replace("\n", d.Item1.Item2, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void In_any_document_a_set_value_is_the_only_change()
    {
        var (done, refused) = (0, 0);
        var paths = Gen.Elements("a", "b", "c", "d e").ArrayOf().Where(p => p.Length is > 0 and < 5);
        var values = Gen.Elements<object>(7L, 2.5, 3.0, "x", "it's", false, new TimeOnly(7, 32));
        Prop.ForAll(Documents.Zip(paths.Zip(values)).ToArbitrary(), test =>
        {
            var (text, (names, value)) = test;
            TomlTable table;
            try
            {
                table = TomlReader.Parse(text);
            }
            catch (PeakTradeException)
            {
                return true;
            }

            if (IsBlocked(table, names))
            {
                refused++;
                var thrown = Assert.Throws<PeakTradeException>(() => TomlEdit.Set(text, [(PathOf(names), value)]));
                return ReferenceEquals(thrown.Kind, FaultCatalogue.ConfigInvalid);
            }

            Verify(text, names, value);
            done++;
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8_000).WithReplay(2_025, 7).WithEndSize(12));
        Assert.True(done > 2_000 && refused > 200, $"{done} {refused}");
    }

    /// <summary>The edited text reads as the old one with the value set, and differs from it in one stretch: the old value's own, or none of the old text.</summary>
    private static void Verify(string text, string[] names, object value)
    {
        var edited = TomlEdit.Set(text, [(PathOf(names), value)]);
        var (expected, replaced) = (TomlReader.Parse(text), 0);
        var table = expected;
        foreach (var name in names[..^1])
        {
            if (!table.ContainsKey(name)) table.Set(name, new TomlTable());
            table = (TomlTable)table[name];
        }

        if (table.TryGetValue(names[^1], out var old))
        {
            replaced = old.EndOffset - old.Mark.Offset;
            if (old is TomlValue { Value: double } && value is long whole) value = (double)whole;
        }

        table.Set(names[^1], new TomlValue(value));
        Assert.Equal(TaggedJson.Of(expected), TaggedJson.Of(TomlReader.Parse(edited)));
        var prefix = edited.AsSpan().CommonPrefixLength(text);
        var suffix = 0;
        while (suffix < Math.Min(text.Length, edited.Length) - prefix && text[^(suffix + 1)] == edited[^(suffix + 1)]) suffix++;
        Assert.True(prefix + suffix >= text.Length - replaced, $"{text}\n=>\n{edited}");
    }

    private static bool IsBlocked(TomlTable table, string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (!table.TryGetValue(names[i], out var node)) return false;
            if (i == names.Length - 1) return node.EndOffset <= node.Mark.Offset;
            if (node is not TomlTable inner) return true;
            table = inner;
        }

        return false;
    }

    private static IEnumerable<(string[] Names, TomlNode Node)> Reachable(TomlTable table, string[] names) =>
        table.SelectMany(e => e.Value is TomlTable inner ? Reachable(inner, [.. names, e.Key]) : e.Value is TomlValue ? [([.. names, e.Key], e.Value)] : []).Prepend((names, table));

    private static string PathOf(string[] names) => string.Join('.', names.Select(TomlWriter.Quoted));
}
