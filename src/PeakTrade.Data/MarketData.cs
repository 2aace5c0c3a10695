using PeakTrade.Data.Backends;

namespace PeakTrade.Data;

/// <summary>Reads bars from files or a stream, by the contract of <c>docs/data.md</c>.</summary>
public static class MarketData
{
    /// <summary>Reads the one instrument of a file, a folder or a pattern, by its absolute path; <see cref="DataOptions.Path"/> is not looked at.</summary>
    public static BarData Read(DataOptions options, string path, CancellationToken cancel)
    {
        using var source = BarSource.Open(options, path, cancel);
        return source.ReadOne(cancel);
    }

    /// <summary>Reads all instruments of a file, a folder or a pattern such as <c>data/*.parquet</c>, each as soon as it is read; <see cref="DataOptions.Path"/> is not looked at.</summary>
    public static IEnumerable<InstrumentRead> ReadAll(DataOptions options, string path, CancellationToken cancel)
    {
        using var source = BarSource.Open(options, path, cancel);
        foreach (var read in source.ReadAll(cancel)) yield return read;
    }

    /// <summary>Reads a stream, which stays open; <paramref name="name"/> stands in faults and, without its endings, for the symbol.</summary>
    public static BarData Read(Stream stream, string name, DataOptions options, CancellationToken cancel)
    {
        using var source = BarSource.Open(options, stream, name, BarFile.SymbolOf(name), cancel);
        return source.ReadOne(cancel);
    }

    /// <summary>Reads all instruments of a stream, which stays open.</summary>
    public static IEnumerable<InstrumentRead> ReadAll(Stream stream, string name, DataOptions options, CancellationToken cancel)
    {
        using var source = BarSource.Open(options, stream, name, "stdin", cancel);
        foreach (var read in source.ReadAll(cancel)) yield return read;
    }
}
