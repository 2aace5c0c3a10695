namespace PeakTrade.Configuration;

/// <summary>
/// A factor bundle written in YAML or JSON. Everything that is wrong comes at once, with line and column. <c>docs/factor-bundles.md</c> lists the keys.
/// </summary>
public sealed class FactorBundleFile
{
    private readonly YamlMap _root;

    private FactorBundleFile(string? file, YamlMap root, FactorBundle bundle) => (File, _root, Bundle) = (file, root, bundle);

    /// <summary>Every key there is, in the order of the documentation.</summary>
    public static IReadOnlyList<string> KnownKeys { get; } = FindKnownKeys();

    /// <summary>What it says.</summary>
    public FactorBundle Bundle { get; }

    /// <summary>What faults call the file; null where there is none.</summary>
    public string? File { get; }

    /// <summary>Reads a text.</summary>
    public static FactorBundleFile Read(string text, string? fileName = null)
    {
        var root = YamlReader.Parse(text, fileName);
        if (root is not YamlMap map)
            throw FaultCatalogue.ConfigInvalid.Because($"A factor bundle is a map of keys, and this is {root.Shown}.", "Begin with a line such as name: my_bundle.", new Place(fileName, root.Line, root.Column), fileName);
        var reading = new YamlReading(fileName);
        var bundle = FactorBundleReader.Read(new YamlSection(map, "", reading));
        reading.Close();
        return new(fileName, map, bundle!);
    }

    /// <summary>Reads a file. Paths inside it stay as they are written; whoever opens them resolves them.</summary>
    public static FactorBundleFile ReadFile(string path) => Read(TomlReader.Decode(ConfigReader.ReadBytes(path), path), path);

    /// <summary>
    /// A bundle as JSON: every key, defaults included, in one order. The same bundle gives the same text, however it was written, and <see cref="Read"/> reads it back.
    /// </summary>
    public static string Normalise(FactorBundle bundle) => SettingsJson.Write(BundleSettings.Of(bundle));

    /// <summary>Where the file says something of a factor, by its number from 0.</summary>
    public Place PlaceOfFactor(int factor) =>
        _root.TryGetValue("factors", out var factors) && factors is YamlList list && factor < list.Count ? new Place(File, list[factor].Line, list[factor].Column) : new Place(File);

    /// <summary>Where the file names its universe; the file alone where it does not.</summary>
    public Place PlaceOfUniverse() => _root.Keys.Contains("universe") ? new Place(File, _root.KeyNode("universe").Line, _root.KeyNode("universe").Column) : new Place(File);

    private static IReadOnlyList<string> FindKnownKeys()
    {
        var reading = new YamlReading(null);
        FactorBundleReader.Read(new YamlSection(null, "", reading));
        return reading.KnownKeys;
    }
}
