using System.Globalization;

namespace PeakTrade.Configuration;

/// <summary>The first and last day of a run.</summary>
internal static class BatchDate
{
    public const string Wanted = "a date or a time such as 2015-01-31 or 2015-01-31T14:30+01:00";

    /// <summary>The moment in UTC, taken there where it names no zone; null for what is none.</summary>
    public static DateTime? ToUtc(string text) => Moments.ToUtc(text, TimeZoneInfo.Utc);

    /// <summary>The first moment after a last day, or after a last moment, with the zone that it names.</summary>
    public static string After(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return day.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var zone = text.EndsWith('Z') ? "Z" : text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-' ? text[^6..] : "";
        if (ToUtc(text[..^zone.Length]) is not { } moment) return text;
        var last = moment.Date == DateTime.MaxValue.Date && moment.TimeOfDay == TimeSpan.Zero ? DateTime.MaxValue : new DateTime(Math.Min(moment.Ticks + 1, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
        return last.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture) + zone;
    }
}
