namespace PeakTrade.PowerShell.Arguments;

/// <summary>The words of files for the words of PowerShell: NextOpen is written next_open.</summary>
internal static class SnakeCase
{
    public static string? Of(Enum? value) =>
        value is null ? null : string.Concat($"{value}".Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : $"{c}"));
}
