using System.Security;
using PeakTrade.Data.Csv;
using PeakTrade.Data.Resampling;

namespace PeakTrade.Data;

/// <summary>Reads bars from a file or a stream, by the contract of <c>docs/data.md</c>.</summary>
public static class MarketData
{
    private static readonly string[] Endings = [".gz", ".csv", ".tsv", ".txt"];

    /// <summary>Reads the file at an absolute path; <see cref="DataOptions.Path"/> is not looked at.</summary>
    public static BarData Read(DataOptions options, string path, CancellationToken cancel)
    {
        using var file = Open(path);
        return Read(new DataSource(file, Path.GetFileName(path), path), options, cancel);
    }

    /// <summary>Reads all instruments of a file, a folder or a pattern such as <c>data/*.parquet</c>, each as soon as it is read; <see cref="DataOptions.Path"/> is not looked at.</summary>
    public static IEnumerable<InstrumentRead> ReadAll(DataOptions options, string path, CancellationToken cancel)
    {
        var data = Read(options, path, cancel);
        yield return new InstrumentRead(data.Bars.Symbol, data, null);
    }

    /// <summary>Reads a stream, which stays open; <paramref name="name"/> stands in faults and, without its endings, for the symbol.</summary>
    public static BarData Read(Stream stream, string name, DataOptions options, CancellationToken cancel) =>
        Read(new DataSource(stream, name, name), options, cancel);

    /// <summary>Reads all instruments of a stream, which stays open.</summary>
    public static IEnumerable<InstrumentRead> ReadAll(Stream stream, string name, DataOptions options, CancellationToken cancel)
    {
        var data = Read(stream, name, options with { Symbol = options.Symbol ?? "stdin" }, cancel);
        yield return new InstrumentRead(data.Bars.Symbol, data, null);
    }

    private static BarData Read(DataSource source, DataOptions options, CancellationToken cancel)
    {
        var data = Wanted.Of(new CsvBarReader(source, options, options.Symbol ?? SymbolOf(source.Name)).Read(cancel), options, source);
        if (!options.Backend.Equals("duckdb", StringComparison.OrdinalIgnoreCase)) return data;

        var notice = new Fault("backend \"duckdb\" is not in this version, which reads with the managed reader.", "", new Place(Key: "data.backend"));
        return data with { Notices = [notice, .. data.Notices] };
    }

    private static FileStream Open(string path)
    {
        if (path.Length == 0) throw FaultCatalogue.DataNotGiven.Because("No data file was named.");
        if (Directory.Exists(path)) throw FaultCatalogue.DataUnreadable.Because($"{path} is a directory.", target: path);
        try
        {
            if (!File.Exists(path)) throw FaultCatalogue.DataMissing.Because($"{path} does not exist.", target: path);
            if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)) throw DataSource.Parquet(path, path);
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

    private static string SymbolOf(string name)
    {
        var symbol = Path.GetFileName(name);
        while (Endings.FirstOrDefault(e => symbol.Length > e.Length && symbol.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending)
            symbol = symbol[..^ending.Length];
        return symbol;
    }
}
