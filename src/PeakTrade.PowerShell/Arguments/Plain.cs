using System.Collections;
using System.Management.Automation;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>Values without what PowerShell wraps them in.</summary>
internal static class Plain
{
    public static IReadOnlyDictionary<string, object?> Values(Hashtable values) => values.Cast<DictionaryEntry>().ToDictionary(entry => $"{entry.Key}", entry => Value(entry.Value));

    private static object? Value(object? value)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            // Rows of Import-Csv and the like have no value of their own.
            PSCustomObject => value,
            byte[] or string or IDictionary => plain,
            IEnumerable items => items.Cast<object?>().Select(Value).ToArray(),
            _ => plain,
        };
    }
}
