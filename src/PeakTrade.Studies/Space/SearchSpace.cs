using System.Collections;

namespace PeakTrade.Studies;

/// <summary>The searched parameters, those that are fixed, and what must hold between them.</summary>
public sealed class SearchSpace : IReadOnlyList<Dimension>
{
    private readonly Dimension[] _dimensions;
    private readonly ParameterSet _fixed;
    private readonly string[] _order;

    /// <summary>A space of these dimensions.</summary>
    /// <param name="dimensions">What is searched.</param>
    /// <param name="fixedValues">Parameters that every trial gets as they are.</param>
    /// <param name="relations">What must hold between parameters, searched or fixed.</param>
    /// <param name="order">The order that a trial's parameters are listed in; searched before fixed where it is not given.</param>
    public SearchSpace(IEnumerable<Dimension> dimensions, ParameterSet? fixedValues = null, IReadOnlyList<ParameterRelation>? relations = null, IEnumerable<string>? order = null)
    {
        _dimensions = [.. dimensions];
        _fixed = fixedValues ?? ParameterSet.Empty;
        Relations = relations ?? [];
        _order = [.. order ?? _dimensions.Select(d => d.Name).Concat(_fixed.Keys)];
    }

    /// <summary>What must hold between parameters.</summary>
    public IReadOnlyList<ParameterRelation> Relations { get; }

    /// <summary>Parameters that every trial gets as they are.</summary>
    public ParameterSet Fixed => _fixed;

    /// <summary>The order that a trial's parameters are listed in.</summary>
    public IReadOnlyList<string> Order => _order;

    /// <inheritdoc/>
    public int Count => _dimensions.Length;

    /// <summary>How many different points there are, relations not counted; infinite where a dimension takes all numbers.</summary>
    public double PointCount => _dimensions.Aggregate(1.0, (product, d) => product * d.Count);

    /// <inheritdoc/>
    public Dimension this[int index] => _dimensions[index];

    /// <summary>The dimensions without an interface between.</summary>
    public ReadOnlySpan<Dimension> Dimensions => _dimensions;

    /// <summary>Whether the relations hold at a point.</summary>
    public bool Holds(ReadOnlySpan<double> point)
    {
        if (Relations.Count == 0) return true;
        var parameters = ParametersOf(point);
        foreach (var relation in Relations)
        {
            if (!relation.Holds(parameters)) return false;
        }

        return true;
    }

    /// <summary>All parameters at a point, fixed ones too.</summary>
    public ParameterSet ParametersOf(ReadOnlySpan<double> point)
    {
        var values = new KeyValuePair<string, object>[_order.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var at = Array.FindIndex(_dimensions, d => d.Name == _order[i]);
            values[i] = KeyValuePair.Create(_order[i], at >= 0 ? _dimensions[at].ValueOf(point[at]) : _fixed[_order[i]]);
        }

        return new ParameterSet(values);
    }

    /// <summary>The point of these values; null where one is missing, or lies outside its dimension.</summary>
    public double[]? PointOf(IReadOnlyDictionary<string, object?> values)
    {
        var point = new double[Count];
        for (var i = 0; i < point.Length; i++)
        {
            if (!values.TryGetValue(_dimensions[i].Name, out var value) || _dimensions[i].NumberOf(value) is not { } number) return null;
            point[i] = number;
        }

        return point;
    }

    /// <inheritdoc/>
    public IEnumerator<Dimension> GetEnumerator() => ((IEnumerable<Dimension>)_dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
