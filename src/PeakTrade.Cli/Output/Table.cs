using System.Globalization;

namespace PeakTrade.Cli.Output;

/// <summary>Rows as aligned text: numbers to the right, words to the left, a rule under the head.</summary>
internal sealed class Table<T>(params Column<T>[] columns)
{
    private const int Gap = 2;
    private const int NarrowestFold = 20;

    /// <summary>What of a row stands in its JSON line.</summary>
    public Func<T, object> Json { get; init; } = row => row!;

    /// <summary>Writes the rows; on a screen, spare columns are left out and the last column's words folded until they fit.</summary>
    public void Write(IReadOnlyList<T> rows, TextWriter output, int? screen = null)
    {
        var shown = columns.Where(c => c.Quiet is null || rows.Any(row => c.Text(row) != c.Quiet)).ToList();
        while (screen < Width(shown, rows) && shown.FindLastIndex(c => c.Spare) is >= 0 and var spare) shown.RemoveAt(spare);

        var widths = shown.Select(c => Width(c, rows)).ToArray();
        var before = widths[..^1].Sum(w => w + Gap);
        if (screen < before + widths[^1] && !shown[^1].IsNumber) widths[^1] = Math.Max(screen.Value - before, NarrowestFold);

        Line(shown.Select(c => c.Head));
        Line(shown.Select(c => new string('-', c.Head.Length)));
        foreach (var row in rows)
        {
            var cells = shown.Select(c => c.Text(row)).ToList();
            var last = Fold(cells[^1], widths[^1]).ToList();
            Line([.. cells[..^1], last[0]]);
            foreach (var more in last.Skip(1)) Line([.. cells[..^1].Select(_ => ""), more]);
        }

        void Line(IEnumerable<string> texts) =>
            output.WriteLine(string.Join(new string(' ', Gap), texts.Select((t, i) => shown[i].IsNumber ? t.PadLeft(widths[i]) : t.PadRight(widths[i]))).TrimEnd());
    }

    private static int Width(Column<T> column, IReadOnlyList<T> rows) => rows.Select(row => column.Text(row).Length).Append(column.Head.Length).Max();

    private static int Width(List<Column<T>> shown, IReadOnlyList<T> rows) => shown.Sum(c => Width(c, rows) + Gap) - Gap;

    private static IEnumerable<string> Fold(string text, int width)
    {
        while (text.Length > width)
        {
            var blank = text.LastIndexOf(' ', width);
            var end = blank > 0 ? blank : width;
            yield return text[..end];
            text = text[end..].TrimStart();
        }

        yield return text;
    }
}

/// <summary>A column of a table.</summary>
/// <param name="Head">What stands above it.</param>
/// <param name="Text">A row's cell.</param>
/// <param name="IsNumber">Whether it stands to the right.</param>
/// <param name="Spare">Whether it is left out where the screen is too narrow.</param>
/// <param name="Quiet">Where all cells are this, the column is left out.</param>
internal sealed record Column<T>(string Head, Func<T, string> Text, bool IsNumber = false, bool Spare = false, string? Quiet = null);

/// <summary>Values rounded for the eye, and in the words that files use.</summary>
internal static class Shown
{
    public static string Percent(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{100 * v:0.00} %") : "";

    public static string Number(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0.00}") : "";

    public static string Microseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.000000}");

    public static string Minute(DateTimeOffset? time) => time is { } t ? t.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "";

    public static string Span(TimeSpan? span) => span switch
    {
        null => "",
        { } s when s.Ticks % TimeSpan.TicksPerDay == 0 => $"{s.Days}d",
        { } s when s.Ticks % TimeSpan.TicksPerHour == 0 => $"{(long)s.TotalHours}h",
        { } s when s.Ticks % TimeSpan.TicksPerMinute == 0 => $"{(long)s.TotalMinutes}m",
        { } s => string.Create(CultureInfo.InvariantCulture, $"{s.TotalSeconds:0.###}s"),
    };

    public static string Value(object value) => value switch { true => "true", false => "false", _ => Convert.ToString(value, CultureInfo.InvariantCulture)! };
}
