using System.Globalization;

namespace PeakTrade.Reports;

/// <summary>Figures as people read them, and as programs do.</summary>
internal static class CellText
{
    public const string Undefined = "–";

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static string ForPeople(CellKind kind, object? value) => value switch
    {
        null => Undefined,
        double number when double.IsNaN(number) => Undefined,
        double number => OfNumber(kind, number),
        int count => count.ToString(kind == CellKind.Text ? "0" : "N0", Plain),
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm'Z'", Plain),
        bool truth => truth ? "yes" : "no",
        _ => $"{value}",
    };

    /// <summary>Every digit; empty where undefined.</summary>
    public static string ForPrograms(object? value) => value switch
    {
        null => "",
        double number => double.IsFinite(number) ? (number + 0.0).ToString("R", Plain) : "", // A 0 has no sign.
        DateTime time => Iso(time),
        bool truth => truth ? "true" : "false",
        IFormattable other => other.ToString(null, Plain),
        _ => $"{value}",
    };

    /// <summary>The same as a cell of a table, in quotes where it needs them.</summary>
    public static string ForCsv(object? value) => ForPrograms(value) is var text && text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";

    /// <summary>A choice in words: <c>stop loss</c>.</summary>
    public static string Word<T>(T choice) where T : struct, Enum => TcaText.Word(choice).Replace('_', ' ');

    public static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", Plain);

    private static string OfNumber(CellKind kind, double number) => kind switch
    {
        CellKind.Percent => Signed(100 * number, "#,0.00") + " %",
        CellKind.Share => (100 * number).ToString("0.##", Plain) + " %",
        CellKind.Heat => Signed(100 * number, "0.0"),
        CellKind.PValue => number < 0.001 ? "< 0.001" : number.ToString("0.000", Plain),
        CellKind.Count => number.ToString("#,0.##", Plain),
        // Small numbers keep the digits that count.
        _ => Math.Abs(number) is >= 0.1 or 0 ? number.ToString("#,0.00", Plain) : number.ToString("0.###E0", Plain) is var text && Math.Abs(number) < 1e-4 ? text : number.ToString("0.00##", Plain),
    };

    // What is rounded to 0 has no sign.
    private static string Signed(double number, string format) => number.ToString(format, Plain) is var text && text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;
}
