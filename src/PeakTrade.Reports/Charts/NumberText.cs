using System.Globalization;

namespace PeakTrade.Reports;

/// <summary>Numbers as a reader of a page takes them in: at most six digits that count, the same on every machine.</summary>
internal static class NumberText
{
    public static string Of(double number)
    {
        var size = Math.Abs(number);
        return number switch
        {
            double.NaN => "NaN",
            double.PositiveInfinity => "∞",
            double.NegativeInfinity => "-∞",
            0 => "0",
            _ when size < 1e9 && number == Math.Floor(number) => number.ToString("0", CultureInfo.InvariantCulture),
            _ when size is >= 1e6 or < 1e-4 => number.ToString("0.####e0", CultureInfo.InvariantCulture),
            _ => number.ToString("G6", CultureInfo.InvariantCulture) is var text && text.Contains('E') ? number.ToString("0.####", CultureInfo.InvariantCulture) : text,
        };
    }

    /// <summary>A share of 1 as a percentage.</summary>
    public static string Percent(double share) => double.IsFinite(share) ? (share * 100).ToString(Math.Abs(share) is < 0.1 and > 0 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %" : Of(share);

    /// <summary>A count: <c>10,000</c>.</summary>
    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 trial</c>, <c>10,000 trials</c>.</summary>
    public static string Count(int count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A parameter's value.</summary>
    public static string OfValue(object? value) => value switch
    {
        null => "",
        double number => Of(number),
        bool truth => truth ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Text cut to a length, so that it fits where it stands.</summary>
    public static string Cut(string text, int length) => text.Length <= length ? text : text[..Math.Max(1, length - 1)].TrimEnd() + "…";

    /// <summary>A name cut to a length: its middle goes, since names that begin alike differ at their ends.</summary>
    public static string CutName(string name, int length)
    {
        var kept = Math.Max(2, length - 1);
        return name.Length <= length ? name : $"{name[..(kept - kept / 2)]}…{name[^(kept / 2)..]}";
    }
}
