using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// Owen's nested uniform scrambling (1995): each binary digit is turned over or not by a coin that belongs to the digits before it. Every point is then
/// uniform by itself, and all of them together stay as even as they were.
/// </summary>
internal sealed class OwenScrambling
{
    // Apart from every stream that a sampler draws a trial's numbers from.
    private const long Stream = -1;

    private readonly ulong[] _keys;

    public OwenScrambling(long seed, int dimensions)
    {
        _keys = new ulong[dimensions];
        for (var i = 0; i < dimensions; i++) _keys[i] = new KeyedRandom(seed, i, Stream).NextUInt64();
    }

    /// <summary>The scrambled coordinate, from 0 to 1.</summary>
    public double Scrambled(uint digits, int dimension)
    {
        var key = _keys[dimension];
        var turned = 0u;
        for (var at = SobolSequence.Bits - 1; at >= 0; at--)
        {
            // The leading 1 tells prefixes of different lengths apart.
            var prefix = (1UL << (SobolSequence.Bits - 1 - at)) | ((ulong)digits >> (at + 1));
            turned |= (uint)(Hash(key ^ prefix) >> 63) << at;
        }

        // The digits beyond the last are all 0 before the scrambling, and random after it.
        var rest = (Hash(key ^ ((1UL << SobolSequence.Bits) | digits)) >> 11) * (1.0 / (1UL << 53));
        return ((digits ^ turned) + rest) * (1.0 / (1UL << SobolSequence.Bits));
    }

    // MurmurHash3's 64-bit finalizer over a multiplied counter.
    private static ulong Hash(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }
}
