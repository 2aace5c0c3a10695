using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>Every combination of some values of each dimension that keeps the space's relations.</summary>
public sealed class Grid
{
    private const int MostPoints = 1_000_000;
    private const int DefaultPoints = 10;

    private readonly double[][] _values;
    private readonly int[] _points;

    private Grid(SearchSpace space, int points)
    {
        var all = space.Aggregate(1.0, (product, d) => product * Math.Min(d.Count, MostOf(d, points)));
        if (all > MostPoints)
        {
            throw FaultCatalogue.ArgumentSearchSpace.Because(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The grid has {all:#,0} points, and at most {MostPoints:#,0} can be searched."),
                "Give steps, narrow ranges, grid(points=...), or another sampler.");
        }

        _values = [.. space.Select(d => ValuesOf(d, points))];
        _points = [.. Enumerable.Range(0, _values.Aggregate(1, (product, values) => product * values.Length))];
        if (space.Relations.Count > 0)
        {
            var point = new double[space.Count];
            _points = Array.FindAll(_points, index =>
            {
                Write(index, point);
                return space.Holds(point);
            });
        }

        if (_points.Length == 0) throw FaultCatalogue.ArgumentSearchSpace.Because($"No point of the grid keeps {string.Join(" and ", space.Relations)}.", "Widen the ranges, or drop a relation.");
    }

    /// <summary>How many points there are.</summary>
    public int Count => _points.Length;

    /// <summary>
    /// The grid that a sampler's text such as <c>grid</c> or <c>grid(points=5)</c> means. Dimensions that take more values than anybody could try (real numbers without a
    /// step, whole numbers on a logarithmic scale) are given as many as <c>points</c> says, evenly over their scale.
    /// </summary>
    public static Grid Of(string sampler, SearchSpace space) => Of(space, NamedOptions.Parse(sampler).Options);

    internal static Grid Of(SearchSpace space, NamedOptions options) => new(space, options.Integer("points", DefaultPoints, 1, MostPoints));

    /// <summary>The order in which a seed goes through the points, each given as a number.</summary>
    internal int[] Shuffled(long seed)
    {
        var order = (int[])_points.Clone();
        var random = new KeyedRandom(seed);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    /// <summary>Writes the point of a number.</summary>
    internal void Write(int index, Span<double> point)
    {
        for (var i = _values.Length - 1; i >= 0; i--)
        {
            (index, var at) = Math.DivRem(index, _values[i].Length);
            point[i] = _values[i][at];
        }
    }

    /// <summary>The number of a point; null where it lies between those of the grid.</summary>
    internal int? NumberOf(ReadOnlySpan<double> point)
    {
        var index = 0;
        for (var i = 0; i < point.Length; i++)
        {
            var at = Array.BinarySearch(_values[i], point[i]);
            if (at < 0) return null;
            index = index * _values[i].Length + at;
        }

        return index;
    }

    private static double MostOf(Dimension dimension, int points) => dimension.Step is null || dimension is { Log: true, Step: 1 } ? points : double.PositiveInfinity;

    private static double[] ValuesOf(Dimension dimension, int points)
    {
        if (dimension.Count <= MostOf(dimension, points)) return [.. Enumerable.Range(0, (int)dimension.Count).Select(i => dimension.Nearest(dimension.Low + i * (dimension.Step ?? 0)))];

        var (low, high) = dimension.Log ? (Math.Log(dimension.Low), Math.Log(dimension.High)) : (dimension.Low, dimension.High);
        return [.. Enumerable.Range(0, points).Select(At).Distinct()];

        double At(int i)
        {
            if (points == 1) return dimension.FromUnit(0.5);
            if (i == 0 || i == points - 1) return i == 0 ? dimension.Low : dimension.High;
            var at = low + i * (high - low) / (points - 1);
            return dimension.Nearest(dimension.Log ? Math.Exp(at) : at);
        }
    }
}
