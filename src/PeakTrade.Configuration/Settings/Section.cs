using System.Globalization;

namespace PeakTrade.Configuration;

/// <summary>
/// A table being read: hands out typed values or their defaults, notes every fault, and knows at the end which keys
/// nobody asked for. A section that is not in the file reads as an empty one.
/// </summary>
internal sealed class Section
{
    private readonly TomlTable? _table;
    private readonly Reading _reading;
    private readonly string _path;
    private readonly List<string> _known = [];
    private bool _isOpen;

    public Section(TomlTable? table, string path, Reading reading)
    {
        (_table, _path, _reading) = (table, path, reading);
        reading.Open(this);
    }

    public double Number(string key, double fallback) => Number(key) ?? fallback;

    public double? Number(string key) => Read(key, "a number", static node => AsNumber(node));

    public long Integer(string key, long fallback) => Read(key, "a whole number", static node => node is TomlValue { Value: long whole } ? whole : (long?)null) ?? fallback;

    /// <summary>A count of bars, from <paramref name="least"/> up.</summary>
    public int Bars(string key, int fallback, int least)
    {
        var bars = Integer(key, fallback);
        if (bars >= least && bars <= int.MaxValue) return (int)bars;
        Fault(key, $"{PathOf(key)} must be {least} bars or more, and is {bars}.");
        return fallback;
    }

    public bool Flag(string key, bool fallback) => Read(key, "true or false", static node => node is TomlValue { Value: bool flag } ? flag : (bool?)null) ?? fallback;

    public string? Text(string key)
    {
        var node = Find(key);
        if (node is null) return null;
        // A symbol such as 600519 comes through a door as a number.
        if (node is TomlValue { Value: long number, OverrideKey: not null }) return number.ToString(CultureInfo.InvariantCulture);
        if (node is not TomlValue { Value: string text })
        {
            Wrong(key, node, "a text in quotes");
            return null;
        }

        if (text.Length > 0) return text;
        Fault(key, $"{PathOf(key)} must not be empty.", "Leave it out for its default.");
        return null;
    }

    public string Text(string key, string fallback) => Text(key) ?? fallback;

    public string Choice(string key, string fallback, params ReadOnlySpan<string> words)
    {
        if (Text(key) is not { } given) return fallback;
        foreach (var word in words)
        {
            if (word == given) return word;
        }

        var meant = Suggestion.For(Words.Short(given), words.ToArray());
        Fault(key, $"{PathOf(key)} must be {Listed(words)}, and is \"{Words.Short(given)}\".", meant);
        return fallback;
    }

    public T Choice<T>(string key, T fallback) where T : struct, Enum
    {
        var choices = Enum.GetValues<T>();
        var words = Array.ConvertAll(choices, c => Words.Of(c));
        return choices[Array.IndexOf(words, Choice(key, Words.Of(fallback), words))];
    }

    /// <summary>The table at a key; empty where there is none.</summary>
    public Section Table(string key)
    {
        var node = Find(key, wantsText: false, isSetting: false);
        if (node is not (null or TomlTable)) Wrong(key, node, "a table");
        return new(node as TomlTable, PathOf(key), _reading);
    }

    /// <summary>A key that takes a number or a table; exactly one of the two comes, or neither.</summary>
    public Section NumberOrTable(string key, out double? number)
    {
        var node = Find(key, wantsText: false);
        number = node is null ? null : AsNumber(node);
        if (node is not (null or TomlTable) && number is null) Wrong(key, node, "a number or a table");
        return new(node as TomlTable, PathOf(key), _reading);
    }

    /// <summary>Entries with names of the user's own; <paramref name="pattern"/> stands for them among the known keys.</summary>
    public IEnumerable<KeyValuePair<string, TomlNode>> FreeEntries(string? pattern = null)
    {
        _isOpen = true;
        if (pattern is not null) _reading.Know(PathOf(pattern));
        return _table?.Where(e => !_known.Contains(e.Key)) ?? [];
    }

    public bool IsGiven => _table is not null;

