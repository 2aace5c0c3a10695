namespace PeakTrade.Configuration;

/// <summary>
/// Reads a study written in YAML or JSON. Everything that is wrong comes at once, with line and column; what only the strategy can
/// tell, such as whether a parameter exists, is left to those who know it. <c>docs/study-files.md</c> lists the keys.
/// </summary>
public static class StudyFile
{
    /// <summary>Every key there is, in the order of the documentation; <c>&lt;name&gt;</c> stands for names of the user's own.</summary>
    public static IReadOnlyList<string> KnownKeys { get; } = FindKnownKeys();

    /// <summary>Reads a text.</summary>
    public static StudyFileOptions Read(string text, string? fileName = null)
    {
        var root = YamlReader.Parse(text, fileName);
        if (root is not YamlMap map)
            throw FaultCatalogue.ConfigInvalid.Because($"A study is a map of keys, and this is {root.Shown}.", "Begin with a line such as strategy: ma_crossover.", new Place(fileName, root.Line, root.Column), fileName);
        var reading = new YamlReading(fileName);
        var options = StudyFileReader.Read(new YamlSection(map, "", reading));
        reading.Close();
        return options with { Root = map, File = fileName };
    }

    /// <summary>Reads a file. Paths inside it stay as they are written; whoever opens them resolves them.</summary>
    public static StudyFileOptions ReadFile(string path) => Read(TomlReader.Decode(ConfigReader.ReadBytes(path), path), path);

    private static IReadOnlyList<string> FindKnownKeys()
    {
        var reading = new YamlReading(null);
        StudyFileReader.Read(new YamlSection(null, "", reading));
        return reading.KnownKeys;
    }
}
