using System.Security.Cryptography;
using PeakTrade.Data.DuckDb;
using PeakTrade.Data.Lake;

namespace PeakTrade.Data.Factors;

/// <summary>Names files by what they hold. A file of the lake says so itself, in its footer; of any other all bytes are hashed.</summary>
internal static class ContentFingerprint
{
    /// <summary>
    /// A line a file, in the order given: its name, with the partitions it lies in (<c>symbol=X/year=2024/bars.parquet</c>), and the hash of its content. The
    /// name is part of the content: it is what an instrument is called by.
    /// </summary>
    public static IEnumerable<string> Of(IEnumerable<string> files, CancellationToken cancel)
    {
        var all = files.ToList();
        var said = SaidByThemselves([.. all.Where(IsParquet)], cancel);
        foreach (var file in all) yield return $"{NameOf(file)} {(said.TryGetValue(file, out var rows) ? $"rows {rows}" : OfBytes(file, cancel))}";
    }

    private static bool IsParquet(string file) => file.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string file)
    {
        var name = Path.GetFileName(file);
        for (var folder = Path.GetDirectoryName(file); folder is not null && Path.GetFileName(folder).Contains('=', StringComparison.Ordinal); folder = Path.GetDirectoryName(folder))
            name = $"{Path.GetFileName(folder)}/{name}";
        return name;
    }

    private static IReadOnlyDictionary<string, string> SaidByThemselves(IReadOnlyCollection<string> files, CancellationToken cancel)
    {
        if (files.Count == 0 || !DuckDbLibrary.Here.IsAvailable) return new Dictionary<string, string>();
        try
        {
            return LakeStore.Contents(files, cancel);
        }
        catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.LakeSql)
        {
            // One file that is no Parquet spoils the question for all. Their bytes are an answer as well; what is wrong is said by who reads the bars.
            return new Dictionary<string, string>();
        }
    }

    private static string OfBytes(string file, CancellationToken cancel)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            return $"bytes {HashOf(stream, file, cancel)}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, fault);
        }
    }

    /// <summary>SHA-256 of a stream's bytes, in lower-case hex.</summary>
    public static string HashOf(Stream stream, string file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                cancel.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, fault);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static PeakTradeException Unreadable(string file, Exception fault) => FaultCatalogue.DataUnreadable.Because($"{file} cannot be read: {fault.Message}", target: file, inner: fault);
}
