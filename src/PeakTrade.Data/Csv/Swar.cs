using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PeakTrade.Data.Csv;

/// <summary>Eight characters at a time in one word, the first in the lowest byte.</summary>
internal static unsafe class Swar
{
    private const ulong HighBits = 0x8080808080808080;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(byte* at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(at);
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    /// <summary>
    /// The high bit of each byte that is above what its <paramref name="limits"/> allow (0x7F less the greatest value
    /// allowed). Bytes before the first marked one are exact; a carry may spoil those after it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(ulong word, ulong limits) => ((word + limits) | word) & HighBits;

    /// <summary>The number whose eight decimal digits, as values 0 to 9, are the bytes, the first the weightiest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EightDigits(ulong digits)
    {
        // Neighbours to pairs, then the four pairs by their weights in two multiplications.
        var pairs = digits * 10 + (digits >> 8);
        var oddPairs = pairs & 0x000000FF000000FF;
        var evenPairs = (pairs >> 16) & 0x000000FF000000FF;
        return (oddPairs * (100 + (1_000_000UL << 32)) + evenPairs * (1 + (10_000UL << 32))) >> 32;
    }
}
