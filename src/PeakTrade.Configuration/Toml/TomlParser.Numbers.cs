using System.Globalization;

namespace PeakTrade.Configuration;

internal sealed partial class TomlParser
{
    private object ParseNumber(string word, TomlMark mark)
    {
        if (word.Length > 2 && word[0] == '0' && word[1] is 'x' or 'o' or 'b') return ParsePrefixed(word, mark);

        var at = word[0] is '+' or '-' ? 1 : 0;
        var first = at;
        if (!TakeDigits(word, ref at, 10)) throw NotAValue(word, mark);
        if (word[first] == '0' && at > first + 1) throw _scanner.Error(mark, $"the number {Words.Short(word)} starts with 0.", "Leave the leading zeros out.");

        var isFloat = false;
        if (at < word.Length && word[at] == '.')
        {
            isFloat = true;
            at++;
            if (!TakeDigits(word, ref at, 10)) throw NotAValue(word, mark);
        }

        if (at < word.Length && word[at] is 'e' or 'E')
        {
            isFloat = true;
            at++;
            if (at < word.Length && word[at] is '+' or '-') at++;
            if (!TakeDigits(word, ref at, 10)) throw NotAValue(word, mark);
        }

        if (at < word.Length) throw NotAValue(word, mark);
        return isFloat ? ToDouble(word, mark) : (object)ToLong(word, mark);
    }

    private long ParsePrefixed(string word, TomlMark mark)
    {
        var radix = word[1] switch { 'x' => 16, 'o' => 8, _ => 2 };
        var at = 2;
        if (!TakeDigits(word, ref at, radix) || at < word.Length) throw NotAValue(word, mark);

        UInt128 value = 0;
        foreach (var c in word.AsSpan(2))
        {
            if (c != '_') value = (value * (UInt128)radix) + (UInt128)HexValue(c);
            if (value > long.MaxValue) throw TooLarge(word, mark);
        }

        return (long)value;
    }

    private long ToLong(string word, TomlMark mark) =>
        long.TryParse(word.Replace("_", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw TooLarge(word, mark);

    private double ToDouble(string word, TomlMark mark)
    {
        var value = double.Parse(word.Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : throw _scanner.Error(mark, $"the number {Words.Short(word)} is beyond a 64-bit float.", "Write inf if that is meant.");
    }

    /// <summary>One digit or more, with single underscores between digits only.</summary>
    private static bool TakeDigits(string word, ref int at, int radix)
    {
        var start = at;
        while (at < word.Length && (IsDigit(word[at], radix) || (word[at] == '_' && at > start && word[at - 1] != '_'))) at++;
        return at > start && word[at - 1] != '_';
    }

    private static bool IsDigit(char c, int radix) => char.IsAsciiHexDigit(c) && HexValue(c) < radix;

    private static int HexValue(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;

    private PeakTradeException TooLarge(string word, TomlMark mark) => _scanner.Error(mark, $"the number {Words.Short(word)} is beyond a 64-bit integer.");

    private PeakTradeException NotAValue(string word, TomlMark mark) =>
        _scanner.Error(mark, $"{Words.Short(word)} is no number, date, time or boolean.", "Text stands in quotes.");
}
