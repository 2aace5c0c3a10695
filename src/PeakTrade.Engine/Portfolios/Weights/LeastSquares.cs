namespace PeakTrade.Engine.Weights;

/// <summary>Ordinary least squares with a constant.</summary>
internal static class LeastSquares
{
    private const int MostSweeps = 60;
    private const double Rounding = 2.220446049250313e-16;

    /// <summary>
    /// The constant and slopes by which columns come nearest to <paramref name="y"/>. Of several such slopes (columns that repeat each other, fewer rows than columns)
    /// those with the least sum of squares. The columns lie one after the other, each as long as <paramref name="y"/>, and are written over.
    /// </summary>
    /// <remarks>The slopes come from the singular values of the centred columns, found by turning pairs of columns until all are at right angles (Hestenes, 1958).</remarks>
    public static (double Constant, double[] Slopes) Fit(Span<double> columns, ReadOnlySpan<double> y)
    {
        var rows = y.Length;
        if (rows == 0) return (0, []);
        var count = columns.Length / rows;
        var (means, turned) = (new double[count], new double[count * count]);
        for (var c = 0; c < count; c++)
        {
            means[c] = Centre(columns.Slice(c * rows, rows));
            turned[c * count + c] = 1;
        }

        Orthogonalise(columns, turned, rows, count);
        var mean = Mean(y);
        var slopes = Solve(columns, turned, y, mean, count);
        var constant = mean;
        for (var c = 0; c < count; c++) constant -= slopes[c] * means[c];
        return (constant, slopes);
    }

    private static void Orthogonalise(Span<double> columns, Span<double> turned, int rows, int count)
    {
        var turning = true;
        for (var sweep = 0; turning && sweep < MostSweeps; sweep++)
        {
            turning = false;
            for (var p = 0; p < count - 1; p++)
            {
                for (var q = p + 1; q < count; q++)
                {
                    var left = columns.Slice(p * rows, rows);
                    var right = columns.Slice(q * rows, rows);
                    var (lengthLeft, lengthRight, product) = (Dot(left, left), Dot(right, right), Dot(left, right));
                    if (Math.Abs(product) <= Rounding * Math.Sqrt(lengthLeft * lengthRight)) continue;
                    turning = true;
                    var zeta = (lengthRight - lengthLeft) / (2 * product);
                    var tangent = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
                    var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
                    Turn(left, right, cosine, cosine * tangent);
                    Turn(turned.Slice(p * count, count), turned.Slice(q * count, count), cosine, cosine * tangent);
                }
            }
        }
    }

    // Directions that are only rounding are left out, as numpy.linalg.lstsq does.
    private static double[] Solve(ReadOnlySpan<double> columns, ReadOnlySpan<double> turned, ReadOnlySpan<double> y, double mean, int count)
    {
        var (rows, slopes) = (y.Length, new double[count]);
        var largest = 0.0;
        for (var c = 0; c < count; c++) largest = Math.Max(largest, Dot(columns.Slice(c * rows, rows), columns.Slice(c * rows, rows)));
        var least = Math.Pow(Math.Max(rows, count) * Rounding, 2) * largest;
        for (var c = 0; c < count; c++)
        {
            var column = columns.Slice(c * rows, rows);
            var square = Dot(column, column);
            if (!(square > least)) continue;
            var along = 0.0;
            for (var i = 0; i < rows; i++) along += column[i] * (y[i] - mean);
            for (var k = 0; k < count; k++) slopes[k] += turned[c * count + k] * along / square;
        }

        return slopes;
    }

    private static void Turn(Span<double> left, Span<double> right, double cosine, double sine)
    {
        for (var i = 0; i < left.Length; i++) (left[i], right[i]) = (cosine * left[i] - sine * right[i], sine * left[i] + cosine * right[i]);
    }

    private static double Centre(Span<double> values)
    {
        var mean = Mean(values);
        foreach (ref var value in values) value -= mean;
        return mean;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }
}
