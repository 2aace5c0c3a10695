namespace PeakTrade.Configuration;

/// <summary>
/// Reads a batch written in YAML or JSON. Everything that is wrong comes at once, with line and column; what only the strategy, the
/// configuration or the data can tell is left to those who know it. <c>docs/batch-files.md</c> lists the keys.
/// </summary>
public static class BatchFile
{
    /// <summary>The most bytes that a batch may have.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Every key at the top, in the order of the documentation.</summary>
    public static IReadOnlyList<string> KnownKeys { get; } = ["batch_name", "description", "output_root", "parallel", "throttle_limit", "defaults", "runs"];

    /// <summary>Every key of a run, in the order of the documentation; all but the first may stand in <c>defaults</c> too.</summary>
    public static IReadOnlyList<string> RunKeys { get; } = ["id", .. BatchKeys.All.Select(key => key.Name)];

    /// <summary>Reads a text.</summary>
    public static BatchOptions Read(string text, string? fileName = null)
    {
        if (text.Length > MaxBytes) throw FaultCatalogue.ConfigUnreadable.Because($"The batch is larger than {MaxBytes / (1024 * 1024)} MB, which no batch is.", "Check that it is the batch and not a data file.", new Place(fileName), fileName);
        var root = YamlReader.Parse(text, fileName);
        if (root is not YamlMap map)
            throw FaultCatalogue.ConfigInvalid.Because($"A batch is a map of keys, and this is {root.Shown}.", "Begin with a line such as batch_name: my_batch.", new Place(fileName, root.Line, root.Column), fileName);
        var reading = new YamlReading(fileName);
        var options = BatchFileReader.Read(new YamlSection(map, "", reading), map, reading);
        reading.Close();
        return options! with { File = fileName, Text = text };
    }

    /// <summary>Reads a file.</summary>
    public static BatchOptions ReadFile(string path) => Read(TomlReader.Decode(ConfigReader.ReadBytes(path, MaxBytes, "batch"), path), path);

    /// <summary>
    /// Reads a batch given as dictionaries, lists and values of .NET. It becomes a text first, which is read like any other, so that
    /// both mean the same; its faults name keys and no lines.
    /// </summary>
    public static BatchOptions Read(IReadOnlyDictionary<string, object?> batch)
    {
        var text = new YamlWriter([.. KnownKeys, .. RunKeys], MaxBytes).Write(batch);
        try
        {
            var options = Read(text);
            return options with { Runs = [.. options.Runs.Select(run => run with { Places = null })] };
        }
        catch (PeakTradeException faulty)
        {
            throw faulty.Kind.Because([.. faulty.Faults.Select(fault => fault with { Place = default })]);
        }
    }
}
