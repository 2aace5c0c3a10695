namespace PeakTrade.Studies.CmaEs;

/// <summary>Axes of a symmetric matrix by Jacobi's rotations in a fixed order.</summary>
internal static class SymmetricMatrix
{
    private const int Sweeps = 60;

    /// <summary>The eigenvalues of a matrix held row after row, and its eigenvectors as columns. The matrix is left as it is.</summary>
    public static (double[] Values, double[] Vectors) Axes(ReadOnlySpan<double> matrix, int size)
    {
        var (a, vectors) = (matrix.ToArray(), new double[size * size]);
        for (var i = 0; i < size; i++) vectors[i * size + i] = 1;
        for (var sweep = 0; sweep < Sweeps && OffDiagonal(a, size) > 0; sweep++)
        {
            for (var p = 0; p < size - 1; p++)
            {
                for (var q = p + 1; q < size; q++) Rotate(a, vectors, size, p, q);
            }
        }

        var values = new double[size];
        for (var i = 0; i < size; i++) values[i] = a[i * size + i];
        return (values, vectors);
    }

    // What is left beside the diagonal, as far as it is not lost in rounding against it.
    private static double OffDiagonal(double[] a, int size)
    {
        var sum = 0.0;
        for (var p = 0; p < size; p++)
        {
            for (var q = p + 1; q < size; q++)
            {
                var off = Math.Abs(a[p * size + q]);
                if (off > 1e-17 * Math.Sqrt(Math.Abs(a[p * size + p] * a[q * size + q]))) sum += off;
            }
        }

        return sum;
    }

    private static void Rotate(double[] a, double[] vectors, int size, int p, int q)
    {
        var off = a[p * size + q];
        if (off == 0) return;
        var ratio = (a[q * size + q] - a[p * size + p]) / (2 * off);
        var tangent = double.IsInfinity(ratio * ratio) ? 0.5 / ratio : (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt(1 + ratio * ratio));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        var sine = tangent * cosine;
        for (var k = 0; k < size; k++)
        {
            var (x, y) = (a[k * size + p], a[k * size + q]);
            (a[k * size + p], a[k * size + q]) = (cosine * x - sine * y, sine * x + cosine * y);
        }

        for (var k = 0; k < size; k++)
        {
            var (x, y) = (a[p * size + k], a[q * size + k]);
            (a[p * size + k], a[q * size + k]) = (cosine * x - sine * y, sine * x + cosine * y);
            (x, y) = (vectors[k * size + p], vectors[k * size + q]);
            (vectors[k * size + p], vectors[k * size + q]) = (cosine * x - sine * y, sine * x + cosine * y);
        }

        a[p * size + q] = a[q * size + p] = 0;
    }
}
