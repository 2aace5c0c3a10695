using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Studies;

/// <summary>
/// Functions of four numbers at once from + - * / and whole-number shifts alone: the C library's differ in the last bits from platform to platform, and
/// a trial's point may not. No fused multiply-add either, as not every processor has it.
/// </summary>
internal static class VectorMath
{
    private const double Log2E = 1.44269504088896340736;

    // ln 2 in two parts; the first has so few bits that its product with a small whole number is exact (Cody and Waite).
    private const double Ln2High = 0.693145751953125;
    private const double Ln2Low = 1.42860682030941723212e-6;

    // Adding 1.5 * 2^52 rounds a number to a whole one, which then stands in the lowest bits.
    private const double Rounder = 6755399441055744.0;

    /// <summary>e to the x, within 1e-14 of it relatively; 0 below -708, and no more than e to the 709.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x)
    {
        // x = n ln 2 + r, |r| <= ln 2 / 2; e^r by its series, whose next term is below 2e-16; 2^n by its bits.
        var inside = Vector256.Min(Vector256.Max(x, Vector256.Create(-708.0)), Vector256.Create(709.0));
        var rounded = inside * Log2E + Vector256.Create(Rounder);
        var n = rounded - Vector256.Create(Rounder);
        var r = inside - n * Ln2High - n * Ln2Low;
        var series = r * (1.0 / 479001600) + Vector256.Create(1.0 / 39916800);
        series = series * r + Vector256.Create(1.0 / 3628800);
        series = series * r + Vector256.Create(1.0 / 362880);
        series = series * r + Vector256.Create(1.0 / 40320);
        series = series * r + Vector256.Create(1.0 / 5040);
        series = series * r + Vector256.Create(1.0 / 720);
        series = series * r + Vector256.Create(1.0 / 120);
        series = series * r + Vector256.Create(1.0 / 24);
        series = series * r + Vector256.Create(1.0 / 6);
        series = series * r + Vector256.Create(0.5);
        series = series * r + Vector256<double>.One;
        series = series * r + Vector256<double>.One;
        var power = (series.AsInt64() + Vector256.ShiftLeft(rounded.AsInt64(), 52)).AsDouble();
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-708.0)), Vector256<double>.Zero, power);
    }

    /// <summary>The natural logarithm of normal numbers above 0, within 1e-14 of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        // x = m 2^k with m from 0.707 to 1.414; ln m = 2 artanh s, s = (m - 1) / (m + 1), |s| < 0.172.
        var bits = x.AsInt64();
        var exponent = Vector256.ShiftRightArithmetic(bits, 52) - Vector256.Create(1023L);
        var m = ((bits & Vector256.Create(0x000FFFFFFFFFFFFF)) | Vector256.Create(0x3FF0000000000000)).AsDouble();
        var above = Vector256.GreaterThan(m, Vector256.Create(1.41421356237309504880));
        m = Vector256.ConditionalSelect(above, m * 0.5, m);

        // A whole number below 2^51 in the low bits of the rounder is that number more.
        var k = (Vector256.Create(Rounder).AsInt64() + exponent - above.AsInt64()).AsDouble() - Vector256.Create(Rounder);
        var s = (m - Vector256<double>.One) / (m + Vector256<double>.One);
        var q = s * s;
        var series = q * (1.0 / 19) + Vector256.Create(1.0 / 17);
        series = series * q + Vector256.Create(1.0 / 15);
        series = series * q + Vector256.Create(1.0 / 13);
        series = series * q + Vector256.Create(1.0 / 11);
        series = series * q + Vector256.Create(1.0 / 9);
        series = series * q + Vector256.Create(1.0 / 7);
        series = series * q + Vector256.Create(0.2);
        series = series * q + Vector256.Create(1.0 / 3);
        series = series * q + Vector256<double>.One;
        return k * Ln2High + (k * Ln2Low + (s + s) * series);
    }

    /// <summary>The probability that a standard normal number is below x, within 1e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> NormalBelow(Vector256<double> x)
    {
        // Abramowitz and Stegun 26.2.17.
        var size = Vector256.Abs(x);
        var t = Vector256<double>.One / (Vector256<double>.One + size * 0.2316419);
        var series = t * 1.330274429 - Vector256.Create(1.821255978);
        series = series * t + Vector256.Create(1.781477937);
        series = series * t - Vector256.Create(0.356563782);
        series = series * t + Vector256.Create(0.319381530);
        var tail = series * t * Exp(size * size * -0.5) * 0.39894228040143267794;
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<double>.Zero), Vector256<double>.One - tail, tail);
    }

    /// <summary><see cref="Exp(Vector256{double})"/> of one number.</summary>
    public static double Exp(double x) => Exp(Vector256.Create(x)).ToScalar();

    /// <summary><see cref="Log(Vector256{double})"/> of one number.</summary>
    public static double Log(double x) => Log(Vector256.Create(x)).ToScalar();
}
