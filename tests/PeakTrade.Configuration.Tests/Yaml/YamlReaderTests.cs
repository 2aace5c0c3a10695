using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Configuration.Tests;

public class YamlReaderTests
{
    [Theory]
    // YAML 1.2.2, sections 10.2 and 10.3: the words and numbers of the core schema, and what older YAML made of others.
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    [InlineData("yes", "yes")]
    [InlineData("no", "no")]
    [InlineData("on", "on")]
    [InlineData("~", null)]
    [InlineData("Null", null)]
    [InlineData("", null)]
    [InlineData("0", 0L)]
    [InlineData("-19", -19L)]
    [InlineData("+12", 12L)]
    [InlineData("017", 17L)]
    [InlineData("0o17", 15L)]
    [InlineData("0x3A", 58L)]
    [InlineData("1_000", "1_000")]
    [InlineData("190:20:30", "190:20:30")]
    [InlineData("0.", 0.0)]
    [InlineData("-0.0", -0.0)]
    [InlineData(".5", 0.5)]
    [InlineData("+12e03", 12000.0)]
    [InlineData("-2E+05", -200000.0)]
    [InlineData(".inf", double.PositiveInfinity)]
    [InlineData("-.INF", double.NegativeInfinity)]
    [InlineData(".nan", double.NaN)]
    [InlineData("5..40", "5..40")]
    [InlineData("10..200 step 10", "10..200 step 10")]
    [InlineData("2024-01-01", "2024-01-01")]
    [InlineData("90s", "90s")]
    [InlineData("'5'", "5")]
    [InlineData("\"true\"", "true")]
    [InlineData("!!str 5", "5")]
    [InlineData("! 5", "5")]
    [InlineData("\"\\ud83d\\ude00\"", "\U0001F600")]
    [InlineData("|\n  5\n", "5\n")]
    public void A_scalar_means_what_yaml_1_2_says(string text, object? value) => Assert.Equal(value, ((YamlScalar)Read($"a: {text}")["a"]!).Value);

    [Fact]
    public void Json_reads_as_json_indented_by_blanks_or_tabs()
    {
        const string Json = "{\n\t\"a\": [1, 2.5, -3e2, true, null, \"x\\ty \\\"z\\\" \\u00e9\"],\n\t\"b\": {\n\t\t\"c\": \"\", \"d e\": []\n\t}\n}\n";
        Assert.Equal(JsonNode.Parse(Json)!.ToJsonString(), JsonNode.Parse(JsonSerializer.Serialize(Parse(Json).ToValue()))!.ToJsonString().Replace("-300", "-3e2", StringComparison.Ordinal));
    }

    [Fact]
    public void Anchors_aliases_and_merges_are_followed()
    {
        var map = Read("base: &b { x: 1, y: 2 }\nmore: &m { y: 3, z: 4 }\ncopy: *b\none: { <<: *b, y: 9 }\nboth:\n  w: 0\n  <<: [*m, *b]\n\"q\": { \"<<\": 1 }\n");
        Assert.Equal("""{"x":1,"y":2}""", JsonSerializer.Serialize(map["copy"]!.ToValue()));
        Assert.Equal("""{"y":9,"x":1}""", JsonSerializer.Serialize(map["one"]!.ToValue()));
        Assert.Equal("""{"w":0,"y":3,"z":4,"x":1}""", JsonSerializer.Serialize(map["both"]!.ToValue()));
        Assert.Equal(["<<"], ((YamlMap)map["q"]!).Keys);
    }

    [Fact]
    public void Every_node_knows_where_it_stands()
    {
        var map = (YamlMap)Parse("\uFEFF# first\na: 1\n\"\U0001F600\":   two\nlist:\r\n  - x\n  - { k: v }\n");
        Assert.Equal((2, 4), Place(map, "a"));
        Assert.Equal((3, 8), Place(map, "\U0001F600"));
        Assert.True(map.TryGetValue("list", out var list));
        Assert.Equal((5, 5), (((YamlList)list)[0].Line, ((YamlList)list)[0].Column));
        Assert.Equal((6, 10), Place((YamlMap)((YamlList)list)[1], "k"));
        Assert.Equal((6, 7), (((YamlMap)((YamlList)list)[1]).KeyNode("k").Line, ((YamlMap)((YamlList)list)[1]).KeyNode("k").Column));
    }

