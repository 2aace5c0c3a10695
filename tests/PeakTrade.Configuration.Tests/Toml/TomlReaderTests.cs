using System.Text;

namespace PeakTrade.Configuration.Tests;

public class TomlReaderTests
{
    [Theory]
    [InlineData("a = ", 1, 5, "A value was expected, and the end of the file came.")]
    [InlineData("a = 1\nb = \n", 2, 5, "A value was expected, and the end of the line came.")]
    [InlineData("a = 1 2", 1, 7, "The end of the line was expected, and '2' came.")]
    [InlineData("a = 1\n  a = 2", 2, 3, "\"a\" is already defined on line 1 as a value (integer).")]
    [InlineData("[a]\nb = 1\n[c]\n[a]", 4, 2, "\"a\" is already defined on line 1 as a table.")]
    [InlineData("[a]\n[[a]]", 2, 3, "\"a\" is already defined on line 1 as a table.")]
    [InlineData("a = { b = 1 }\n[a.c]", 2, 2, "\"a\" is already defined on line 1 as an inline table, which is closed.")]
    [InlineData("a.b = 1\n[a]", 2, 2, "\"a\" is already defined on line 1 as a table made by a dotted key.")]
    [InlineData("a = [1, 2", 1, 10, "The array opened on line 1, column 5 is not closed.")]
    [InlineData("a = [\n  1\n  2\n]", 3, 3, "\",\" or \"]\" was expected in the array, and '2' came.")]
    [InlineData("a = { b = 1, }", 1, 14, "A key was expected after \",\", and '}' came.")]
    [InlineData("a = { b = 1,\n c = 2 }", 1, 13, "An inline table stays on one line in TOML 1.0, and the line ends.")]
    [InlineData("a = \"x\ny\"", 1, 7, "The string opened on line 1, column 5 is not closed.")]
    [InlineData("a = \"\"\"\nx", 2, 2, "The string opened on line 1, column 5 is not closed.")]
    [InlineData("a = \"\\q\"", 1, 6, "A backslash before 'q' is no escape.")]
    [InlineData("a = \"\\uD800\"", 1, 6, "U+D800 is not a character.")]
    [InlineData("a = \"\\u12\"", 1, 6, "The escape needs 4 hexadecimal digits, and has 2.")]
    [InlineData("a = 012", 1, 5, "The number 012 starts with 0.")]
    [InlineData("a = 9223372036854775808", 1, 5, "The number 9223372036854775808 is beyond a 64-bit integer.")]
    [InlineData("a = 1e400", 1, 5, "The number 1e400 is beyond a 64-bit float.")]
    [InlineData("a = 1__0", 1, 5, "1__0 is no number, date, time or boolean.")]
    [InlineData("a = 2021-02-29", 1, 5, "There is no date 2021-02-29.")]
    [InlineData("a = 24:00:00", 1, 5, "There is no time 24:00:00.")]
    [InlineData("key one = 1", 1, 5, "\"=\" was expected after the key, and 'o' came.")]
    [InlineData("= 1", 1, 1, "A key was expected, and '=' came.")]
    [InlineData("[a", 1, 3, "\"]\" was expected to close the header, and the end of the file came.")]
    [InlineData("[[a] ]", 1, 4, "\"]]\" was expected to close the header, and ']' came.")]
    [InlineData("a = 1 # \u0001", 1, 9, "The character U+0001 may not stand in a comment.")]
    [InlineData("a = 1\rb = 2", 1, 6, "The end of the line was expected, and the character U+000D came.")]
    // A character outside the basic plane is one column.
    [InlineData("a = '\U0001F600' x", 1, 9, "The end of the line was expected, and 'x' came.")]
    [InlineData("\r\n\r\n\tb 1", 3, 4, "\"=\" was expected after the key, and '1' came.")]
    public void A_fault_names_its_line_and_column(string text, int line, int column, string message)
    {
        var fault = Fault(() => TomlReader.Parse(text, "config.toml"));
        Assert.Equal(new Place("config.toml", line, column), fault.Place);
        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void A_byte_that_is_not_utf8_is_named_with_its_place()
    {
        byte[] bytes = [.. "a = 1\nb = \"ü"u8, 0xC3, (byte)'"'];
        var fault = Fault(() => TomlReader.Parse(bytes, "config.toml"));
        Assert.Equal(new Place("config.toml", 2, 7), fault.Place);
        Assert.Equal("The byte 0xC3 is not valid UTF-8.", fault.Message);
    }

    [Fact]
    public void A_utf16_file_is_told_to_be_one()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a = 1")];
        Assert.Equal("It looks like UTF-16; save the file as UTF-8.", Fault(() => TomlReader.Parse(bytes)).Action);
    }

