using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Studies.Gp;

/// <summary>
/// Sums over columns of numbers. Always four lanes wide, and of + and * alone: the bits are the same on every processor.
/// </summary>
internal static class Vectors
{
    /// <summary>The sum of products.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var lanesA = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var lanesB = MemoryMarshal.Cast<double, Vector256<double>>(b)[..lanesA.Length];
        var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i + 1 < lanesA.Length; i += 2)
        {
            even += lanesA[i] * lanesB[i];
            odd += lanesA[i + 1] * lanesB[i + 1];
        }

        if (i < lanesA.Length) even += lanesA[i] * lanesB[i];
        var both = even + odd;
        var sum = both[0] + both[1] + (both[2] + both[3]);
        for (var j = lanesA.Length * 4; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }

    /// <summary>Adds a multiple of one row to another.</summary>
    public static void AddScaled(Span<double> to, double factor, ReadOnlySpan<double> row)
    {
        var lanes = MemoryMarshal.Cast<double, Vector256<double>>(row);
        var lanesTo = MemoryMarshal.Cast<double, Vector256<double>>(to)[..lanes.Length];
        for (var i = 0; i < lanes.Length; i++) lanesTo[i] += lanes[i] * factor;
        for (var j = lanes.Length * 4; j < row.Length; j++) to[j] += row[j] * factor;
    }
}
