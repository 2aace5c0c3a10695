using System.Text;

namespace PeakTrade.Reports;

/// <summary>Text of the user's own, in which Markdown and HTML find nothing of theirs, and which stays on its line.</summary>
internal static class MarkdownText
{
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\n') safe.Append(' ');
            else if (char.IsControl(c)) safe.Append('\ufffd');
            else if (c == '<') safe.Append("&lt;");
            else if (c == '&') safe.Append("&amp;");
            else if (c is '\\' or '|' or '*' or '`' or '[' or ']' or '~' or '>' || (c == '_' && !IsInWord(text, i))) safe.Append('\\').Append(c);
            else safe.Append(c);
        }

        return safe.ToString();
    }

    // There it is a letter like others: ma_crossover.
    private static bool IsInWord(string text, int at) => at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);
}
