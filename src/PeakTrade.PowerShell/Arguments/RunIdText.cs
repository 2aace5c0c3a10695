using System.Management.Automation;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>A run's id, or its first characters, as it comes down the pipeline or stands on the command line.</summary>
internal static class RunIdText
{
    /// <summary>The id; null where the thing is none.</summary>
    public static string? Of(PSObject? given) => given?.BaseObject switch
    {
        Guid id => $"{id:D}",
        string { Length: > 0 } id => id,
        // To PowerShell a bare 11623456 is a number, and 0116e3 another; what was typed stands in the wrapper.
        int or long or double or decimal or System.Numerics.BigInteger => LanguagePrimitives.ConvertTo<string>(given),
        _ => null,
    };
}