    [Fact]
    public void A_byte_order_mark_is_no_column()
    {
        byte[] bytes = [.. "\uFEFF"u8, .. "a ="u8];
        Assert.Equal(new Place(null, 1, 4), Fault(() => TomlReader.Parse(bytes)).Place);
        Assert.Equal(new Place(null, 1, 4), Fault(() => TomlReader.Parse("\uFEFFa =")).Place);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.Equal(new Place(null, 1, 6), Fault(() => TomlReader.Parse("a = '\uD83D'")).Place);

    [Theory]
    [InlineData("a = ", "[", 1, 105)]
    [InlineData("a = ", "{a=", 1, 303)]
    [InlineData("", "[", 1, 3)]
    [InlineData("", "a.", 1, 1)]
    [InlineData("[", "a.", 1, 2)]
    public void A_hundred_thousand_levels_are_refused_and_overflow_nothing(string start, string level, int line, int column)
    {
        var text = start + string.Concat(Enumerable.Repeat(level, 100_000));
        var fault = Fault(() => TomlReader.Parse(text));
        Assert.Equal(new Place(null, line, column), fault.Place);
    }

    [Fact]
    public void Every_node_knows_where_it_stands()
    {
        var table = TomlReader.Parse("x = 1\n[a]\n  key = [ 10,\n    { b = 'c' } ]\n[[list]]\n[[list]]\nn.m = 1.5\n");
        var a = (TomlTable)table["a"];
        var array = (TomlArray)a["key"];
        var second = (TomlTable)((TomlArray)table["list"])[1];
        Assert.Equal((2, 1), (a.Line, a.Column));
        Assert.Equal((2, 2), table.KeyPlace("a"));
        Assert.Equal((3, 3), a.KeyPlace("key"));
        Assert.Equal((3, 9), (array.Line, array.Column));
        Assert.Equal((3, 11), (array[0].Line, array[0].Column));
        Assert.Equal((4, 5), (array[1].Line, array[1].Column));
        Assert.Equal((4, 11), (((TomlTable)array[1])["b"].Line, ((TomlTable)array[1])["b"].Column));
        Assert.Equal((6, 1), (second.Line, second.Column));
        Assert.Equal((7, 7), (((TomlTable)second["n"])["m"].Line, ((TomlTable)second["n"])["m"].Column));
    }

    [Fact]
    public void A_text_over_several_lines_means_the_same_with_either_line_end() =>
        Assert.Equal(Value("a = \"\"\"\none\ntwo\"\"\""), Value("a = \"\"\"\r\none\r\ntwo\"\"\""));

    [Fact]
    public void Digits_beyond_a_hundred_nanoseconds_are_cut() => Assert.Equal(new TimeOnly(1, 2, 3).Add(TimeSpan.FromTicks(1_234_567)), Value("a = 01:02:03.123456789"));

    [Fact]
    public void An_offset_beyond_what_dotnet_allows_is_kept() =>
        Assert.Equal(new TomlOffsetDateTime(new DateTime(1, 1, 1), new TimeSpan(23, 59, 0)), Value("a = 0001-01-01T00:00:00+23:59"));

    private static object Value(string text) => ((TomlValue)TomlReader.Parse(text)["a"]).Value;

    private static Fault Fault(Action read)
    {
        var thrown = Assert.Throws<PeakTradeException>(read);
        Assert.Same(FaultCatalogue.ConfigSyntax, thrown.Kind);
        return Assert.Single(thrown.Faults);
    }
}
