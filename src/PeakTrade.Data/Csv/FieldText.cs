using System.Text;

namespace PeakTrade.Data.Csv;

/// <summary>A field as a fault shows it: quoted, short, and without characters that a terminal would act on.</summary>
internal static class FieldText
{
    private const int Longest = 40;

    public static string Of(ReadOnlySpan<byte> field) => Of(Encoding.UTF8.GetString(field[..Math.Min(field.Length, 4 * Longest)]));

    public static string Of(string text)
    {
        var shown = text.Length > Longest ? text[..Longest] + "..." : text;
        return $"\"{string.Concat(shown.Select(character => char.IsControl(character) ? '?' : character))}\"";
    }
}
