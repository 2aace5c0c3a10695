using System.Globalization;

namespace PeakTrade;

/// <summary>What a strategy is called, what it does, and the parameters it takes.</summary>
public sealed class StrategyInfo
{
    private readonly bool _takesAnything;

    /// <summary>A strategy with a schema; relations are written like <c>fast_window &lt; slow_window</c>.</summary>
    public StrategyInfo(string key, string description, IReadOnlyList<Parameter> parameters, IReadOnlyList<string>? relations = null)
    {
        Key = key;
        Description = description;
        Parameters = parameters;
        Relations = [.. (relations ?? []).Select(ParameterRelation.Parse)];
        if (parameters.CountBy(p => p.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(n => n.Value > 1).Key is { } twice)
            throw new ArgumentException($"Strategy \"{key}\" has two parameters of the name \"{twice}\".");
        foreach (var relation in Relations)
        {
            if (relation.Names.FirstOrDefault(name => !parameters.Any(p => p.Name == name && p.Low is not null)) is { } stranger)
                throw new ArgumentException($"Strategy \"{key}\": the relation \"{relation}\" names \"{stranger}\", which is no number among its parameters.");
        }
    }

    private StrategyInfo(string key, string description) : this(key, description, []) => _takesAnything = true;

    /// <summary>A strategy without a schema, such as a script block: it takes whatever it is given.</summary>
    public static StrategyInfo WithoutSchema(string key, string description) => new(key, description);

    /// <summary>Whether it says which parameters it takes; a script block does not.</summary>
    public bool HasSchema => !_takesAnything;

    /// <summary>The name it is asked for by, in snake_case.</summary>
    public string Key { get; }

    /// <summary>What it does, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Its parameters, in the order they are shown.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The values when none are given.</summary>
    public ParameterSet Defaults => new(Parameters.Select(p => KeyValuePair.Create(p.Name, p.Default)));

    /// <summary>What must hold between parameters.</summary>
    public IReadOnlyList<ParameterRelation> Relations { get; }

    /// <summary>
    /// Checks given values against the schema, fills in the defaults and hands back all of them; lists every fault at once.
    /// Low and high are refused beyond unless <paramref name="allowOutOfRange"/>; kinds and relations always hold.
    /// </summary>
    public ParameterSet Bind(IEnumerable<KeyValuePair<string, object?>> given, bool allowOutOfRange = false)
    {
        var faults = new List<Fault>();
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in given)
        {
            if (!values.TryAdd(name, value)) faults.Add(new($"{Key}: {name} is given twice.", "Names do not differ by case; give it once."));
        }

        if (_takesAnything && faults.Count == 0) return new ParameterSet(values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => KeyValuePair.Create(v.Key, v.Value ?? "")));

        foreach (var name in values.Keys.Where(name => !_takesAnything && !Parameters.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            var meant = Suggestion.For(name, Parameters.Select(p => p.Name));
            var takes = Parameters.Count == 0 ? "it takes none" : $"it takes {string.Join(", ", Parameters.Select(p => p.Name))}";
            faults.Add(new($"{Key} has no parameter \"{name}\"; {takes}.", meant));
        }

        var bound = new ParameterSet(Parameters.Select(p => KeyValuePair.Create(p.Name, values.TryGetValue(p.Name, out var value) ? Convert(p, value, allowOutOfRange, faults) : p.Default)));
        if (faults.Count == 0)
            faults.AddRange(Relations.Where(r => !r.Holds(bound)).Select(r => new Fault($"{Key} needs {r}, and was given {bound}.", "Change one of them.")));
        return faults.Count == 0 ? bound : throw FaultCatalogue.StrategyParameter.Because(faults, target: Key);
    }

    private object Convert(Parameter parameter, object? value, bool allowOutOfRange, List<Fault> faults)
    {
        var converted = parameter.Kind switch
        {
            ParameterKind.Int => ToNumber(value) is { } n && n == Math.Floor(n) && Math.Abs(n) < 1e15 ? (long)n : null,
            ParameterKind.Float => ToNumber(value),
            ParameterKind.Choice => value is string word && parameter.Choices.Contains(word) ? word : null,
            _ => value switch { bool b => b, string s when bool.TryParse(s, out var b) => b, _ => (object?)null },
        };
        if (converted is null)
        {
            var wanted = parameter.Kind switch
            {
                ParameterKind.Int => $"a whole number, {parameter.Range}",
                ParameterKind.Float => $"a number, {parameter.Range}",
                ParameterKind.Choice => $"one of {parameter.Range}",
                _ => "true or false",
            };
            faults.Add(new($"{Key}: {parameter.Name} must be {wanted}, and is {Shown(value)}."));
            return parameter.Default;
        }

        var outside = parameter.Low is not null && System.Convert.ToDouble(converted, CultureInfo.InvariantCulture) is var x && (x < parameter.Low || x > parameter.High);
        if (outside && !allowOutOfRange)
            faults.Add(new($"{Key}: {parameter.Name} = {converted} is outside {parameter.Range}.", "Choose a value inside, or allow values out of range (-AllowOutOfRange, --allow-out-of-range, [strategy] allow_out_of_range = true)."));
        return converted;
    }

    private static double? ToNumber(object? value)
    {
        var number = value switch
        {
            string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN,
            sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => double.NaN,
        };
        return double.IsFinite(number) ? number : null;
    }

    private static string Shown(object? value) => value switch { null => "nothing", string text => $"\"{text}\"", _ => $"{value}" };
}
