namespace PeakTrade.Studies.Gp;

/// <summary>Lower triangles of symmetric matrices, row after row in one array, each row as long as the stride.</summary>
internal static class Cholesky
{
    /// <summary>Puts the lower factor in the place of a matrix; false where the matrix is not positive definite.</summary>
    public static bool Factor(Span<double> matrix, int count, int stride)
    {
        for (var i = 0; i < count; i++)
        {
            var row = matrix.Slice(i * stride, i + 1);
            for (var j = 0; j < i; j++)
            {
                var above = matrix.Slice(j * stride, j + 1);
                row[j] = (row[j] - Vectors.Dot(row[..j], above[..j])) / above[j];
            }

            var square = row[i] - Vectors.Dot(row[..i], row[..i]);
            if (!(square > 0)) return false;
            row[i] = Math.Sqrt(square);
        }

        return true;
    }

    /// <summary>The inverse of a lower factor, itself lower.</summary>
    public static void Invert(ReadOnlySpan<double> factor, int count, int stride, Span<double> inverse)
    {
        for (var i = 0; i < count; i++)
        {
            var row = factor.Slice(i * stride, i + 1);
            var made = inverse.Slice(i * stride, i + 1);
            made.Clear();
            for (var j = 0; j < i; j++) Vectors.AddScaled(made, -row[j], inverse.Slice(j * stride, j + 1));
            made[i] = 1;
            var scale = 1 / row[i];
            for (var j = 0; j <= i; j++) made[j] *= scale;
        }
    }

    /// <summary>The lower triangle of the whole matrix's inverse, from the inverse of its factor.</summary>
    public static void Square(ReadOnlySpan<double> inverseFactor, int count, int stride, Span<double> square)
    {
        square[..(count * stride)].Clear();
        for (var k = 0; k < count; k++)
        {
            var row = inverseFactor.Slice(k * stride, k + 1);
            for (var i = 0; i <= k; i++) Vectors.AddScaled(square.Slice(i * stride, i + 1), row[i], row[..(i + 1)]);
        }
    }

    /// <summary>A lower matrix times a column.</summary>
    public static void Times(ReadOnlySpan<double> lower, int count, int stride, ReadOnlySpan<double> column, Span<double> product)
    {
        for (var i = 0; i < count; i++) product[i] = Vectors.Dot(lower.Slice(i * stride, i + 1), column[..(i + 1)]);
    }

    /// <summary>A lower matrix, turned, times a column.</summary>
    public static void TransposedTimes(ReadOnlySpan<double> lower, int count, int stride, ReadOnlySpan<double> column, Span<double> product)
    {
        product[..count].Clear();
        for (var i = 0; i < count; i++) Vectors.AddScaled(product, column[i], lower.Slice(i * stride, i + 1));
    }
}