    public bool Has(string key) => _table?.ContainsKey(key) == true;

    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    /// <summary>Refuses keys that the section's other values leave without a meaning.</summary>
    public void RefuseUnused(string because, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Has(key)) Fault(key, $"{PathOf(key)} means nothing with {because}.", "Take it out.");
        }
    }

    public void Wrong(string key, TomlNode node, string wanted) =>
        _reading.Add(PathOf(key), new($"{PathOf(key)} must be {wanted}, and is {Shown(node)}.", "", _reading.PlaceOf(node, PathOf(key))));

    /// <summary>A fault of a key's value, placed at the key; at the table where the key is not given.</summary>
    public void Fault(string key, string message, string action = "") => _reading.Add(PathOf(key), new(message, action, PlaceOf(key)));

    /// <summary>Where a key of this section, or of a table inside it, is written; else the nearest thing around it.</summary>
    public Place PlaceOf(string key)
    {
        var (table, place) = (_table, _table is { Line: > 0 } or { OverrideKey: not null } ? _reading.PlaceOf(_table, PathOf(key)) : new Place(_reading.File, Key: PathOf(key)));
        foreach (var name in key.Split('.'))
        {
            if (table is null || !table.TryGetValue(name, out var node)) break;
            place = _reading.PlaceOfKey(table, name, PathOf(key));
            table = node as TomlTable;
        }

        return place;
    }

    public void UnknownKey(string key, string action)
    {
        var where = _path.Length == 0 ? "" : $" in [{_path}]";
        _reading.Add(PathOf(key), new($"There is no setting \"{Words.Short(key)}\"{where}.", action, _reading.PlaceOfKey(_table!, key, PathOf(key))));
    }

    public void RefuseUnknownKeys()
    {
        if (_isOpen || _table is null) return;
        foreach (var key in _table.Keys.Where(key => !_known.Contains(key))) UnknownKey(key, Meant(key));
    }

    public static string Shown(TomlNode node) => node switch
    {
        TomlValue { Value: bool } value => value.ToString(),
        TomlValue value => $"the {value.TypeName} {Words.Short(value.ToString())}",
        TomlArray => "an array",
        _ => "a table",
    };

    private string Meant(string key)
    {
        var elsewhere = _reading.KnownKeys.FirstOrDefault(known => known.EndsWith("." + key, StringComparison.Ordinal));
        if (elsewhere is not null) return $"It belongs in [{elsewhere[..^(key.Length + 1)]}].";
        var meant = Suggestion.For(Words.Short(key), _known);
        return meant.Length > 0 ? meant : $"Known are {string.Join(", ", _known)}.";
    }

    /// <summary>A key whose values are of no plain type; <paramref name="read"/> gives null for what is not <paramref name="wanted"/>.</summary>
    public T? Read<T>(string key, string wanted, Func<TomlNode, T?> read) where T : struct
    {
        var node = Find(key, wantsText: false);
        if (node is null) return null;
        var value = read(node);
        if (value is null) Wrong(key, node, wanted);
        return value;
    }

    // An override may be the text of a command line: where no text is wanted, it is read as the TOML value it spells.
    private TomlNode? Find(string key, bool wantsText = true, bool isSetting = true)
    {
        if (!_known.Contains(key)) _known.Add(key);
        if (isSetting) _reading.Know(PathOf(key));
        if (_table is null || !_table.TryGetValue(key, out var node)) return null;
        if (wantsText || node is not TomlValue { Value: string text, OverrideKey: { } from } || TomlReader.TryParseValue(text) is not { } parsed) return node;
        Overrides.Mark(parsed, from);
        return parsed;
    }

    private static double? AsNumber(TomlNode node) => node is not TomlValue value ? null : value.Value switch { long whole => whole, double number => number, _ => null };

    private static string Listed(ReadOnlySpan<string> words)
    {
        var quoted = words.ToArray().Select(word => $"\"{word}\"").ToArray();
        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} or {quoted[^1]}";
    }
}
