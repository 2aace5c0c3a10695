using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PeakTrade.Engine;

namespace PeakTrade.Data;

/// <summary>Names bars by their content: the same bars have the same hash, whatever file or format they came from.</summary>
public static class DataHash
{
    /// <summary>SHA-256 of the columns (times, open, high, low, close, volume where there is one; little-endian), in lower-case hex.</summary>
    public static string Of(Bars bars)
    {
        using var part = StageClock.Measure(RunStage.Load);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(bars.UtcTicks));
        hash.AppendData(MemoryMarshal.AsBytes(bars.Open));
        hash.AppendData(MemoryMarshal.AsBytes(bars.High));
        hash.AppendData(MemoryMarshal.AsBytes(bars.Low));
        hash.AppendData(MemoryMarshal.AsBytes(bars.Close));
        hash.AppendData(MemoryMarshal.AsBytes(bars.Volume));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
