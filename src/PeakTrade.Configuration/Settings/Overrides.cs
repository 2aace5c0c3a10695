namespace PeakTrade.Configuration;

/// <summary>Lays settings from a door over the table of a file, so that both are read by the same reader.</summary>
internal static class Overrides
{
    public static void Lay(TomlTable root, IEnumerable<KeyValuePair<string, object?>> overrides, Reading reading)
    {
        foreach (var (key, value) in overrides)
        {
            var names = key.Split('.');
            if (Array.Exists(names, string.IsNullOrWhiteSpace))
            {
                reading.Add(key, new($"\"{key}\" is no key of a setting.", "Write it like backtest.fee_bps.", new Place(Key: key)));
                continue;
            }

            try
            {
                Lay(root, names, TomlConversion.ToNode(value, key), key);
            }
            catch (ArgumentException unusable)
            {
                reading.Add(key, new($"{key} cannot be used: {unusable.Message}.", "Give text, a number, true or false, or a table of them.", new Place(Key: key)));
            }
        }
    }

    /// <summary>Makes a node, and all inside it, known as coming from an override.</summary>
    public static void Mark(TomlNode node, string key)
    {
        node.OverrideKey = key;
        foreach (var inner in node switch { TomlTable table => table.Values, TomlArray array => array, _ => [] }) Mark(inner, key);
    }

    private static void Lay(TomlTable table, ReadOnlySpan<string> names, TomlNode? value, string key)
    {
        foreach (var name in names[..^1])
        {
            if (!table.TryGetValue(name, out var node) || node is not TomlTable inner)
            {
                if (value is null) return;
                inner = new TomlTable { OverrideKey = key };
                table.Set(name, inner);
            }

            table = inner;
        }

        // A null takes a setting of the file back to its default.
        if (value is null) table.Remove(names[^1]);
        else table.Set(names[^1], value);
    }
}
