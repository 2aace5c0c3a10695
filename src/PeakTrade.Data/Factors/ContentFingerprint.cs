using System.Security.Cryptography;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Factors;

/// <summary>Names files by what they hold. A file of the lake says so itself, in its footer; of any other all bytes are hashed.</summary>
internal static class ContentFingerprint
{
    /// <summary>The entry of a Parquet file's key-value metadata that holds the SHA-256 of its rows.</summary>
    public const string Entry = "peaktrade_content";

    /// <summary>
    /// A line a file, in the order given: its name, with the partitions it lies in (<c>symbol=X/year=2024/bars.parquet</c>), and the hash of its content. The
    /// name is part of the content: it is what an instrument is called by.
    /// </summary>
    public static IEnumerable<string> Of(IEnumerable<string> files, CancellationToken cancel)
    {
        var all = files.ToList();
        var said = SaidByThemselves([.. all.Where(IsParquet)], cancel);
        foreach (var file in all) yield return $"{NameOf(file)} {said.GetValueOrDefault(file) ?? OfBytes(file, cancel)}";
    }

    private static bool IsParquet(string file) => file.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string file)
    {
        var name = Path.GetFileName(file);
        for (var folder = Path.GetDirectoryName(file); folder is not null && Path.GetFileName(folder).Contains('=', StringComparison.Ordinal); folder = Path.GetDirectoryName(folder))
            name = $"{Path.GetFileName(folder)}/{name}";
        return name;
    }

    // All footers in one query. Only what DuckDB wrote is believed: other programs carry an old entry along when they change rows.
    private static Dictionary<string, string> SaidByThemselves(IReadOnlyList<string> files, CancellationToken cancel)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (files.Count == 0 || !DuckDbLibrary.Here.IsAvailable) return found;
        try
        {
            var list = $"[{string.Join(", ", files.Select(Sql.Text))}]";
            using var connection = DuckDbDatabase.Shared.Connect();
            using var result = connection.Query(
                $"""
                SELECT CAST(kv.file_name AS VARCHAR), decode(kv.value)
                FROM parquet_kv_metadata({list}) kv JOIN parquet_file_metadata({list}) file ON kv.file_name = file.file_name
                WHERE decode(kv.key) = '{Entry}' AND CAST(file.created_by AS VARCHAR) LIKE 'DuckDB%'
                """, cancel);
            while (result.Read())
            {
                var names = result.Column(0);
                var hashes = result.Column(1);
                for (var row = 0; row < result.RowCount; row++) found[names.Text(row)!] = $"rows {hashes.Text(row)}";
            }
        }
        catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.LakeSql)
        {
            // One file that is no Parquet spoils the question for all. Their bytes are an answer as well; what is wrong is said by who reads the bars.
            found.Clear();
        }

        return found;
    }

    private static string OfBytes(string file, CancellationToken cancel)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 20];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                cancel.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }

            return $"bytes {Convert.ToHexStringLower(hash.GetHashAndReset())}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.DataUnreadable.Because($"{file} cannot be read: {fault.Message}", target: file, inner: fault);
        }
    }
}
