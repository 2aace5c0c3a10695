namespace PeakTrade.Configuration;

/// <summary>What one map says of runs: the defaults, or a run.</summary>
internal sealed class BatchRunPart
{
    /// <summary>The ways to say which instruments; any of them takes the place of those of the defaults.</summary>
    public static readonly string[] UniverseKeys = ["symbols_file", "universe_file", "symbols"];

    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public BatchRunPart(YamlSection section, YamlMap? written)
    {
        (Section, Written) = (section, written);
        foreach (var key in BatchKeys.All)
        {
            if (key.Read(section, key.Name) is { } value && section.Has(key.Name)) _values[key.Name] = value;
        }

        RefuseTwoUniverses();
    }

    public YamlSection Section { get; }

    public YamlMap? Written { get; }

    public string? Strategy => Get<string>("strategy");

    /// <summary>The value of a key; null where it is not given, says nothing, or is wrong.</summary>
    public T? Get<T>(string key) where T : class => _values.GetValueOrDefault(key) as T;

    public IReadOnlyDictionary<string, object?>? Map(string key) => Get<OrderedDictionary<string, object?>>(key);

    /// <summary>Whether the key stands there; one that says nothing stands there too, and takes away what the defaults say.</summary>
    public bool Has(string key) => Written is not null && Written.TryGetValue(key, out _);

    /// <summary>Whether the key says anything there, right or wrong.</summary>
    public bool Says(string key) => Section.Has(key);

    /// <summary>All that is a setting of the configuration.</summary>
    public OrderedDictionary<string, object?> Settings()
    {
        var settings = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var key in BatchKeys.All)
        {
            if (key.Setting is not null && Get<object>(key.Name) is { } value) settings[key.Setting] = value;
        }

        foreach (var (name, value) in Map("settings") ?? new Dictionary<string, object?>()) settings[name] = value;
        return settings;
    }

    private void RefuseTwoUniverses()
    {
        string[] given = [.. UniverseKeys.Where(key => Section.Has(key))];
        if (given.Length > 1) Section.Fault(given[1], $"{Section.PathOf(given[0])} and {Section.PathOf(given[1])} are both given.", "Keep one of the two.");
    }
}