    [Theory]
    [InlineData("", 1, 1, "The file is empty.")]
    [InlineData("\n# nothing\n", 1, 1, "The file is empty.")]
    [InlineData("---\n", 1, 1, "The file is empty.")]
    [InlineData("a: 1\nb: 2\na: 3\n", 3, 1, "\"a\" is already defined on line 1.")]
    [InlineData("a:\n\tb: 1\n", 2, 1, "A tab stands in the indentation, where YAML allows blanks only.")]
    [InlineData("a:\n  b: 1\n\tc: 2\n", 3, 1, "A tab stands in the indentation, where YAML allows blanks only.")]
    [InlineData("a: 1\n---\nb: 2\n", 2, 1, "A second document begins here.")]
    [InlineData("a: *x\n", 1, 4, "No anchor \"&x\" stands before this alias.")]
    [InlineData("a: &x [1, *x]\n", 1, 11, "The alias \"*x\" stands inside of what it names.")]
    [InlineData("a: !!python/object:os.system 1\n", 1, 4, "The tag tag:yaml.org,2002:python/object:os.system is not known here.")]
    [InlineData("[a, b]: 1\n", 1, 1, "A key must be a text, and this is a list or a map.")]
    [InlineData("a: 9223372036854775808\n", 1, 4, "The number 9223372036854775808 is beyond 64 bits.")]
    [InlineData("a: 1e400\n", 1, 4, "The number 1e400 is beyond 64 bits.")]
    [InlineData("a: [{ b: 1, c: [2] ]\n", 1, 5, "The map opened here is not closed, or lacks a comma.")]
    [InlineData("a: [1, 2\nb: 3\n", 1, 4, "The list opened here is not closed, or lacks a comma.")]
    [InlineData("a: {<<: 5}\n", 1, 9, "\"<<\" merges a map or a list of maps, and this is the number 5.")]
    public void A_broken_document_is_refused_in_one_sentence_with_its_place(string text, int line, int column, string message)
    {
        var fault = Fault(text);
        Assert.Equal(new Place("study.yaml", line, column), fault.Place);
        Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("a: \"open\n")]
    [InlineData("a:\n  [1, 2\nb: 3\n")]
    [InlineData("a: 1\n b: 2\n")]
    [InlineData("a: b: c\n")]
    [InlineData("- a\nb: 1\n")]
    [InlineData("%YAML\n---\na: 1\n")]
    [InlineData("a: @x\n")]
    public void What_is_no_yaml_is_said_to_be_none(string text)
    {
        var fault = Fault(text);
        Assert.StartsWith("This is no YAML: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.True(fault.Place is { Line: > 0, Column: > 0 });
    }

    [Fact]
    public void Duplicates_come_all_at_once() => Assert.Equal(2, Assert.Throws<PeakTradeException>(() => Parse("a: 1\nb: { c: 1, c: 2 }\na: 3\n")).Faults.Count);

    [Fact]
    public void Depth_and_aliases_of_aliases_are_bounded()
    {
        Assert.Equal("This is nested more than 100 levels deep.", Fault("a: " + new string('[', 100_000)).Message);
        var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.Equal("Written out, this has more than 200000 values.", Fault(laughs).Message);
    }

    private static readonly string[] Pieces =
    [
        "a", "b", ": ", ":", "\n", "\r\n", "\r", "\t", "  ", " ", "#", "- ", "-", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "&x ", "*x", "!!str ", "!", "%", "@", "`", "? ", "<<: ", "---\n", "...\n", "1", "0x", "1.5", ".inf", "null",
        "true", "\\", "\\u00e9", "\\ud83d", "\uFEFF", "\u0000", "\u0085", "é", "\U0001F600", "\ud800", "a: 1\n", "a:\n  b: 2\n", "- c\n",
    ];

    [Fact]
    public void Any_text_is_read_or_refused_with_its_place() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                return Parse(text).Line > 0;
            }
            catch (PeakTradeException fault)
            {
                return fault.Kind == FaultCatalogue.ConfigSyntax && fault.Faults.All(f => f.Place is { Line: > 0, Column: > 0 });
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithReplay(1_979, 5).WithEndSize(25));

    private static YamlNode Parse(string text) => YamlReader.Parse(text, "study.yaml");

    private static Dictionary<string, YamlNode?> Read(string text) => ((YamlMap)Parse(text)).ToDictionary(e => e.Key, e => (YamlNode?)e.Value);

    private static (int, int) Place(YamlMap map, string key) => map.TryGetValue(key, out var node) ? (node.Line, node.Column) : default;

    private static Fault Fault(string text)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => Parse(text));
        Assert.Same(FaultCatalogue.ConfigSyntax, thrown.Kind);
        return Assert.Single(thrown.Faults);
    }
}
