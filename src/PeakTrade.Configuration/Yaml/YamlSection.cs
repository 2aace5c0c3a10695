using System.Globalization;

namespace PeakTrade.Configuration;

/// <summary>
/// A map being read: hands out typed values, notes every fault, and knows at the end which keys nobody asked for. A section that is
/// not in the file reads as an empty one, and a key that says nothing as one that is not there.
/// </summary>
internal sealed class YamlSection
{
    // More names in a sentence nobody reads.
    private const int MostListed = 20;

    private readonly YamlMap? _map;
    private readonly string _path;
    private readonly YamlReading _reading;
    private readonly List<string> _known = [];
    private bool _isOpen;

    public YamlSection(YamlMap? map, string path, YamlReading reading)
    {
        (_map, _path, _reading) = (map, path, reading);
        reading.Open(this);
    }

    /// <summary>A text; a number is taken as it is written, for a symbol may be 600519.</summary>
    public string? Text(string key) => Find(key) is { } node ? TextOf(PathOf(key), node) : null;

    /// <summary>A text, or a list of texts.</summary>
    public IReadOnlyList<string>? Texts(string key)
    {
        if (Find(key) is not { } node) return null;
        return node is YamlList list ? [.. list.Select((item, i) => TextOf($"{PathOf(key)}[{i}]", item)).OfType<string>()] : TextOf(PathOf(key), node) is { } text ? [text] : [];
    }

    public long? Whole(string key, long low = long.MinValue, long high = long.MaxValue)
    {
        if (Find(key) is not { } node) return null;
        if (node is YamlScalar { Value: long whole } && whole >= low && whole <= high) return whole;
        Wrong(key, node, low == long.MinValue ? "a whole number" : string.Create(CultureInfo.InvariantCulture, $"a whole number from {low} on"));
        return null;
    }

    public double? Number(string key) => Read<double>(key, "a number", static scalar => scalar.Value is long or double && Convert.ToDouble(scalar.Value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : null);

    public int? Count(string key) => (int?)Whole(key, 1, int.MaxValue);

    public bool? Flag(string key)
    {
        if (Find(key) is not { } node) return null;
        if (node is YamlScalar { Value: bool flag }) return flag;
        Wrong(key, node, "true or false");
        return null;
    }

    public T? Choice<T>(string key) where T : struct, Enum
    {
        if (Text(key) is not { } given) return null;
        var choices = Enum.GetValues<T>();
        var words = Array.ConvertAll(choices, c => Words.Of(c));
        var at = Array.IndexOf(words, given);
        if (at >= 0) return choices[at];
        Fault(key, $"{PathOf(key)} must be {string.Join(" or ", words)}, and is \"{Words.Short(given)}\".", Suggestion.For(Words.Short(given), words));
        return null;
    }

    /// <summary>A value that is written as a text; <paramref name="parse"/> gives null for what is not <paramref name="wanted"/>.</summary>
    public T? Parsed<T>(string key, string wanted, Func<string, T?> parse) where T : class
    {
        if (Find(key) is not { } node) return null;
        var value = node is YamlScalar scalar ? parse(scalar.Text) : null;
        if (value is null) Wrong(key, node, wanted);
        return value;
    }

    /// <summary>The same for values such as times.</summary>
    public T? Read<T>(string key, string wanted, Func<YamlScalar, T?> read) where T : struct
    {
        if (Find(key) is not { } node) return null;
        var value = node is YamlScalar scalar ? read(scalar) : null;
        if (value is null) Wrong(key, node, wanted);
        return value;
    }

    /// <summary>The map at a key; empty where there is none.</summary>
    public YamlSection Map(string key)
    {
        var node = Find(key, isSetting: false);
        if (node is not (null or YamlMap)) Wrong(key, node, "a map");
        return new(node as YamlMap, PathOf(key), _reading);
    }

    /// <summary>A map that is not the value of a key itself, such as one in a list.</summary>
    public YamlSection Inner(YamlNode? node, string key) => new(node as YamlMap, PathOf(key), _reading);

    /// <summary>The list at a key; null where there is none.</summary>
    public YamlList? List(string key)
    {
        var node = Find(key);
        if (node is not (null or YamlList)) Wrong(key, node, "a list");
        return node as YamlList;
    }

    /// <summary>The node at a key; null where the key is not there, or says nothing.</summary>
    public YamlNode? Find(string key, bool isSetting = true)
    {
        if (!_known.Contains(key)) _known.Add(key);
        if (isSetting) _reading.Know(PathOf(key));
        return _map is not null && _map.TryGetValue(key, out var node) && node is not YamlScalar { Value: null } ? node : null;
    }

    /// <summary>Entries with names of the user's own; <paramref name="pattern"/> stands for them among the known keys.</summary>
    public IEnumerable<KeyValuePair<string, YamlNode>> FreeEntries(string? pattern = null)
    {
        _isOpen = true;
        if (pattern is not null) _reading.Know(PathOf(pattern));
        return _map?.Where(e => !_known.Contains(e.Key)) ?? [];
    }

    public bool Has(string key) => Find(key, isSetting: false) is not null;

    public string PathOf(string key) => _path.Length == 0 ? key : key.StartsWith('[') ? _path + key : $"{_path}.{key}";

    public void Wrong(string key, YamlNode node, string wanted) =>
        _reading.Add(new($"{PathOf(key)} must be {wanted}, and is {node.Shown}.", "", _reading.PlaceOf(node, PathOf(key))));

    /// <summary>A fault of a key, placed at it; at the map where the key is not given.</summary>
    public void Fault(string key, string message, string action = "")
    {
        var at = _map is null ? default : _reading.PlaceOf(_map.Keys.Contains(key) ? _map.KeyNode(key) : _map, PathOf(key));
        _reading.Add(new(message, action, at));
    }

    public void RefuseUnknownKeys()
    {
        if (_isOpen || _map is null) return;
        var where = _path.Length == 0 ? "" : $" in {_path}";
        foreach (var key in _map.Keys.Where(key => !_known.Contains(key))) Fault(key, $"There is no key \"{Words.Short(key)}\"{where}.", _reading.IsFull ? "" : Meant(key));
    }

    private string Meant(string key)
    {
        var meant = Suggestion.For(Words.Short(key), _known);
        if (meant.Length > 0) return meant;
        var elsewhere = _reading.KnownKeys.FirstOrDefault(known => known.EndsWith("." + key, StringComparison.Ordinal));
        if (elsewhere is not null) return $"It belongs in {elsewhere[..^(key.Length + 1)]}.";
        return _known.Count <= MostListed ? $"Known are {string.Join(", ", _known)}." : "The documentation lists the keys.";
    }

    private string? TextOf(string path, YamlNode node)
    {
        if (node is not YamlScalar { Value: string or long or double, Text: var text })
        {
            _reading.Add(new($"{path} must be a text, and is {node.Shown}.", "", _reading.PlaceOf(node, path)));
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            _reading.Add(new($"{path} holds the character U+0000, which no path and no name does.", "", _reading.PlaceOf(node, path)));
            return null;
        }

        if (text.Length > 0) return text;
        _reading.Add(new($"{path} must not be empty.", "Leave it out for its default.", _reading.PlaceOf(node, path)));
        return null;
    }
}
