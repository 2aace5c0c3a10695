namespace PeakTrade.Studies.Gp;

/// <summary>
/// The dimensions of a space that have more than one value, in coordinates from 0 to 1; a choice stays its place in its list.
/// </summary>
internal sealed class UnitSpace
{
    private readonly SearchSpace _space;
    private readonly Dimension[] _dimensions;
    private readonly int[] _places;

    public UnitSpace(SearchSpace space)
    {
        _space = space;
        _places = [.. Enumerable.Range(0, space.Count).Where(i => space[i].Count > 1)];
        _dimensions = [.. _places.Select(i => space[i])];
        Choices = [.. _dimensions.Select(d => d.Kind == DimensionKind.Categorical)];
        Smooth = [.. _dimensions.Select(d => d.Step is null)];
    }

    public int Count => _dimensions.Length;

    /// <summary>Of each dimension, whether it is a list of choices.</summary>
    public bool[] Choices { get; }

    /// <summary>Of each dimension, whether all numbers are allowed.</summary>
    public bool[] Smooth { get; }

    public Dimension this[int index] => _dimensions[index];

    /// <summary>The unit coordinates of a point.</summary>
    public void ToUnit(ReadOnlySpan<double> point, Span<double> unit)
    {
        for (var i = 0; i < _dimensions.Length; i++) unit[i] = Choices[i] ? point[_places[i]] : _dimensions[i].ToUnit(point[_places[i]]);
    }

    /// <summary>The point nearest to unit coordinates.</summary>
    public void FromUnit(ReadOnlySpan<double> unit, Span<double> point)
    {
        for (var i = 0; i < point.Length; i++) point[i] = _space[i].Low;
        for (var i = 0; i < _dimensions.Length; i++) point[_places[i]] = Choices[i] ? unit[i] : _dimensions[i].FromUnit(unit[i]);
    }

    /// <summary>Moves coordinates to those of the nearest values that are allowed.</summary>
    public void Snap(Span<double> unit)
    {
        for (var i = 0; i < _dimensions.Length; i++)
        {
            if (!Smooth[i] && !Choices[i]) unit[i] = _dimensions[i].ToUnit(_dimensions[i].FromUnit(unit[i]));
        }
    }

    /// <summary>Turns a place from 0 to 1 into a coordinate of a dimension.</summary>
    public double Coordinate(int dimension, double place) =>
        Smooth[dimension] ? place : Choices[dimension] ? _dimensions[dimension].FromUnit(place) : _dimensions[dimension].ToUnit(_dimensions[dimension].FromUnit(place));

    /// <summary>Whether the relations of the space hold at coordinates.</summary>
    public bool Holds(ReadOnlySpan<double> unit)
    {
        if (_space.Relations.Count == 0) return true;
        Span<double> point = stackalloc double[_space.Count];
        FromUnit(unit, point);
        return _space.Holds(point);
    }
}
