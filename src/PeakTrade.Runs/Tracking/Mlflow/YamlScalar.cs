using System.Text;
using System.Text.RegularExpressions;

namespace PeakTrade.Runs;

/// <summary>Texts in MLflow's <c>meta.yaml</c>: bare where YAML 1.1 would read a text back, else in quotes.</summary>
internal static partial class YamlScalar
{
    private const int MatchTimeoutMilliseconds = 1000;

    public static string Write(string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text.Any(IsSpecial)) return InDoubleQuotes(text);
        return IsPlain(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>The text that a scalar stands for, folded lines and all.</summary>
    public static string Read(string scalar)
    {
        var text = scalar.Trim(' ', '\n', '\r');
        var quote = text.Length > 0 && text[0] is '\'' or '"' ? text[0] : '\0';
        var read = new StringBuilder(text.Length);
        // Spaces before this place were written as such on purpose, and no line end eats them.
        var kept = 0;
        for (var at = quote == '\0' ? 0 : 1; at < text.Length; at++)
        {
            var character = text[at];
            if (character == quote && quote == '\'' && at + 1 < text.Length && text[at + 1] == '\'') at++;
            else if (character == quote && quote != '\0') break;
            else if (character == '#' && quote == '\0' && text[at - 1] == ' ') return read.ToString().TrimEnd();
            else if (character == '\n')
            {
                at = Fold(text, at, read, kept);
                continue;
            }
            else if (character == '\\' && quote == '"')
            {
                at = Unescape(text, at + 1, read);
                kept = read.Length;
                continue;
            }

            if (character != '\r') read.Append(character);
        }

        return read.ToString();
    }

    // One line end is a space; each empty line after it is a line end of the text.
    private static int Fold(string text, int at, StringBuilder read, int kept)
    {
        while (read.Length > kept && read[^1] == ' ') read.Length--;
        var ends = 0;
        for (; at < text.Length && text[at] is '\n' or '\r' or ' '; at++)
        {
            if (text[at] == '\n') ends++;
        }

        if (ends == 1) read.Append(' ');
        else read.Append('\n', ends - 1);
        return at - 1;
    }

    private static int Unescape(string text, int at, StringBuilder read)
    {
        var digits = text[at] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            read.Append(char.ConvertFromUtf32(Convert.ToInt32(text.Substring(at + 1, digits), 16)));
            return at + digits;
        }

        if (text[at] == '\n')
        {
            while (at + 1 < text.Length && text[at + 1] == ' ') at++;
            return at;
        }

        read.Append(text[at] switch
        {
            'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', 'a' => '\a', 'b' => '\b', 'v' => '\v', 'f' => '\f', 'e' => '\u001b',
            'N' => '\u0085', '_' => '\u00a0', 'L' => '\u2028', 'P' => '\u2029', var itself => itself,
        });
        return at;
    }

    private static bool IsSpecial(char character) =>
        character is < ' ' or (>= '\u007f' and < '\u00a0') or '\u2028' or '\u2029' or '\ufeff' or > '\ufffd' || char.IsSurrogate(character);

    private static string InDoubleQuotes(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (rune.Value == '\n') quoted.Append("\\n");
            else if (rune.Value == '\t') quoted.Append("\\t");
            else if (rune.Value > char.MaxValue) quoted.Append($"\\U{rune.Value:X8}");
            else if (IsSpecial((char)rune.Value)) quoted.Append($"\\u{rune.Value:X4}");
            else quoted.Append((char)rune.Value);
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(string text) =>
        text.Length > 0 && text[0] != ' ' && text[^1] is not (' ' or ':') && !Indicators().IsMatch(text) && !OtherThanText().IsMatch(text);

    // What begins another thing than a bare text, or ends one in its middle.
    [GeneratedRegex("""^[#,\[\]{}&*!|>'"%@`]|^[-?:]( |$)|^---|^\.\.\.|: | #""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeoutMilliseconds)]
    private static partial Regex Indicators();

    // YAML 1.1's own list of what a bare word is when it is no text: truth values, nothing, whole and broken numbers (with base 60), times, merge and value keys.
    [GeneratedRegex("""
        ^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF
        |~|null|Null|NULL|<<|=
        |[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+
        |[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
        |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
        |[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[\ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[\ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?
        )$
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, MatchTimeoutMilliseconds)]
    private static partial Regex OtherThanText();
}
