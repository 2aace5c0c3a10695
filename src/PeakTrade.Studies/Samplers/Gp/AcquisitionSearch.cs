using PeakTrade.Engine;

namespace PeakTrade.Studies.Gp;

/// <summary>
/// Looks for the points of the greatest acquisition: many spread over the space and around the best trials, of which a few climb, by slopes where all numbers are
/// allowed and from value to value where they are not.
/// </summary>
internal sealed class AcquisitionSearch
{
    private const int Spread = 400;
    private const int Around = 40;
    private const int StartCount = 5;
    private const int ClimbSteps = 25;
    private const int Rounds = 3;
    private const int ValuesTried = 12;
    private readonly UnitSpace _space;
    private readonly Acquisition _acquisition;
    private readonly BoxMinimizer _minimizer;
    private readonly double[] _low, _high;

    public AcquisitionSearch(UnitSpace space, Acquisition acquisition)
    {
        (_space, _acquisition, _minimizer) = (space, acquisition, new BoxMinimizer(space.Count));
        (_low, _high) = (new double[space.Count], new double[space.Count]);
    }

    /// <summary>Points in falling order of acquisition, those that climbed first.</summary>
    public IReadOnlyList<double[]> Find(IReadOnlyList<double[]> centres, ReadOnlySpan<double> lengthScales, KeyedRandom random)
    {
        var candidates = new List<(double Value, double[] Point)>();
        foreach (var point in Candidates(centres, lengthScales.ToArray(), random))
        {
            if (_space.Holds(point)) candidates.Add((_acquisition.At(point), point));
        }

        // A stable sort: equal ones stay in the order they were made.
        var ranked = candidates.OrderByDescending(c => c.Value).ToList();
        var climbed = Starts(ranked).Select(Climb).OrderByDescending(c => c.Value);
        return [.. climbed.Concat(ranked).Select(c => c.Point)];
    }

    private List<double[]> Candidates(IReadOnlyList<double[]> centres, double[] lengthScales, KeyedRandom random)
    {
        var made = new List<double[]>();
        var lattice = new Lattice(_space.Count, ref random);
        var place = new double[_space.Count];
        for (var n = 0; n < Spread; n++)
        {
            lattice.Point(n, place);
            var point = new double[_space.Count];
            for (var k = 0; k < point.Length; k++) point[k] = _space.Coordinate(k, place[k]);
            made.Add(point);
        }

        foreach (var centre in centres)
        {
            for (var n = 0; n < Around; n++) made.Add(Near(centre, lengthScales, Math.Pow(10, -2.5 * random.NextDouble()), ref random));
        }

        return made;
    }

    // One coordinate surely changes, the others each with a chance that leaves some of them.
    private double[] Near(double[] centre, double[] lengthScales, double reach, ref KeyedRandom random)
    {
        var point = (double[])centre.Clone();
        var sure = random.NextInt(point.Length);
        for (var k = 0; k < point.Length; k++)
        {
            if (_space.Choices[k])
            {
                if (random.NextDouble() < 1.0 / point.Length) point[k] = random.NextInt((int)_space[k].Count);
            }
            else if (k == sure || random.NextDouble() < 0.6)
            {
                point[k] = Math.Clamp(point[k] + reach * Math.Min(lengthScales[k], 0.5) * random.NextNormal(), 0, 1);
            }
        }

        _space.Snap(point);
        return point;
    }

    // The best, and then the best that is not close to one already taken.
    private List<(double Value, double[] Point)> Starts(List<(double Value, double[] Point)> ranked)
    {
        var starts = new List<(double Value, double[] Point)>();
        foreach (var candidate in ranked)
        {
            if (starts.Count == StartCount) break;
            if (starts.TrueForAll(s => Distance(s.Point, candidate.Point) > 0.05)) starts.Add(candidate);
        }

        return starts;
    }

    private double Distance(double[] a, double[] b)
    {
        var largest = 0.0;
        for (var k = 0; k < a.Length; k++) largest = Math.Max(largest, _space.Choices[k] ? a[k] == b[k] ? 0 : 1 : Math.Abs(a[k] - b[k]));
        return largest;
    }

    private (double Value, double[] Point) Climb((double Value, double[] Point) start)
    {
        var best = start;
        // Numbers on a grid first move as if there were none.
        if (Array.IndexOf(_space.Smooth, true) >= 0 || Array.IndexOf(_space.Choices, false) >= 0) best = BySlopes(best, all: true);
        var stepped = Array.IndexOf(_space.Smooth, false) >= 0;
        for (var round = 0; stepped && round < Rounds; round++)
        {
            var before = best.Value;
            best = ByValues(best);
            if (Array.IndexOf(_space.Smooth, true) >= 0) best = BySlopes(best, all: false);
            if (best.Value <= before) break;
        }

        return best;
    }

    private (double Value, double[] Point) BySlopes((double Value, double[] Point) from, bool all)
    {
        var point = (double[])from.Point.Clone();
        for (var k = 0; k < point.Length; k++)
        {
            var moves = _space.Smooth[k] || (all && !_space.Choices[k]);
            (_low[k], _high[k]) = moves ? (0, 1) : (point[k], point[k]);
        }

        var value = -_minimizer.Minimize(Turned, point, _low, _high, ClimbSteps, 1e-4);
        if (all)
        {
            _space.Snap(point);
            value = _acquisition.At(point);
        }

        return value > from.Value && _space.Holds(point) ? (value, point) : from;
    }

    private double Turned(ReadOnlySpan<double> point, Span<double> slopes)
    {
        var value = -_acquisition.At(point, slopes);
        for (var k = 0; k < slopes.Length; k++) slopes[k] = -slopes[k];
        return value;
    }

    // One dimension after another: every choice; of a grid all values where they are few, else those some steps away.
    private (double Value, double[] Point) ByValues((double Value, double[] Point) from)
    {
        var best = from;
        for (var k = 0; k < _space.Count; k++)
        {
            if (_space.Smooth[k]) continue;
            var centre = best.Point[k];
            foreach (var coordinate in Values(k, centre))
            {
                if (coordinate == centre) continue;
                var point = (double[])best.Point.Clone();
                point[k] = coordinate;
                if (!_space.Holds(point)) continue;
                var value = _acquisition.At(point);
                if (value > best.Value) best = (value, point);
            }
        }

        return best;
    }

    private IEnumerable<double> Values(int k, double centre)
    {
        var dimension = _space[k];
        if (_space.Choices[k]) return Enumerable.Range(0, (int)dimension.Count).Select(n => (double)n);
        var step = dimension.Step!.Value;
        if (dimension.Count <= ValuesTried) return Enumerable.Range(0, (int)dimension.Count).Select(n => dimension.ToUnit(dimension.Nearest(dimension.Low + n * step)));
        var value = dimension.FromUnit(centre);
        return new double[] { -8, -4, -2, -1, 1, 2, 4, 8 }.Select(steps => dimension.ToUnit(dimension.Nearest(value + steps * step)));
    }
}
