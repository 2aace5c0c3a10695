using PeakTrade.Engine;

namespace PeakTrade.Studies.Gp;

/// <summary>
/// Points spread evenly over the unit cube: multiples of irrational steps, the powers of the root of x^(d+1) = x + 1 (the generalised golden ratio), begun at a random place.
/// </summary>
internal sealed class Lattice
{
    private readonly double[] _start, _step;

    public Lattice(int dimensions, ref KeyedRandom random)
    {
        (_start, _step) = (new double[dimensions], new double[dimensions]);
        var root = 1.5;
        for (var n = 0; n < 60; n++) root = Math.Pow(1 + root, 1.0 / (dimensions + 1));
        for (var (k, power) = (0, 1 / root); k < dimensions; k++, power /= root) (_start[k], _step[k]) = (random.NextDouble(), power);
    }

    public void Point(int index, Span<double> point)
    {
        for (var k = 0; k < point.Length; k++)
        {
            var at = _start[k] + index * _step[k];
            point[k] = at - Math.Floor(at);
        }
    }
}
