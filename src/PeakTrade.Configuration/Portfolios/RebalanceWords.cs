namespace PeakTrade.Configuration;

/// <summary>The words for how often weights are decided: a letter, as pandas has it, or the word itself.</summary>
internal static class RebalanceWords
{
    private static readonly (string Word, RebalanceFrequency Frequency)[] Words =
    [
        ("D", RebalanceFrequency.Daily), ("W", RebalanceFrequency.Weekly), ("M", RebalanceFrequency.Monthly), ("Q", RebalanceFrequency.Quarterly),
        ("daily", RebalanceFrequency.Daily), ("weekly", RebalanceFrequency.Weekly), ("monthly", RebalanceFrequency.Monthly), ("quarterly", RebalanceFrequency.Quarterly),
    ];

    /// <summary>All of them, the letters first.</summary>
    public static IEnumerable<string> All => Words.Select(w => w.Word);

    /// <summary>The letter of a frequency.</summary>
    public static string Of(RebalanceFrequency frequency) => Array.Find(Words, w => w.Frequency == frequency).Word;

    /// <summary>What a word means; null for what is none.</summary>
    public static RebalanceFrequency? Of(string word)
    {
        var at = Array.FindIndex(Words, w => w.Word == word);
        return at < 0 ? null : Words[at].Frequency;
    }
}
