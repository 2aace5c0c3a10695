using System.Security.Cryptography;

namespace PeakTrade.Runs;

/// <summary>A file of a run as the receipt lists it.</summary>
internal sealed record Artifact(string Name, string Sha256, long Bytes)
{
    /// <summary>Of a file that DuckDB wrote: it is brought to the disk, as <see cref="ArtifactWriter"/> does with its own.</summary>
    public static Artifact Seal(string folder, string name)
    {
        // Windows brings to the disk only what may be written.
        using var file = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        var artifact = new Artifact(name, Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
        file.Flush(flushToDisk: true);
        return artifact;
    }
}
