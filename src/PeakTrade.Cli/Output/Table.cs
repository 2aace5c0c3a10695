using System.Globalization;

namespace PeakTrade.Cli.Output;

/// <summary>Rows as aligned text: numbers to the right, words to the left, a rule under the head.</summary>
internal sealed class Table<T>(params Column<T>[] columns)
{
    public void Write(IReadOnlyList<T> rows, TextWriter output)
    {
        var cells = rows.Select(row => columns.Select(c => c.Text(row)).ToArray()).ToList();
        var widths = columns.Select((c, i) => cells.Select(r => r[i].Length).Append(c.Head.Length).Max()).ToArray();
        Line(columns.Select(c => c.Head).ToArray());
        Line(widths.Select((w, i) => new string('-', columns[i].Head.Length)).ToArray());
        foreach (var row in cells) Line(row);

        void Line(string[] texts) =>
            output.WriteLine(string.Join("  ", texts.Select((t, i) => columns[i].IsNumber ? t.PadLeft(widths[i]) : t.PadRight(widths[i]))).TrimEnd());
    }
}

/// <summary>A column of a table.</summary>
internal sealed record Column<T>(string Head, Func<T, string> Text, bool IsNumber = false);

/// <summary>Numbers rounded for the eye.</summary>
internal static class Shown
{
    public static string Percent(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{100 * v:0.00} %") : "";

    public static string Number(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0.00}") : "";
}
