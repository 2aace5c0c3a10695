using System.Numerics;
using System.Runtime.InteropServices;

namespace PeakTrade.Engine;

/// <summary>
/// Random numbers that belong to a key of seed, trial and stream: the same key gives the same numbers on every
/// platform, in whatever order or on whichever thread keys are used. A mutable value: keep it in a local and pass it by
/// reference; a copy repeats the numbers.
/// </summary>
/// <remarks>The generator is xoshiro256++ of Blackman and Vigna; its state is mixed from the key by SplitMix64.</remarks>
[StructLayout(LayoutKind.Auto)]
public struct KeyedRandom
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>The generator of that key.</summary>
    public KeyedRandom(long seed, long trial = 0, long stream = 0)
    {
        // Each word absorbs the key parts one after another from its own start, so no two keys share a state by a mere sum.
        _s0 = Mixed(0x9E3779B97F4A7C15, seed, trial, stream);
        _s1 = Mixed(0xBF58476D1CE4E5B9, seed, trial, stream);
        _s2 = Mixed(0x94D049BB133111EB, seed, trial, stream);
        _s3 = Mixed(0xD6E8FEB86659FD93, seed, trial, stream) | 1; // never all zero
    }

    private KeyedRandom(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number from 0 to below 1, a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to below the bound, each as likely as the others.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // Lemire: the high word of a product is the number; the few low words that would favour some numbers are drawn again.
        var range = (ulong)bound;
        var unfair = (0 - range) % range;
        ulong low, high;
        do
        {
            high = Math.BigMul(NextUInt64(), range, out low);
        }
        while (low < unfair);
        return (int)high;
    }

    /// <summary>A standard normal number.</summary>
    public double NextNormal()
    {
        // Marsaglia's polar method needs no sine. Its second number is dropped: a generator without a spare is one that
        // can be reasoned about draw by draw.
        double x, square;
        do
        {
            x = 2 * NextDouble() - 1;
            var y = 2 * NextDouble() - 1;
            square = x * x + y * y;
        }
        while (square is >= 1 or 0);
        return x * Math.Sqrt(-2 * Log(square) / square);
    }

    /// <summary>
    /// The natural logarithm of a normal number above 0, within 1e-15 of it, from + - * / alone: the C library's differs
    /// in the last bit from platform to platform, and a run's numbers may not.
    /// </summary>
    internal static double Log(double value)
    {
        // value = m 2^k with m near 1; ln m = 2 artanh s = 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1) / (m + 1), |s| < 0.172.
        const double Ln2 = 0.693147180559945309417;
        const double Sqrt2 = 1.41421356237309504880;
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> 52) - 1023;
        var m = BitConverter.UInt64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > Sqrt2)
        {
            m /= 2;
            exponent++;
        }

        var s = (m - 1) / (m + 1);
        var q = s * s;
        var series = 1.0 / 21;
        for (var n = 19; n >= 1; n -= 2) series = series * q + 1.0 / n;
        return exponent * Ln2 + 2 * s * series;
    }

    internal static KeyedRandom OfState(ulong s0, ulong s1, ulong s2, ulong s3) => new(s0, s1, s2, s3);

    private static ulong Mixed(ulong state, long seed, long trial, long stream) =>
        Mix(Mix(Mix(state ^ (ulong)seed) + (ulong)trial) + (ulong)stream);

    // SplitMix64's output function.
    internal static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
