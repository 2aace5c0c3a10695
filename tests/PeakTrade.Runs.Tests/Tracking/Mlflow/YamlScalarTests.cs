using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Runs.Tests;

public sealed class YamlScalarTests
{
    // The right side is what PyYAML's safe_dump, with which MLflow writes, makes of the left one.
    [Theory]
    [InlineData("run one", "run one")]
    [InlineData("colon: 'q' #x", "'colon: ''q'' #x'")]
    [InlineData("12345", "'12345'")]
    [InlineData("0123", "'0123'")]
    [InlineData("0899", "0899")]
    [InlineData("1e5", "1e5")]
    [InlineData("1.5", "'1.5'")]
    [InlineData("1.5e+3", "'1.5e+3'")]
    [InlineData("2f1a5460eeb24787b50985d391ce01ae", "2f1a5460eeb24787b50985d391ce01ae")]
    [InlineData("12345678901234567890123456789012", "'12345678901234567890123456789012'")]
    [InlineData("yes", "'yes'")]
    [InlineData("Null", "'Null'")]
    [InlineData("~", "'~'")]
    [InlineData("", "''")]
    [InlineData("2026-11-21", "'2026-11-21'")]
    [InlineData("1:30", "'1:30'")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a:b", "a:b")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("a#b", "a#b")]
    [InlineData("- a", "'- a'")]
    [InlineData("-a", "-a")]
    [InlineData("? x", "'? x'")]
    [InlineData("?x", "?x")]
    [InlineData("@x", "'@x'")]
    [InlineData("%x", "'%x'")]
    [InlineData("it's", "it's")]
    [InlineData("'q'", "'''q'''")]
    [InlineData("\"q\"", "'\"q\"'")]
    [InlineData("*a", "'*a'")]
    [InlineData("&a", "'&a'")]
    [InlineData("!a", "'!a'")]
    [InlineData("[x]", "'[x]'")]
    [InlineData("{x}", "'{x}'")]
    [InlineData("a,b", "a,b")]
    [InlineData("x:", "'x:'")]
    [InlineData(" x", "' x'")]
    [InlineData("x ", "'x '")]
    [InlineData("---", "'---'")]
    [InlineData("--- a", "'--- a'")]
    [InlineData("...", "'...'")]
    [InlineData("=", "'='")]
    [InlineData("<<", "'<<'")]
    [InlineData("0x1F", "'0x1F'")]
    [InlineData("0b1", "'0b1'")]
    [InlineData("0o7", "0o7")]
    [InlineData("1_000", "'1_000'")]
    [InlineData(".5", "'.5'")]
    [InlineData(".inf", "'.inf'")]
    [InlineData(".nan", "'.nan'")]
    [InlineData("+1", "'+1'")]
    [InlineData("-", "'-'")]
    [InlineData("unknown", "unknown")]
    [InlineData("Grün 日本", "Grün 日本")]
    [InlineData("file:///srv/ml%20runs/1", "file:///srv/ml%20runs/1")]
    [InlineData("true story", "true story")]
    [InlineData("|x", "'|x'")]
    [InlineData(">x", "'>x'")]
    [InlineData("`x`", "'`x`'")]
    [InlineData("#x", "'#x'")]
    [InlineData(":x", ":x")]
    public void A_text_is_quoted_where_PyYAML_quotes_it(string text, string yaml)
    {
        Assert.Equal(yaml, YamlScalar.Write(text));
        Assert.Equal(text, YamlScalar.Read(yaml));
    }

    [Theory]
    [InlineData("two\nlines\n", "\"two\\nlines\\n\"")]
    [InlineData("tab\there \"x\" \\", "\"tab\\there \\\"x\\\" \\\\\"")]
    [InlineData("bell\a\u0085", "\"bell\\u0007\\u0085\"")]
    [InlineData("🚀", "\"\\U0001F680\"")]
    public void A_text_of_more_lines_or_odd_characters_stands_escaped_on_one_line(string text, string yaml)
    {
        Assert.Equal(yaml, YamlScalar.Write(text));
        Assert.Equal(text, YamlScalar.Read(yaml));
    }

    // The left side is how PyYAML folds the right one.
    [Theory]
    [InlineData("plain words\n  go on # a remark", "plain words go on")]
    [InlineData("'a\n\n  b'", "a\nb")]
    [InlineData("'it''s\n  folded'", "it's folded")]
    [InlineData("\"a\\tb\\\n  \\ c\"", "a\tb c")]
    [InlineData("\"caf\\xE9 \\u65e5 \\U0001F680\"", "café 日 🚀")]
    public void A_text_that_is_folded_reads_as_one(string yaml, string text) => Assert.Equal(text, YamlScalar.Read(yaml));

    [Fact]
    public void Every_text_reads_back_as_itself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => !IsWhole(text.Get) || YamlScalar.Read(YamlScalar.Write(text.Get)) == text.Get)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(7, 9));

    // Half a pair of letters is no letter.
    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
