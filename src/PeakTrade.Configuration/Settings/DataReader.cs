using System.Globalization;

namespace PeakTrade.Configuration;

/// <summary>Reads the <c>[data]</c> table.</summary>
internal static class DataReader
{
    public static DataOptions Read(Section section, List<Fault> notices)
    {
        var defaults = new DataOptions();
        var options = new DataOptions
        {
            Backend = ReadBackend(section, defaults.Backend, notices),
            Path = section.Text("path"),
            Symbol = section.Text("symbol"),
            Timezone = ReadTimezone(section, defaults.Timezone),
            OnBadRow = section.Choice("on_bad_row", defaults.OnBadRow),
        };
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Timezone);
        var (from, to) = (ReadMoment(section, "from", zone), ReadMoment(section, "to", zone));
        if (from >= to) section.Fault("to", $"data.to must be after data.from ({Shown(from)}), and is {Shown(to)}.");
        return options with { From = from, To = to, Resample = ReadInterval(section), Session = ReadSession(section) ?? defaults.Session };
    }

    private static string ReadBackend(Section section, string fallback, List<Fault> notices)
    {
        var given = section.Choice("backend", fallback, "managed", "duckdb", "pandas", "polars");
        var meant = given switch { "pandas" => "managed", "polars" => "duckdb", _ => given };
        if (meant != given)
            notices.Add(new($"data.backend \"{given}\" is read as \"{meant}\".", $"Write backend = \"{meant}\".", section.PlaceOf("backend")));
        return meant;
    }

    private static string ReadTimezone(Section section, string fallback)
    {
        var name = section.Text("timezone", fallback);
        // No IANA name has a blank; Windows' own names do, and would not be found elsewhere.
        if (name == "UTC" || (!name.Contains(' ') && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _))) return name;
        section.Fault("timezone", $"data.timezone must be UTC or an IANA name such as Europe/Berlin, and is \"{Words.Short(name)}\".", Suggestion.For(Words.Short(name), TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)));
        return fallback;
    }

    private static DateTime? ReadMoment(Section section, string key, TimeZoneInfo zone) =>
        section.Read(key, "a date or a time such as 2024-03-01 or 2024-03-01T14:30+02:00", node => node is TomlValue value ? Moments.ToUtc(value.Value, zone) : null);

    private static BarInterval? ReadInterval(Section section)
    {
        if (section.Text("resample") is not { } text) return null;
        var interval = BarInterval.Parse(text);
        if (interval is null)
            section.Fault("resample", $"data.resample must be an interval such as 15m, 1h, 1d or 1w, and is \"{Words.Short(text)}\".", $"Allowed are {string.Join(", ", BarInterval.Allowed)}.");
        return interval;
    }

    private static TimeOnly? ReadSession(Section section) =>
        section.Read<TimeOnly>("session", "a time of day such as \"17:00\"", static node => node switch
        {
            TomlValue { Value: TimeOnly time } when time.Ticks % TimeSpan.TicksPerMinute == 0 => time,
            TomlValue { Value: string text } when TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time,
            _ => null,
        });

    private static string Shown(DateTime? utc) => $"{utc:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}";
}
