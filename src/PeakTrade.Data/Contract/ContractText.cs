using System.Globalization;

namespace PeakTrade.Data.Contract;

/// <summary>Numbers, times and spans as the contract's faults show them.</summary>
internal static class ContractText
{
    /// <summary>Grouped by thousands, and never shorter than what tells the number from its neighbours.</summary>
    public static string Number(double value)
    {
        var grouped = value.ToString("#,##0.0##############", CultureInfo.InvariantCulture);
        return double.TryParse(grouped, NumberStyles.Number, CultureInfo.InvariantCulture, out var back) && back == value
            ? grouped
            : value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number, grouped by thousands.</summary>
    public static string Rounded(double value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string Time(long ticks)
    {
        var format = ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd'T'HH:mm'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
        return new DateTime(ticks, DateTimeKind.Utc).ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Span(long ticks)
    {
        var (amount, unit) = ticks switch
        {
            >= TimeSpan.TicksPerDay => ((double)ticks / TimeSpan.TicksPerDay, "d"),
            >= TimeSpan.TicksPerHour => ((double)ticks / TimeSpan.TicksPerHour, "h"),
            >= TimeSpan.TicksPerMinute => ((double)ticks / TimeSpan.TicksPerMinute, "min"),
            _ => ((double)ticks / TimeSpan.TicksPerSecond, "s"),
        };
        return $"{amount.ToString("#,##0.##", CultureInfo.InvariantCulture)} {unit}";
    }
}
