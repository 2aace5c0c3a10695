namespace PeakTrade.Cli.Commands;

/// <summary>Arguments of the form name=value.</summary>
internal static class Pairs
{
    public static IEnumerable<KeyValuePair<string, object?>> Read(IEnumerable<string> arguments, string option)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw FaultCatalogue.ArgumentInvalid.Because($"{option} {argument}: write name=value.", target: argument);
            if (!seen.Add(argument[..equals])) throw FaultCatalogue.ArgumentInvalid.Because($"{option} {argument[..equals]} is given twice.", target: argument);
            yield return new(argument[..equals], argument[(equals + 1)..]);
        }
    }
}
