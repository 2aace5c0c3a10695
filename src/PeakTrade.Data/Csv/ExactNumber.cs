using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PeakTrade.Data.Csv;

/// <summary>Decimal numbers to doubles, always the same bits that <see cref="double.Parse(string)"/> gives.</summary>
internal static unsafe class ExactNumber
{
    private const ulong Zeros = 0x3030303030303030;
    private const ulong DigitLimits = 0x7676767676767676;

    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private static ReadOnlySpan<ulong> WholePowers => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    /// <summary>
    /// Reads digits with at most one point, up to whatever follows them; null where the number needs
    /// <see cref="TryParse"/>. Something that is no digit, and eight readable bytes after it, must follow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* TryFast(byte* at, out double value)
    {
        var start = at;
        ulong mantissa = 0;
        at = Digits(at, ref mantissa);
        var count = at - start;
        var places = 0L;
        if (*at == '.')
        {
            var point = ++at;
            at = Digits(at, ref mantissa);
            places = at - point;
            count += places;
        }

        // Clinger's fast path: an integer that a double holds over a power of ten that a double holds rounds once.
        value = 0;
        if (count is < 1 or > 19 || mantissa > 1UL << 53) return null;
        value = (double)(long)mantissa / Powers[(int)places];
        return at;
    }

    /// <summary>Reads a whole field; false where it is no number. May give NaN or an infinity.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>Reads digits onto a number; more than 19 of them overflow it, which the caller sees by their count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Digits(byte* at, ref ulong number)
    {
        while (true)
        {
            var digits = Swar.Load(at) ^ Zeros;
            var others = Swar.Above(digits, DigitLimits);
            if (others != 0)
            {
                var count = BitOperations.TrailingZeroCount(others) >> 3;
                if (count == 0) return at;
                number = number * WholePowers[count] + Swar.EightDigits(digits << (64 - 8 * count));
                return at + count;
            }

            number = number * 100_000_000 + Swar.EightDigits(digits);
            at += 8;
        }
    }
}
