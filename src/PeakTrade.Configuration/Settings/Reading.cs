namespace PeakTrade.Configuration;

/// <summary>One reading of a configuration: the faults found so far and every key that was asked for.</summary>
internal sealed class Reading(string? file)
{
    private readonly List<Fault> _faults = [];
    private readonly List<Section> _sections = [];
    private readonly HashSet<string> _faultedKeys = new(StringComparer.Ordinal);
    private readonly List<string> _knownKeys = [];

    public IReadOnlyList<string> KnownKeys => _knownKeys;

    public string? File => file;

    public void Add(string key, Fault fault)
    {
        _faultedKeys.Add(key);
        _faults.Add(fault);
    }

    /// <summary>
    /// Whether a fault follows from one that is known already. A key that could not be read holds its default, and what that
    /// default clashes with is no fault of the user's: so nothing is said of a key that is faulted, nor of one in terms of it.
    /// </summary>
    public bool IsFollowUp(Fault fault)
    {
        var key = fault.Place.Key!;
        return _faultedKeys.Any(faulted =>
            faulted == key || IsInside(key, faulted) || IsInside(faulted, key) || fault.Message.Contains(faulted[(faulted.IndexOf('.') + 1)..], StringComparison.Ordinal));
    }

    public void Know(string key)
    {
        if (!_knownKeys.Contains(key)) _knownKeys.Add(key);
    }

    public void Open(Section section) => _sections.Add(section);

    /// <summary>The place of a node: line and column, or the override that it came from.</summary>
    public Place PlaceOf(TomlNode node, string key) => PlaceOf(node, key, node.Line, node.Column);

    /// <summary>The place of a key in a table.</summary>
    public Place PlaceOfKey(TomlTable table, string name, string key)
    {
        var (line, column) = table.KeyPlace(name);
        return PlaceOf(table[name], key, line, column);
    }

    /// <summary>Refuses the configuration where anything is wrong with it: all of it at once, in the order of the file.</summary>
    public void Close()
    {
        foreach (var section in _sections) section.RefuseUnknownKeys();
        if (_faults.Count == 0) return;
        var ordered = _faults.OrderBy(f => f.Place.Line == 0).ThenBy(f => f.Place.Line).ThenBy(f => f.Place.Column);
        throw FaultCatalogue.ConfigInvalid.Because([.. ordered], target: file);
    }

    private static bool IsInside(string key, string outer) => key.StartsWith(outer + ".", StringComparison.Ordinal);

    private Place PlaceOf(TomlNode node, string key, int line, int column) =>
        node.OverrideKey is { } overriding ? new Place(Key: overriding) : new Place(file, line, column, key);
}
