using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>Parameters as a user gives them: a hashtable, those of an earlier result, or the text <c>fast_window=15 slow_window=45</c>.</summary>
public sealed class ParameterArgument
{
    private ParameterArgument(IEnumerable<KeyValuePair<string, object?>> values) => Values = new Dictionary<string, object?>(values, StringComparer.OrdinalIgnoreCase);

    /// <summary>A hashtable or another dictionary, such as the parameters of an earlier result.</summary>
    public ParameterArgument(IDictionary values) : this(values.Keys.Cast<object>().Select(name => KeyValuePair.Create($"{name}", Plain(values[name]))))
    {
    }

    /// <summary>The schema that Get-Strategy wrote: it names parameters, and gives none.</summary>
    public ParameterArgument(IReadOnlyList<Parameter> schema) : this(new Hashtable()) => _ = schema;

    /// <summary>Text, as a CSV of results holds it.</summary>
    public ParameterArgument(string text) : this(Parse(text))
    {
    }

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>What a parameter of parameters holds; none where it was not given, or is an empty cell of a table.</summary>
    internal static IReadOnlyDictionary<string, object?> ValuesOf(ParameterArgument? parameter) => parameter?.Values ?? new Dictionary<string, object?>();

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value}")));

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static IEnumerable<KeyValuePair<string, object?>> Parse(string text)
    {
        foreach (var part in text.Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new FormatException($"\"{part}\" is no parameter; write name=value, or give a hashtable: @{{ name = value }}.");
            yield return KeyValuePair.Create(part[..equals], (object?)part[(equals + 1)..]);
        }
    }
}
