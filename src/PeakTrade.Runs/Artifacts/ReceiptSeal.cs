using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>
/// The last member of <c>run.json</c>: SHA-256 of all lines above its own. It protects from accidents and from hands that do not know of it; who makes it again can say
/// anything, which no file can forbid about itself.
/// </summary>
internal static class ReceiptSeal
{
    public const string Name = "seal";

    private static ReadOnlySpan<byte> BodyEnd => "\n}"u8;

    private static ReadOnlySpan<byte> Before => "  \"seal\": \""u8;

    private static ReadOnlySpan<byte> After => "\"\n}\n"u8;

    /// <summary>Writes one object with these members and the seal.</summary>
    public static void Write(ArtifactWriter file, Action<Utf8JsonWriter> members)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, JsonOut.Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        byte[] above = [.. body.WrittenSpan[..^BodyEnd.Length], .. ",\n"u8];
        file.Write(above);
        file.Write(Before);
        Span<byte> seal = stackalloc byte[2 * SHA256.HashSizeInBytes];
        Of(above, seal);
        file.Write(seal);
        file.Write(After);
    }

    /// <summary>Whether the bytes of a receipt that names a seal are the ones that it was made for.</summary>
    public static bool Holds(ReadOnlySpan<byte> receipt)
    {
        Span<byte> wanted = stackalloc byte[2 * SHA256.HashSizeInBytes];
        var above = receipt.Length - Before.Length - wanted.Length - After.Length;
        if (above <= 0) return false;
        Of(receipt[..above], wanted);
        var line = receipt[above..];
        return line.StartsWith(Before) && line.EndsWith(After) && line[Before.Length..^After.Length].SequenceEqual(wanted);
    }

    private static void Of(ReadOnlySpan<byte> above, Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(above, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
    }
}
