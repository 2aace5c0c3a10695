namespace PeakTrade.Configuration;

/// <summary>One reading of a YAML file: the faults found so far and every key that was asked for.</summary>
internal sealed class YamlReading(string? file)
{
    // Nobody reads more, and a file of a hundred thousand unknown keys is no configuration.
    private const int MaxFaults = 100;

    private readonly List<Fault> _faults = [];
    private readonly List<YamlSection> _sections = [];
    private readonly List<string> _knownKeys = [];
    private int _unlisted;

    public string? File => file;

    public IReadOnlyList<string> KnownKeys => _knownKeys;

    public void Open(YamlSection section) => _sections.Add(section);

    /// <summary>Whether no further fault will be listed.</summary>
    public bool IsFull => _faults.Count >= MaxFaults;

    public void Add(Fault fault)
    {
        if (IsFull) _unlisted++;
        else _faults.Add(fault);
    }

    public void Know(string key)
    {
        // What stands in an item of a list is known by the list.
        if (!key.Contains('[') && !_knownKeys.Contains(key)) _knownKeys.Add(key);
    }

    public Place PlaceOf(YamlNode node, string key) => new(file, node.Line, node.Column, key);

    /// <summary>Refuses the file where anything is wrong with it: all of it at once, in the order of the file.</summary>
    public void Close()
    {
        foreach (var section in _sections) section.RefuseUnknownKeys();
        if (_faults.Count == 0) return;
        var ordered = _faults.OrderBy(f => f.Place.Line == 0).ThenBy(f => f.Place.Line).ThenBy(f => f.Place.Column);
        IEnumerable<Fault> rest = _unlisted == 0 ? [] : [new Fault($"And {_unlisted} faults more.", "", new Place(file))];
        throw FaultCatalogue.ConfigInvalid.Because([.. ordered, .. rest], target: file);
    }
}
