using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PeakTrade.Data.Factors;

/// <summary>
/// Tells a damaged panel from a whole one: CRC-32C over words of eight bytes, in four lanes by turns, which a processor works out side by side. It guards against damage,
/// not against people, and costs a tenth of a cryptographic hash, which would take longer than to read the panel.
/// </summary>
internal sealed class PanelSum
{
    private const int Lanes = 4;

    private readonly uint[] _lanes = new uint[Lanes];
    private int _next;

    public void Add(string? text)
    {
        foreach (var letter in text ?? "") Add(letter);
        // No letter is as large: where one name ends and the next begins counts too.
        Add(ulong.MaxValue);
    }

    public void Add<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        var words = MemoryMarshal.Cast<T, ulong>(values);
        var at = 0;
        while (at < words.Length && _next != 0) Add(words[at++]);
        var (a, b, c, d) = (_lanes[0], _lanes[1], _lanes[2], _lanes[3]);
        for (; at + Lanes <= words.Length; at += Lanes)
        {
            a = BitOperations.Crc32C(a, words[at]);
            b = BitOperations.Crc32C(b, words[at + 1]);
            c = BitOperations.Crc32C(c, words[at + 2]);
            d = BitOperations.Crc32C(d, words[at + 3]);
        }

        (_lanes[0], _lanes[1], _lanes[2], _lanes[3]) = (a, b, c, d);
        while (at < words.Length) Add(words[at++]);
    }

    public override string ToString() => string.Concat(_lanes.Select(lane => lane.ToString("x8", CultureInfo.InvariantCulture)));

    private void Add(ulong word)
    {
        _lanes[_next] = BitOperations.Crc32C(_lanes[_next], word);
        _next = (_next + 1) % Lanes;
    }
}
