using System.Text;

namespace PeakTrade.Data.Csv;

/// <summary>A field as a fault shows it: quoted, short, and without characters that a terminal would act on.</summary>
internal static class FieldText
{
    private const int Longest = 40;

    public static string Of(ReadOnlySpan<byte> field) => Of(Encoding.UTF8.GetString(field[..Math.Min(field.Length, 4 * Longest)]));

    /// <summary>Why a field is no time.</summary>
    public static string NoTime(string column, ReadOnlySpan<byte> field, TimeReading reading, string timezone) => reading switch
    {
        TimeReading.Skipped => $"{column} {Of(field)} does not exist in {timezone}: the clocks went forward over it.",
        _ when field.IsEmpty => Empty(column),
        _ => $"{column} {Of(field)} is no time; ISO 8601 or a number since 1970 is wanted.",
    };

    /// <summary>The rule that such a time breaks.</summary>
    public static DataRule RuleOf(TimeReading reading) => reading == TimeReading.Skipped ? DataRule.SkippedTime : DataRule.NotATime;

    /// <summary>Why a field is no number.</summary>
    public static string NoNumber(string column, ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty) return Empty(column);
        return field.Contains((byte)',')
            ? $"{column} {Of(field)} has a decimal or thousands comma; a decimal point is wanted."
            : $"{column} {Of(field)} is no number.";
    }

    public static string Empty(string column) => $"{column} is empty.";

    public static string Of(string text)
    {
        var shown = text.Length > Longest ? text[..Longest] + "..." : text;
        return $"\"{string.Concat(shown.Select(character => char.IsControl(character) ? '?' : character))}\"";
    }
}
