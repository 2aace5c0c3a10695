using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Configuration.Tests;

public class TomlFuzzTests
{
    private static readonly string[] Pieces =
    [
        "a", "b", "key", ".", "=", " = ", "\n", "\r\n", "\r", "\t", " ", "#", "[", "]", "[[", "]]", "{", "}", ",", "\"", "'", "\"\"\"", "'''", "\\", "\\n", "\\u00e9", "\\\n",
        "1", "0", "-", "+", "_", "0x1F", "1.5", "1e3", "inf", "nan", "true", "false", "1979-05-27", "T", "07:32:00", "Z", "+01:00", ".5", "\uFEFF", "\u0000", "é", "\U0001F600",
        "a = 1\n", "[t]\n", "[[l]]\n", "x = { y = 1 }\n", "z = [1, 2]\n", "password",
    ];

    [Fact]
    public void Any_text_is_read_and_written_back_or_refused_with_its_place() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            TomlTable table;
            try
            {
                table = TomlReader.Parse(text);
            }
            catch (PeakTradeException fault)
            {
                return fault.Kind == FaultCatalogue.ConfigSyntax && fault.Faults[0].Place is { Line: > 0, Column: > 0 };
            }

            return TaggedJson.Of(TomlReader.Parse(TomlWriter.Write(table))) == TaggedJson.Of(table)
                && (text.Contains("password", StringComparison.Ordinal) || SourceRedaction.Of(text) == text.TrimStart('\uFEFF'))
                && TomlReader.Parse(SourceRedaction.Of(text)).Count == table.Count;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(1_979, 5).WithEndSize(25));

    [Fact]
    public void A_key_or_word_of_ten_million_characters_is_refused_in_a_short_message()
    {
        var word = new string('x', 10_000_000);
        foreach (var text in new[] { $"{word} = 1", $"a = {word}", $"data.timezone = '{word}'", $"mode = '{word}'", $"a = 1{word}", $"{word} = 1\n{word} = 2" })
        {
            var thrown = Assert.Throws<PeakTradeException>(() => ConfigReader.Read(text, "config.toml", []));
            Assert.InRange(thrown.Message.Length, 1, 500);
        }
    }
}
