using System.Buffers;
using System.Security.Cryptography;

namespace PeakTrade.Runs;

/// <summary>A file's SHA-256, read in pieces so that a large file takes no memory and can be left.</summary>
internal static class FileHash
{
    private const int PieceBytes = 1 << 20;

    public static string Of(string path, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var piece = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(RandomAccess.GetLength(file), 1, PieceBytes));
        try
        {
            for (var at = 0L; RandomAccess.Read(file, piece, at) is var read and > 0; at += read)
            {
                cancel.ThrowIfCancellationRequested();
                hash.AppendData(piece, 0, read);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
