using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PeakTrade.Configuration;

/// <summary>Finds bytes that are not UTF-8.</summary>
internal static class Utf8Faults
{
    /// <summary>The offset of the first byte that is not part of a character; -1 where there is none.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8)) return -1;
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }
}
