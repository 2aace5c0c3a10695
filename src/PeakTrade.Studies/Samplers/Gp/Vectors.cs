using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Studies.Gp;

/// <summary>
/// Sums and exponentials over columns of numbers. Always four lanes wide, and of + - * / and roots alone: the bits are the same on every processor.
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

    /// <summary>e to the power of numbers from -700 on up to 700, within 2e-16 of it.</summary>
    public static Vector256<double> Exp(Vector256<double> x)
    {
        const double Shift = 6755399441055744.0; // 1.5 * 2^52: adding it leaves the nearest whole number in the low bits
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-700.0)), Vector256.Create(700.0));
        var shifted = x * 1.4426950408889634 + Vector256.Create(Shift);
        var power = shifted - Vector256.Create(Shift);
        // ln 2 in two parts, the first with so few bits that its multiples are exact (Cody and Waite).
        var rest = x - power * 0.693147180369123816490 - power * 1.90821492927058770002e-10;
        var series = Vector256.Create(1.0 / 6227020800);
        series = series * rest + Vector256.Create(1.0 / 479001600);
        series = series * rest + Vector256.Create(1.0 / 39916800);
        series = series * rest + Vector256.Create(1.0 / 3628800);
        series = series * rest + Vector256.Create(1.0 / 362880);
        series = series * rest + Vector256.Create(1.0 / 40320);
        series = series * rest + Vector256.Create(1.0 / 5040);
        series = series * rest + Vector256.Create(1.0 / 720);
        series = series * rest + Vector256.Create(1.0 / 120);
        series = series * rest + Vector256.Create(1.0 / 24);
        series = series * rest + Vector256.Create(1.0 / 6);
        series = series * rest + Vector256.Create(0.5);
        series = series * rest + Vector256<double>.One;
        series = series * rest + Vector256<double>.One;
        var bits = Vector256.ShiftLeft(shifted.AsInt64() - Vector256.Create(BitConverter.DoubleToInt64Bits(Shift)) + Vector256.Create(1023L), 52);
        return series * bits.AsDouble();
    }
}
