using System.Globalization;

namespace PeakTrade.Studies;

/// <summary>Reads the relations of a space, and refuses those that name what is no number or can never hold.</summary>
internal sealed class SpaceRelations(StrategyInfo info, IReadOnlyList<string> names, IReadOnlySet<string> broken, IReadOnlyList<Dimension> dimensions, IReadOnlyList<KeyValuePair<string, object>> fixedValues)
{
    /// <summary>The schema's relations and the command's, each once.</summary>
    public IReadOnlyList<ParameterRelation> Read(IReadOnlyList<string> texts, List<Fault> faults)
    {
        var relations = new List<ParameterRelation>(info.Relations);
        foreach (var text in texts)
        {
            try
            {
                var relation = ParameterRelation.Parse(text);
                if (Fault(relation) is { } fault) faults.Add(fault);
                else if (!relations.Exists(r => r.ToString() == relation.ToString())) relations.Add(relation);
            }
            catch (ArgumentException unreadable)
            {
                faults.Add(new(unreadable.Message));
            }
        }

        faults.AddRange(relations.Where(NeverHolds).Select(r => new Fault($"{info.Key}: {r} can never hold: {Shown(r)}.", "Change a range or a fixed value, or drop the relation.")));
        return relations;
    }

    private Fault? Fault(ParameterRelation relation)
    {
        if (!relation.Names.Any()) return new($"The relation \"{relation}\" names no parameter.", "Write it like fast_window < slow_window.");
        foreach (var name in relation.Names)
        {
            if (!names.Contains(name))
                return new($"The relation \"{relation}\" names \"{name}\", which is no parameter of {info.Key}; there are {string.Join(", ", names)}.", Suggestion.For(name, names));
            if (!broken.Contains(name) && Ends(name) is null)
                return new($"The relation \"{relation}\" names {name}, whose values are no numbers.", "Relations stand between numbers.");
        }

        return null;
    }

    // An inequality holds somewhere in a box only if it holds at one of its corners. An equation may hold between them.
    private bool NeverHolds(ParameterRelation relation)
    {
        var sides = relation.Names.Distinct().ToArray();
        if (sides.Any(broken.Contains)) return false;
        var ends = Array.ConvertAll(sides, side => Ends(side));
        if (Array.Exists(ends, e => e is null)) return false;
        if (relation.ToString().Contains("==", StringComparison.Ordinal) && Array.Exists(ends, e => e!.Value.Low < e.Value.High)) return false;
        for (var corner = 0; corner < 1 << sides.Length; corner++)
        {
            var values = sides.Select((side, i) => KeyValuePair.Create(side, (object)((corner >> i & 1) == 0 ? ends[i]!.Value.Low : ends[i]!.Value.High)));
            if (relation.Holds(new ParameterSet(values))) return false;
        }

        return true;
    }

    private (double Low, double High)? Ends(string name)
    {
        var values = fixedValues.Where(v => v.Key == name).Select(v => v.Value).ToArray();
        if (dimensions.FirstOrDefault(d => d.Name == name) is { } dimension)
        {
            if (dimension.Kind != DimensionKind.Categorical) return (dimension.Low, dimension.High);
            values = [.. dimension.Choices];
        }

        if (values.Length == 0 || !Array.TrueForAll(values, v => v is long or double)) return null;
        var numbers = Array.ConvertAll(values, v => Convert.ToDouble(v, CultureInfo.InvariantCulture));
        return (numbers.Min(), numbers.Max());
    }

    private string Shown(ParameterRelation relation) => string.Join(" and ", relation.Names.Distinct().Select(name => Ends(name) is var (low, high)
        ? low == high ? string.Create(CultureInfo.InvariantCulture, $"{name} is {low}") : string.Create(CultureInfo.InvariantCulture, $"{name} is from {low} to {high}")
        : name));
}
