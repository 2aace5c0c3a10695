using System.Globalization;
using Npgsql;

namespace PeakTrade.Studies.Relational;

/// <summary>The address of a PostgreSQL server as its own tools and Optuna's users write it.</summary>
internal static class ServerAddress
{
    // What libpq calls a setting, and Npgsql.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode", ["sslrootcert"] = "Root Certificate", ["sslcert"] = "SSL Certificate", ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout", ["application_name"] = "Application Name", ["passfile"] = "Passfile", ["host"] = "Host", ["port"] = "Port",
    };

    /// <summary>Reads it: the connection string, and the address without a password.</summary>
    public static (string Settings, string Shown) Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) throw Bad("it is no address");
        var user = uri.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length > 0 ? uri.Host.Trim('[', ']') : "localhost", Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            ApplicationName = "PeakTrade", MaxAutoPrepare = 64, AutoPrepareMinUsages = 2, IncludeErrorDetail = false,
        };
        if (settings.Database.Length == 0) throw Bad("it names no database");
        if (uri.Port > 0) settings.Port = uri.Port;
        if (user[0].Length > 0) settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) settings.Password = Uri.UnescapeDataString(user[1]);
        foreach (var part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            if (pair.Length < 2 || !Names.TryGetValue(pair[0], out var name)) throw Bad($"it has a setting \"{pair[0]}\"; those that are known are {string.Join(", ", Names.Keys)}");
            Set(settings, name, Uri.UnescapeDataString(pair[1]));
        }

        var at = settings.Username is null ? "" : $"{Uri.EscapeDataString(settings.Username)}@";
        var port = uri.Port > 0 ? string.Create(CultureInfo.InvariantCulture, $":{uri.Port}") : "";
        return (settings.ConnectionString, $"postgresql://{at}{uri.Host}{port}/{uri.AbsolutePath.TrimStart('/')}");
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        try
        {
            settings[name] = name == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw Bad($"{name} cannot be \"{value}\"");
        }
    }

    // Never the address itself: it may hold a password.
    private static PeakTradeException Bad(string why) =>
        FaultCatalogue.StudyStorage.Because($"The address of the PostgreSQL server cannot be read: {why}.", "Write postgresql://user:password@host:port/database; characters such as @ and / in a password are written as %40 and %2F.");
}
