using System.Globalization;

namespace PeakTrade.Studies;

/// <summary>Options of a sampler or a pruner: <c>tpe(multivariate=true, startup=20)</c>.</summary>
public sealed class NamedOptions
{
    private readonly string _owner;
    private readonly Dictionary<string, string> _values;
    private readonly HashSet<string> _asked = [];

    private NamedOptions(string owner, Dictionary<string, string> values) => (_owner, _values) = (owner, values);

    /// <summary>No options.</summary>
    public static NamedOptions None { get; } = new("", []);

    /// <summary>Reads a name and its options: <c>median</c>, or <c>median(startup=5, warmup=2)</c>.</summary>
    public static (string Name, NamedOptions Options) Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = (open < 0 ? text : text[..open]).Trim();
        if (open < 0) return (name, new(name, []));

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var inside = text[(open + 1)..].Trim();
        if (!inside.EndsWith(')')) throw Bad($"\"{text}\" has no closing bracket");
        foreach (var part in inside[..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw Bad($"\"{part}\" in \"{text}\" is not written as name=value");
            if (!values.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim())) throw Bad($"\"{part[..equals].Trim()}\" stands twice in \"{text}\"");
        }

        return (name, new(name, values));

        static PeakTradeException Bad(string why) => FaultCatalogue.ArgumentStudyOption.Because($"{why}.", "Write it like tpe(multivariate=true, startup=20).");
    }

    /// <summary>A whole number within bounds.</summary>
    public int Integer(string name, int otherwise, int low = 0, int high = int.MaxValue) =>
        !Find(name, out var text) ? otherwise
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number
        : throw Wrong(name, text, high == int.MaxValue ? $"a whole number from {low} on" : $"a whole number from {low} to {high}");

    /// <summary>A number within bounds.</summary>
    public double Number(string name, double otherwise, double low = double.MinValue, double high = double.MaxValue) =>
        !Find(name, out var text) ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number
        : throw Wrong(name, text, string.Create(CultureInfo.InvariantCulture, $"a number from {low} to {high}"));

    /// <summary>A number, or null where it is not given.</summary>
    public double? NumberOrNone(string name) => _values.ContainsKey(name) ? Number(name, 0) : Find(name, out _) ? 0 : null;

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool otherwise) =>
        !Find(name, out var text) ? otherwise : bool.TryParse(text, out var flag) ? flag : throw Wrong(name, text, "true or false");

    /// <summary>One of some words.</summary>
    public string Word(string name, string otherwise, params string[] words) =>
        !Find(name, out var text) ? otherwise : Array.IndexOf(words, text) >= 0 ? text : throw Wrong(name, text, $"one of {string.Join(", ", words)}");

    /// <summary>Refuses options that nobody asked for. Called when what they belong to is made.</summary>
    public void RefuseOthers()
    {
        if (_values.Keys.FirstOrDefault(name => !_asked.Contains(name)) is not { } stranger) return;
        var known = _asked.Count == 0 ? $"{_owner} takes none" : $"{_owner} takes {string.Join(", ", _asked.Order(StringComparer.Ordinal))}";
        throw FaultCatalogue.ArgumentStudyOption.Because($"{_owner} has no option \"{stranger}\"; {known}.", Suggestion.For(stranger, _asked));
    }

    private bool Find(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? text)
    {
        if (!ReferenceEquals(this, None)) _asked.Add(name);
        return _values.TryGetValue(name, out text);
    }

    private PeakTradeException Wrong(string name, string text, string wanted) => FaultCatalogue.ArgumentStudyOption.Because($"{_owner}: {name} must be {wanted}, and is \"{text}\".");
}
