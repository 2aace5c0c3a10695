using System.Security.Cryptography;

namespace PeakTrade.Runs;

/// <summary>A file of a run as the receipt lists it.</summary>
internal sealed record Artifact(string Name, string Sha256, long Bytes)
{
    /// <summary>Of a file that DuckDB wrote; it goes to those that wait for the disk, as <see cref="ArtifactWriter"/>'s own do.</summary>
    public static Artifact Seal(string folder, string name, UnflushedFiles files)
    {
        // Windows brings to the disk only what may be written.
        var file = File.OpenHandle(Path.Combine(folder, name), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        files.Add(file);
        var bytes = new byte[RandomAccess.GetLength(file)];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is var more and > 0) read += more;
        return new Artifact(name, Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, read))), read);
    }
}
