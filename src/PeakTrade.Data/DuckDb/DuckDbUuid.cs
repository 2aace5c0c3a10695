using System.Buffers.Binary;

namespace PeakTrade.Data.DuckDb;

/// <summary>A UUID is stored as a signed number whose order is that of the texts: its highest bit is turned over.</summary>
internal static class DuckDbUuid
{
    private static readonly UInt128 Highest = UInt128.One << 127;

    public static Guid Of(UInt128 stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, stored ^ Highest);
        return new Guid(bytes, bigEndian: true);
    }

    public static UInt128 Stored(Guid id) => Number(id) ^ Highest;

    /// <summary>Its 128 bits as they are written.</summary>
    public static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
