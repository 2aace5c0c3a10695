using System.Globalization;
using System.Text.RegularExpressions;

namespace PeakTrade.Configuration;

/// <summary>What plain scalars mean by YAML 1.2's core schema: "no" is a text, 0o17 a number, 2024-01-01 a text.</summary>
internal static partial class YamlCore
{
    /// <summary>The value of a plain scalar. Throws an <see cref="OverflowException"/> for a number that 64 bits do not hold.</summary>
    public static object? Resolve(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
        "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
        ".nan" or ".NaN" or ".NAN" => double.NaN,
        _ when Whole().IsMatch(plain) => ToLong(plain),
        _ when Number().IsMatch(plain) => ToDouble(plain),
        _ => plain,
    };

    private static long ToLong(string word) => word switch
    {
        ['0', 'o', .. var octal] => Convert.ToInt64(octal, 8),
        ['0', 'x', .. var hex] => long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var whole) && whole >= 0 ? whole : throw new OverflowException(),
        _ => long.Parse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };

    private static double ToDouble(string word)
    {
        var number = double.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : throw new OverflowException();
    }

    // YAML 1.2.2, section 10.3.2.
    [GeneratedRegex(@"^([-+]?[0-9]+|0o[0-7]{1,21}|0x[0-9a-fA-F]+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
