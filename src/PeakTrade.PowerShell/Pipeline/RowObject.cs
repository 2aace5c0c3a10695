using System.Globalization;
using System.Management.Automation;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>A row of a query as PowerShell's users know rows: an object with a property for each column.</summary>
internal static class RowObject
{
    public static PSObject Of(QueryRow row)
    {
        var result = new PSObject();
        for (var i = 0; i < row.Columns.Count; i++) result.Properties.Add(new PSNoteProperty(row.Columns[i].Name, Value(row.Values[i])), preValidated: true);
        return result;
    }

    private static object? Value(object? value) => value switch
    {
        QueryRow row => Of(row),
        object?[] items => Array.ConvertAll(items, Value),
        Dictionary<object, object?> map => map.ToDictionary(pair => Convert.ToString(pair.Key, CultureInfo.InvariantCulture)!, pair => Value(pair.Value)), // ConvertTo-Json wants texts for keys, and $map[1] finds "1".
        _ => value,
    };
}
