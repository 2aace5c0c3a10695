using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Configuration.Tests;

public class TomlWriterTests
{
    [Fact]
    public void Values_come_before_tables_and_each_table_has_its_header()
    {
        var table = TomlReader.Parse("a.b = 1\nx = 'it\"s'\nl = [{p = 1}, {}]\n[a.c]\n'odd key' = [1.0, inf, {t = 07:32:00.5}]\n");
        const string Expected = """
            x = "it\"s"

            [a]
            b = 1

            [a.c]
            "odd key" = [1.0, inf, { t = 07:32:00.5 }]

            [[l]]
            p = 1

            [[l]]

            """;
        Assert.Equal(Expected, TomlWriter.Write(table));
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_table() =>
        Prop.ForAll(Tables(3).ToArbitrary(), table => TaggedJson.Of(TomlReader.Parse(TomlWriter.Write(table))) == TaggedJson.Of(table))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20_211, 77));

    private static Gen<string> Texts => Gen.Frequency(
        (3, Gen.Elements('a', 'Z', '0', '_', '-', '.', '"', '\'', '\\', '\n', '\r', '\t', ' ', '#', '=', '[', '\u0000', '\u007F', 'ü', '\uFFFF').ArrayOf().Select(c => new string(c))),
        (1, Gen.Elements("", "key", "\U0001F600", "a b", "true", "1.0", "\"\"\"", "'''")));

    private static Gen<TomlNode> Values => Gen.OneOf(
        Texts.Select(v => (object)v),
        ArbMap.Default.GeneratorFor<long>().Select(v => (object)v),
        ArbMap.Default.GeneratorFor<double>().Select(v => (object)v),
        ArbMap.Default.GeneratorFor<bool>().Select(v => (object)v),
        Dates.Select(v => (object)v),
        Dates.Select(v => (object)DateOnly.FromDateTime(v)),
        Dates.Select(v => (object)TimeOnly.FromDateTime(v)),
        Dates.Zip(Gen.Choose(-1439, 1439)).Select(v => (object)new TomlOffsetDateTime(v.Item1, TimeSpan.FromMinutes(v.Item2)))).Select(v => (TomlNode)new TomlValue(v));

    private static Gen<DateTime> Dates => Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 9_999_999)).Select(v => new DateTime(1, 1, 1).AddSeconds(v.Item1 * 146.0).AddTicks(v.Item2));

    private static Gen<TomlNode> Nodes(int depth) => depth == 0
        ? Values
        : Gen.Frequency((4, Values), (1, Nodes(depth - 1).ListOf().Select(Array)), (1, Tables(depth - 1).Select(t => (TomlNode)t)), (1, Tables(depth - 1).Select(t => (TomlNode)t).ListOf().Select(Array)));

    private static Gen<TomlTable> Tables(int depth) => Texts.Zip(Nodes(depth)).ListOf().Select(entries =>
    {
        var table = new TomlTable();
        foreach (var (key, node) in entries.Take(6)) table.Set(key, node);
        return table;
    });

    private static TomlNode Array(IEnumerable<TomlNode> items)
    {
        var array = new TomlArray();
        foreach (var item in items.Take(4)) array.Add(item);
        return array;
    }
}
