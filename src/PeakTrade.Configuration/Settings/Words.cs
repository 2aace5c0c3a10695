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
}
