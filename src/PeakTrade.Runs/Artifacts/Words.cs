using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>The words that files use for the values of an enum: <c>StopLoss</c> is <c>stop_loss</c>.</summary>
internal static class Words<T> where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();

    /// <summary>All of them, in the order of the enum.</summary>
    public static IReadOnlyList<string> All { get; } = Array.ConvertAll(Values, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    public static string For(T value) => All[Array.IndexOf(Values, value)];

    public static bool TryRead(ReadOnlySpan<char> word, out T value)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            if (!word.SequenceEqual(All[i])) continue;
            value = Values[i];
            return true;
        }

        value = default;
        return false;
    }
}
