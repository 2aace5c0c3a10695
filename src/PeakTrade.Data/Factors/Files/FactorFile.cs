using PeakTrade.Data.Backends;
using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Factors;

/// <summary>
/// Reads a factor that was computed elsewhere: CSV or Parquet, a row for each time and symbol, or a row for each time with a column for each symbol.
/// <c>docs/factor-bundles.md</c> says how a file looks.
/// </summary>
public static class FactorFile
{
    /// <summary>The values as a panel of that name: its times in order, its symbols in order of their names, whatever the order of the rows.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="factor">What the panel is called, and what the column of the values may be called.</param>
    /// <param name="timezone">The zone of times that carry none.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="PeakTradeException">The file is not there or holds something else (<c>Factor.BadFile</c>); all rows that are wrong are named.</exception>
    public static FactorPanel Read(string path, string factor, string timezone, CancellationToken cancel)
    {
        var source = new DataSource(Path.GetFileName(path), path);
        // What cannot be opened is told in our words, whoever reads it.
        using var stream = ManagedBackend.Open(path);
        if (new BarFile(path, source.Name).IsParquet) return new FactorParquet(path, source, factor, timezone).Read(cancel);
        return Read(stream, source, factor, timezone, cancel);
    }

    /// <summary>What the file holds, without reading a value: the SHA-256 of its bytes, in lower-case hex.</summary>
    public static string Fingerprint(string path, CancellationToken cancel)
    {
        using var stream = ManagedBackend.Open(path);
        return ContentFingerprint.HashOf(stream, path, cancel);
    }

    internal static FactorPanel Read(Stream stream, DataSource source, string factor, string timezone, CancellationToken cancel, int blockSize = CsvBarReader.BlockSize)
    {
        using var blocks = new ByteBlocks(stream, source, blockSize);
        return new FactorCsv(blocks, source, factor, timezone).Read(cancel);
    }
}
