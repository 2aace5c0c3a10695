using System.Globalization;

namespace PeakTrade.Configuration;

/// <summary>Moments as files and doors give them: a TOML date or time, or ISO 8601 in a text.</summary>
internal static class Moments
{
    private static readonly string[] Local = ["yyyy-MM-dd", .. from gap in new[] { "'T'", " " } from clock in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF" } select $"yyyy-MM-dd{gap}{clock}"];
    private static readonly string[] Zoned = [.. from form in Local where form.Contains("HH", StringComparison.Ordinal) from zone in new[] { "zzz", "'Z'" } select form + zone];

    /// <summary>The moment in UTC, where one without a zone is in <paramref name="zone"/>; null for what is no moment.</summary>
    public static DateTime? ToUtc(object value, TimeZoneInfo zone) => value switch
    {
        DateOnly day => InZone(day.ToDateTime(TimeOnly.MinValue), zone),
        DateTime local => InZone(local, zone),
        TomlOffsetDateTime moment => At(moment.Local.Ticks - moment.Offset.Ticks),
        string text when DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) => InZone(local, zone),
        string text when DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment.UtcDateTime,
        _ => null,
    };

    private static DateTime? InZone(DateTime local, TimeZoneInfo zone) => At(LocalTime.ToUtc(local.Ticks, zone));

    private static DateTime? At(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
}
