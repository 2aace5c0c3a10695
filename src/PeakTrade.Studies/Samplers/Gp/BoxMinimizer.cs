namespace PeakTrade.Studies.Gp;

/// <summary>A function of several numbers and its slopes.</summary>
internal delegate double Sloped(ReadOnlySpan<double> x, Span<double> slopes);

/// <summary>
/// Goes downhill inside a box: limited-memory BFGS (Nocedal and Wright, algorithm 7.4) on the coordinates that are not held at a wall, with steps
/// cut back along the walls until they pay (Armijo).
/// </summary>
internal sealed class BoxMinimizer(int size)
{
    private const int Memory = 8;
    private readonly double[] _slopes = new double[size], _newSlopes = new double[size], _next = new double[size], _direction = new double[size];
    private readonly double[][] _moves = [.. Enumerable.Range(0, Memory).Select(_ => new double[size])];
    private readonly double[][] _turns = [.. Enumerable.Range(0, Memory).Select(_ => new double[size])];
    private readonly double[] _curvatures = new double[Memory], _weights = new double[Memory];
    private readonly bool[] _held = new bool[size];

    /// <summary>Moves <paramref name="x"/> downhill and returns the value there. Coordinates whose box is a point stay.</summary>
    public double Minimize(Sloped function, Span<double> x, ReadOnlySpan<double> low, ReadOnlySpan<double> high, int steps, double tolerance)
    {
        var value = function(x, _slopes);
        var remembered = 0;
        for (var step = 0; step < steps; step++)
        {
            if (Hold(x, low, high) <= tolerance) break;
            Aim(remembered);
            var slope = Vectors.Dot(_direction, _slopes);
            if (!(slope < 0))
            {
                remembered = 0;
                Aim(0);
                slope = Vectors.Dot(_direction, _slopes);
            }

            var length = remembered == 0 ? Math.Min(1, 0.2 / Largest(_direction)) : Math.Min(1, 2 / Largest(_direction));
            var next = Walk(function, x, value, slope, length, low, high);
            if (double.IsNaN(next)) break;
            remembered = Remember(x, remembered, step);
            _next.CopyTo(x);
            _newSlopes.CopyTo(_slopes, 0);
            var gain = value - next;
            value = next;
            if (gain <= tolerance * 0.01 * Math.Max(1, Math.Abs(value))) break;
        }

        return value;
    }

    // The first step that pays; NaN where none does.
    private double Walk(Sloped function, ReadOnlySpan<double> x, double value, double slope, double length, ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        for (var cut = 0; cut < 12; cut++, length *= 0.4)
        {
            var decrease = 0.0;
            for (var i = 0; i < size; i++)
            {
                _next[i] = Math.Clamp(x[i] + length * _direction[i], low[i], high[i]);
                decrease += _slopes[i] * (_next[i] - x[i]);
            }

            var next = function(_next, _newSlopes);
            if (next <= value + 1e-4 * Math.Max(decrease, length * slope) && next < value) return next;
        }

        return double.NaN;
    }

    // Notes which coordinates a wall holds; returns the largest slope of the others.
    private double Hold(ReadOnlySpan<double> x, ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        var largest = 0.0;
        for (var i = 0; i < size; i++)
        {
            _held[i] = (x[i] <= low[i] && _slopes[i] >= 0) || (x[i] >= high[i] && _slopes[i] <= 0);
            if (!_held[i]) largest = Math.Max(largest, Math.Abs(_slopes[i]));
        }

        return largest;
    }

    private void Aim(int remembered)
    {
        for (var i = 0; i < size; i++) _direction[i] = _held[i] ? 0 : -_slopes[i];
        var count = Math.Min(remembered, Memory);
        for (var back = 1; back <= count; back++)
        {
            var at = (remembered - back) % Memory;
            _weights[at] = Vectors.Dot(_moves[at], _direction) / _curvatures[at];
            Vectors.AddScaled(_direction, -_weights[at], _turns[at]);
        }

        if (count > 0)
        {
            var last = (remembered - 1) % Memory;
            var scale = _curvatures[last] / Vectors.Dot(_turns[last], _turns[last]);
            for (var i = 0; i < size; i++) _direction[i] *= scale;
        }

        for (var back = count; back >= 1; back--)
        {
            var at = (remembered - back) % Memory;
            Vectors.AddScaled(_direction, _weights[at] - Vectors.Dot(_turns[at], _direction) / _curvatures[at], _moves[at]);
        }

        for (var i = 0; i < size; i++)
        {
            if (_held[i]) _direction[i] = 0;
        }
    }

    private int Remember(ReadOnlySpan<double> x, int remembered, int step)
    {
        var (move, turn) = (_moves[remembered % Memory], _turns[remembered % Memory]);
        for (var i = 0; i < size; i++)
        {
            move[i] = _next[i] - x[i];
            turn[i] = _newSlopes[i] - _slopes[i];
        }

        var curvature = Vectors.Dot(move, turn);
        if (!(curvature > 1e-12 * Vectors.Dot(turn, turn))) return remembered;
        _curvatures[remembered % Memory] = curvature;
        return remembered + 1;
    }

    private static double Largest(ReadOnlySpan<double> numbers)
    {
        var largest = 1e-300;
        foreach (var number in numbers) largest = Math.Max(largest, Math.Abs(number));
        return largest;
    }
}
