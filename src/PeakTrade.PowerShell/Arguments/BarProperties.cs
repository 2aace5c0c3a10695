using System.Collections;
using System.Management.Automation;
using PeakTrade.Data.Lake;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>Objects of a pipeline as rows of bars or as files, by the names of their properties or of a hashtable's keys.</summary>
internal static class BarProperties
{
    // As a CSV's header: the first that is there is the time.
    private static readonly string[] Times = ["Timestamp", "DateTime", "Time", "Date"];
    private static readonly string[] Paths = ["LiteralPath", "PSPath", "FullName", "Path"];

    public static bool IsRow(PSObject? piped) => piped is { BaseObject: not FileSystemInfo } && Has(piped, "Open") && Has(piped, "Close");

    public static BarObject Row(PSObject row) => new(
        Value(row, "Symbol"), Value(row, Times), Value(row, "Open"), Value(row, "High"), Value(row, "Low"), Value(row, "Close"), Value(row, "Volume"));

    /// <summary>The file that an object names; null where it names none.</summary>
    public static string? PathOf(PSObject? piped) => piped switch
    {
        null => null,
        { BaseObject: FileSystemInfo file } => file.FullName,
        _ => Value(piped, Paths)?.ToString() is { Length: > 0 } path ? path : null,
    };

    public static string? SymbolOf(PSObject piped) => Value(piped, "Symbol")?.ToString() is { Length: > 0 } symbol ? symbol : null;

    private static bool Has(PSObject piped, string name) => piped.BaseObject is IDictionary keys ? keys.Contains(name) : piped.Properties[name] is not null;

    private static object? Value(PSObject piped, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!Has(piped, name)) continue;
            var value = piped.BaseObject is IDictionary keys ? keys[name] : piped.Properties[name].Value;
            return value is PSObject wrapped ? wrapped.BaseObject : value;
        }

        return null;
    }
}
