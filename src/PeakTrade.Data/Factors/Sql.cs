namespace PeakTrade.Data.Factors;

/// <summary>Text as it stands in a statement: what names files cannot be a parameter everywhere.</summary>
internal static class Sql
{
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
