using System.Security;
using PeakTrade.Data.Csv;
using PeakTrade.Data.Parquet;

namespace PeakTrade.Data.Backends;

/// <summary>Reads CSV by our own reader; Parquet is DuckDB's in both backends.</summary>
internal sealed class ManagedBackend : IBarBackend
{
    public const int HeaderBlock = 4096;

    public bool NamesSymbols(BarFile file, CancellationToken cancel)
    {
        if (file.IsParquet) return ParquetReader.NamesSymbols(file, cancel);
        using var stream = Open(file.Path);
        using var blocks = new ByteBlocks(stream, file.Source, HeaderBlock);
        var line = 1;
        return CsvBarReader.ReadHeader(blocks, file.Source, ref line).Columns.SymbolField >= 0;
    }

    public FileParts Read(BarFile file, SymbolRule symbols, DataOptions options, CancellationToken cancel)
    {
        if (file.IsParquet) return new ParquetReader(file, symbols, options).Read(cancel);
        using var stream = Open(file.Path);
        return new CsvBarReader(stream, file.Source, options, symbols).Read(cancel);
    }

    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FaultCatalogue.DataMissing.Because($"{path} does not exist.", target: path, inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            throw FaultCatalogue.DataUnreadable.Because($"{path} cannot be read: {e.Message}", target: path, inner: e);
        }
    }
}
