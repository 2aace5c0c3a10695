using System.Text;

namespace PeakTrade.Configuration;

/// <summary>The words that files use for choices: <c>NextOpen</c> is <c>next_open</c>.</summary>
internal static class Words
{
    public static string Of(Enum choice)
    {
        var word = new StringBuilder();
        foreach (var c in choice.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && word.Length > 0) word.Append('_');
            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }

    /// <summary>What a file holds, as a message shows it: not all of a text that runs on and on.</summary>
    public static string Short(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 60), "...");
}
